import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Day, dayOf } from '../base/calendar.ts';
import { AppError, hasCode } from '../base/errors.ts';
import { type Validity, validityOn } from '../domain/validity.ts';
import type { App } from '../app.ts';
import { readCollection } from './collections.ts';
import type { Commands, Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

type IngestOptions = { collection: string; format?: string; json?: true };

export const knowledgeCommands: Commands = (program, context) => {
  const { open, openKnowing, output } = context;
  program
    .command('ingest')
    .description('把文件或文件夹读进知识库（docx、pdf、xlsx、html、Markdown、文本；或逐行 JSON）')
    .argument('<path...>', '文件或文件夹')
    .option('--collection <name>', '归入哪个资料集', 'default')
    .option('--format <format>', 'jsonl：每行 {"id","document","title","text"}，整行作为一个段落')
    .option('--json', '输出 JSON')
    .action(async (paths: string[], options: IngestOptions) => {
      const collection = readCollection(options.collection);
      if (options.format !== undefined && options.format !== 'jsonl') {
        throw new AppError('usage/invalid', `--format 只认 jsonl，收到 “${options.format}”。`);
      }
      const app = await open();
      await (options.format === 'jsonl'
        ? ingestLines(app, context, { paths, collection, json: options.json === true })
        : ingestFiles(app, context, { paths, collection, json: options.json === true }));
    });

  const documents = program.command('documents').description('知识库里的资料');
  documents
    .command('list')
    .description('列出资料')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const app = await openKnowing();
      const list = await app.store.documents.list();
      const today = dayOf(app.clock.now(), app.config.timeZone);
      if (options.json) return output.json({ documents: list });
      if (list.length === 0)
        return output.line('知识库是空的。把文档放进 knowledge/ 下的文件夹，或用 qingyu ingest 读入。');
      output.line(
        formatTable(
          ['编号', '标题', '段落', '效力'],
          list.map((document) => [document.id, document.title, `${document.passages}`, inForce(document, today)]),
        ),
      );
    });
  documents
    .command('reindex')
    .description('重新读入有原文件的资料，并重建检索索引；重建完成前照常按旧索引回答')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const { output, stop } = context;
      const { knowledge } = await open();
      const report = await knowledge.reindex(stop, ({ what, done, of }) =>
        output.progress(`${stepNames[what]}：${done}/${of}`),
      );
      output.progress('');
      for (const { message } of report.failed) output.note(message);
      if (options.json) output.json(report);
      else
        output.line(
          `已重建索引：${report.documents} 份资料，${report.passages} 个段落，重新读入 ${report.reread} 份。`,
        );
    });
  documents
    .command('remove')
    .description('从知识库移除一份资料（knowledge/ 里的文件请直接删除文件）')
    .argument('<id>', '资料编号，见 documents list')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { json?: true }) => {
      const removed = await (await open()).knowledge.remove(id);
      if (options.json) output.json({ removed });
      else output.line(`已移除 ${id}。`);
    });
};

/** Nothing for a document in force, which most are. */
function inForce(document: Validity, today: Day): string {
  const state = validityOn(today, document);
  if (state.kind === 'valid') return '';
  if (state.kind === 'not-yet') return `${state.from} 起施行`;
  const because = { expired: '已失效', repealed: '已废止', replaced: '已被替代' }[state.why];
  return state.on === null ? because : `${state.on} ${because}`;
}

const stepNames = { files: '重新读入', documents: '建立索引', vectors: '计算向量' } as const;

type Request = { paths: readonly string[]; collection: string; json: boolean };

/** A file is known by its name in its collection; of two with one name the second would take the place of the first. */
function refuseSameNames(paths: readonly string[]): void {
  const names = paths.map((path) => basename(resolve(path)));
  const twice = names.find((name, at) => /\.[^.]+$/.test(name) && names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new AppError('usage/invalid', `有两个文件都叫 ${twice}，请改名，或用 --collection 分到两个资料集。`);
}

async function ingestFiles(app: App, { output }: Context, request: Request): Promise<void> {
  refuseSameNames(request.paths);
  const reports = [];
  for (const path of request.paths) {
    const report = await app.knowledge.ingest({ path: resolve(path), collection: request.collection }, (done, of) =>
      output.progress(`正在读 ${path}：${done}/${of}`),
    );
    reports.push(report);
  }
  await bringIndexUp(app, output);
  const total = {
    added: reports.flatMap(({ added }) => added),
    changed: reports.flatMap(({ changed }) => changed),
    unchanged: reports.flatMap(({ unchanged }) => unchanged),
    removed: reports.flatMap(({ removed }) => removed),
    failed: reports.flatMap(({ failed }) => failed),
  };
  if (request.json) output.json(total);
  else {
    output.line(
      `新增 ${total.added.length} 份，更新 ${total.changed.length} 份，未变 ${total.unchanged.length} 份，移除 ${total.removed.length} 份。`,
    );
  }
  if (total.failed.length === 0) return;
  throw new AppError('input/invalid', total.failed.map(({ message }) => message).join('\n'), {
    details: { failed: total.failed },
  });
}

/** Done here once, so that neither a server nor a question has to wait for it. */
async function bringIndexUp(app: App, output: Output): Promise<void> {
  output.progress('正在建立索引……');
  try {
    await app.knowledge.catchUp();
  } catch (error) {
    if (!hasCode(error, 'index/unavailable')) throw error;
    output.note(`资料已存好，但索引暂时更新不了，恢复后会自动补上：${error.message}`);
  }
  output.progress('');
}

async function ingestLines(app: App, { output }: Context, request: Request): Promise<void> {
  let documents = 0;
  let passages = 0;
  for (const path of request.paths) {
    if (!(await isReadable(path))) throw new AppError('input/invalid', `读不了文件 ${path}，请检查路径和权限。`);
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
    const read = await app.knowledge.ingestLines(
      { lines, name: basename(path), collection: request.collection },
      (done, of) => output.progress(`正在写入 ${path}：${done}/${of}`),
    );
    documents += read.documents;
    passages += read.passages;
  }
  await bringIndexUp(app, output);
  if (request.json) output.json({ documents, passages });
  else output.line(`已读入 ${documents} 份资料、${passages} 个段落。`);
}

/** Asked before, because a stream tells of it when nobody listens yet. */
async function isReadable(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return (
    found !== null &&
    found.isFile() &&
    access(path, constants.R_OK).then(
      () => true,
      () => false,
    )
  );
}
