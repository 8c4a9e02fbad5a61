import { join } from 'node:path';
import { dayOf, formatInstant } from '../../base/calendar.ts';
import type { KindNames } from '../../domain/form.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Period } from '../../ports/exchanges.ts';
import type { FolderExporter, PackedFile, TextPart } from '../../ports/exporter.ts';
import type { Store } from '../../ports/store.ts';
import type { CountCases } from './case-statistics.ts';
import { type Exporters, readTitles } from './ledger-desk.ts';
import { packSheets, type PackSheet, type PackSource } from './pack-sheets.ts';
import { statisticsInWords } from './statistics-chart.ts';

export type PackDeps = {
  store: Store;
  exporters: Exporters;
  folders: FolderExporter;
  countCases: CountCases;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  clock: Clock;
  timeZone: string;
};

/** `contacts`: with names and numbers of people; `actionName`: what an act is called for people. */
export type PackOrder = {
  folder: string;
  period: Period;
  contacts: boolean;
  who: string;
  actionName: (action: string) => string;
};

/** Writes all that an inspection of a period asks for as one folder; that it was taken is on record before. */
export type WritePack = (order: PackOrder) => Promise<PackedFile[]>;

/** A document is to be read; the whole is in the tables beside it. */
const mostInDocument = 300;

export function createPack(deps: PackDeps): WritePack {
  return async function writePack({ folder, period, contacts, who, actionName }) {
    const { store, exporters, folders, clock, timeZone } = deps;
    const source: PackSource = {
      store,
      timeZone,
      period,
      actionName,
      titleOf: await readTitles(store),
      kinds: await deps.kindNames(),
      masked: !contacts,
    };
    return folders.write(folder, async (temporary) => {
      const detail = { contacts, from: dayOf(period.from, timeZone), until: dayOf(period.until - 1, timeZone) };
      await store.audit.append({ at: clock.now(), who, action: 'pack/export', subject: 'pack', detail });
      for (const sheet of packSheets(source)) await exporters.csv.write(sheet, join(temporary, `${sheet.title}.csv`));
      const [first, ...sheets] = packSheets(source);
      if (first !== undefined) await exporters.xlsx.write({ ...first, sheets }, join(temporary, '迎检台账.xlsx'));
      await exporters.docx.write(await documentOf(deps, source, who), join(temporary, '迎检材料.docx'));
    });
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
  yield {
    kind: 'paragraph',
    text: `标有“AI 生成”的文字由大模型起草，仅供参考，以原文为准。每一部分最多列 ${mostInDocument} 行，全部内容在同一文件夹的表格里；SHA256SUMS.txt 是各文件的校验值，操作记录的校验值逐条相连。`,
  };
  yield { kind: 'heading', level: 1, text: '诉求办理情况' };
  yield { kind: 'paragraph', text: figures };
  for (const sheet of packSheets(source)) yield* sectionOf(sheet);
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
