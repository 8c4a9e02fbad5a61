import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';

type IngestOptions = { collection: string; format?: string; json?: true };

export const knowledgeCommands: Commands = (program, context) => {
  const { open, openKnowing, output } = context;
  program
    .command('ingest')
    .description('把文件或文件夹读进知识库（Markdown、文本；或逐行 JSON）')
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
      const list = await (await openKnowing()).store.documents.list();
      if (options.json) return output.json({ documents: list });
      if (list.length === 0)
        return output.line('知识库是空的。把文档放进 knowledge/ 下的文件夹，或用 qingyu ingest 读入。');
      output.line(
        formatTable(
          ['编号', '标题', '段落'],
          list.map(({ id, title, passages }) => [id, title, `${passages}`]),
        ),
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

function readCollection(name: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u.test(name)) return name;
  throw new AppError('usage/invalid', `资料集名 “${name}” 不行，请用字母、汉字、数字、- 或 _，不超过 40 个字。`);
}

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
  output.progress('');
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
  output.progress('');
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
