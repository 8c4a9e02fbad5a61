import { dayOf, formatInstant } from '../../base/calendar.ts';
import type { KindNames } from '../../domain/form.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Period } from '../../ports/exchanges.ts';
import type { FileSetExporter, PackedFile, TextPart } from '../../ports/exporter.ts';
import type { Store } from '../../ports/store.ts';
import { addCaseFiles, countCaseFiles } from './case-file-set.ts';
import type { CountCases } from './case-statistics.ts';
import { type Exporters, readTitles } from './ledger-desk.ts';
import { caseFilesOf, packSheets, type PackSheet, type PackSource } from './pack-sheets.ts';
import { statisticsInWords } from './statistics-chart.ts';

export type PackDeps = {
  store: Store;
  exporters: Exporters;
  fileSets: FileSetExporter;
  countCases: CountCases;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  clock: Clock;
  timeZone: string;
};

/**
 * `place`: a new folder, or a zip; `contacts`: with names and numbers of people; `files`: with the photos and documents of
 * cases; `actionName`: what an act is called for people.
 */
export type PackOrder = {
  place: string;
  period: Period;
  contacts: boolean;
  files: boolean;
  who: string;
  actionName: (action: string) => string;
};

/** `leftOut`: photos and documents that were not asked for. */
export type Packed = { files: PackedFile[]; leftOut: number };

/** Writes all that an inspection of a period asks for as one whole; that it was taken is on record before. */
export type WritePack = (order: PackOrder) => Promise<Packed>;

/** A document is to be read; the whole is in the tables beside it. */
const mostInDocument = 300;

export function createPack(deps: PackDeps): WritePack {
  return async function writePack({ place, period, contacts, files, who, actionName }) {
    const { store, exporters, clock, timeZone } = deps;
    const source: PackSource = {
      store,
      timeZone,
      period,
      actionName,
      titleOf: await readTitles(store),
      kinds: await deps.kindNames(),
      masked: !contacts,
      files,
    };
    const at = clock.now();
    const packed = await deps.fileSets.write(place, async (set) => {
      const detail = { contacts, files, from: dayOf(period.from, timeZone), until: dayOf(period.until - 1, timeZone) };
      await store.audit.append({ at, who, action: 'pack/export', subject: 'pack', detail });
      for (const sheet of packSheets(source))
        await set.addWritten({ name: `${sheet.title}.csv`, at }, (path) => exporters.csv.write(sheet, path));
      const [first, ...sheets] = packSheets(source);
      if (first !== undefined)
        await set.addWritten({ name: '迎检台账.xlsx', at }, (path) => exporters.xlsx.write({ ...first, sheets }, path));
      const document = await documentOf(deps, source, who);
      await set.addWritten({ name: '迎检材料.docx', at }, (path) => exporters.docx.write(document, path));
      if (files) await addCaseFiles(set, caseFilesOf(source));
    });
    return { files: packed, leftOut: files ? 0 : await countCaseFiles(caseFilesOf(source)) };
  };
}

async function documentOf({ countCases, clock, timeZone }: PackDeps, source: PackSource, who: string) {
  const [from, to] = [dayOf(source.period.from, timeZone), dayOf(source.period.until - 1, timeZone)];
  const counted = await countCases({ from, to, status: null, kind: null });
  return {
    title: '清廉文化与接待日工作台账',
    about: [`${from} 至 ${to}`, `${formatInstant(clock.now(), timeZone)} 由 ${who} 导出`],
    across: true,
    parts: partsOf(source, statisticsInWords(counted)),
  };
}

async function* partsOf(source: PackSource, figures: string): AsyncGenerator<TextPart> {
  yield { kind: 'heading', level: 1, text: '说明' };
  yield { kind: 'paragraph', text: source.masked ? '姓名、电话、邮箱已打码。' : '含姓名和联系方式，请注意保管。' };
  yield { kind: 'paragraph', text: aboutFiles(source) };
  yield {
    kind: 'paragraph',
    text: `标有“AI 生成”的文字由大模型起草，仅供参考，以原文为准。每一部分最多列 ${mostInDocument} 行，全部内容在同一文件夹的表格里；SHA256SUMS.txt 是各文件的校验值，操作记录的校验值逐条相连。`,
  };
  yield { kind: 'heading', level: 1, text: '诉求办理情况' };
  yield { kind: 'paragraph', text: figures };
  for (const sheet of packSheets(source)) yield* sectionOf(sheet);
}

function aboutFiles({ files, masked }: PackSource): string {
  if (!files) return '诉求的照片和文件只列出清单，没有附上。';
  return `诉求的照片和文件在“文件”文件夹里，按诉求编号存放${masked ? '；它们的内容没有打码，请注意保管' : ''}。`;
}

/** A table of the columns that a page has room for, and how many rows it leaves out. */
async function* sectionOf({ title, columns, rows }: PackSheet): AsyncGenerator<TextPart> {
  const kept = columns.flatMap(({ header }, at) => (leftOut.has(header) ? [] : [at]));
  let count = 0;
  const shown = (async function* () {
    for await (const row of rows) {
      count += 1;
      if (count <= mostInDocument) yield kept.map((at) => row[at] ?? '');
    }
  })();
  yield { kind: 'heading', level: 1, text: title };
  yield { kind: 'table', columns: columns.filter(({ header }) => !leftOut.has(header)), rows: shown };
  const rest = count - mostInDocument;
  yield { kind: 'paragraph', text: `共 ${count} 条${rest > 0 ? `，其余 ${rest} 条见表格` : ''}。` };
}

/** On paper these take room and tell little. */
const leftOut: ReadonlySet<string> = new Set([
  '校验值',
  '邮箱',
  '来源群',
  '提交人',
  '分类',
  '期望',
  '来源',
  '办理期限',
]);
