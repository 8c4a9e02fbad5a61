import { dayOf, formatInstant, formatRecorded } from '../../base/calendar.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { KindNames } from '../../domain/form.ts';
import { segmentInWords } from '../../domain/segment.ts';
import type { CaseFilter } from '../../ports/cases.ts';
import type { Exchange, Period } from '../../ports/exchanges.ts';
import type { Table } from '../../ports/exporter.ts';
import type { Store } from '../../ports/store.ts';
import { caseFileColumns, caseFileRows, type CaseFileSource } from './case-file-set.ts';
import { toldCasesOf } from './case-pages.ts';
import { actionNames, statusNames } from './labels.ts';
import { ledgerOf } from './ledger.ts';
import { maskName, maskText } from '../../domain/mask.ts';
import { maskPersonal } from './mask-personal.ts';

export type PackSheet = Omit<Table, 'forPaper' | 'sheets'>;

export type PackSource = {
  store: Store;
  timeZone: string;
  period: Period;
  titleOf: (conversationId: string) => string;
  actionName: (action: string) => string;
  kinds: KindNames;
  masked: boolean;
  /** With the photos and documents of cases. */
  files: boolean;
};

/** Read from the store at once. */
const atOnce = 200;

/** What an inspection asks for, one table a subject; rows are read when they are written, and can be read once. */
export function packSheets(source: PackSource): PackSheet[] {
  return [
    dailySheet(source),
    broadcastSheet(source),
    caseSheet(source),
    stepSheet(source),
    fileSheet(source),
    questionSheet(source),
    auditSheet(source),
  ];
}

function dailySheet({ store, timeZone, period }: PackSource): PackSheet {
  return {
    title: '寄语',
    columns: columnsOf({ 日期: 12, 寄语: 60, 群数: 8, 已发: 8, 未发: 8, 结果不明: 10, 说明: 30, 'AI 生成': 10 }),
    rows: (async function* () {
      for (const { date, text, skipped } of await store.dailyDays.list(...daysOf(period, timeZone))) {
        const sent = await store.deliveries.listByKey(`daily/${date}/`);
        const count = (state: string): string => String(sent.filter((one) => one.state === state).length);
        const not = sent.filter(({ state }) => state === 'skipped' || state === 'failed').length;
        const counts = [String(sent.length), count('sent'), String(not), count('unknown')];
        yield [date, text, ...counts, skipped ?? '', generatedIn(text)];
      }
    })(),
  };
}

function broadcastSheet({ store, timeZone, period, masked, titleOf }: PackSource): PackSheet {
  return {
    title: '群发',
    columns: columnsOf({
      编号: 14,
      时间: 18,
      范围: 18,
      内容: 60,
      安排人: 12,
      群数: 8,
      已发: 8,
      未发: 8,
      结果不明: 10,
      请确认收到: 20,
      已确认人次: 12,
      说明: 20,
    }),
    rows: (async function* () {
      for await (const one of broadcastsOf(store, period)) {
        const counts = await store.deliveries.countStates({ broadcastId: one.id });
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const receipts = one.receipt === null ? [] : await store.receipts.count(one.id);
        const acknowledged = receipts.filter(({ kind }) => kind === 'acknowledged');
        yield [
          one.id.slice(0, 8),
          formatInstant(one.at, timeZone),
          segmentInWords(one.segment, (id) => titleOf(id) || undefined),
          masked ? maskText(one.text) : one.text,
          one.createdBy,
          ...[total, counts.sent, counts.skipped + counts.failed, counts.unknown].map(String),
          one.receipt?.reason ?? '',
          one.receipt === null ? '' : String(acknowledged.reduce((sum, { count }) => sum + count, 0)),
          one.cancelledAt === null ? (one.skipped ?? '') : '已取消',
        ];
      }
    })(),
  };
}

function caseSheet({ store, period, ...of }: PackSource): PackSheet {
  const { columns, rows } = ledgerOf(toldCasesOf(store.cases, filterOf(period)), of);
  return { title: '诉求', columns, rows };
}

function stepSheet({ store, timeZone, masked, period }: PackSource): PackSheet {
  return {
    title: '办理过程',
    columns: columnsOf({ 编号: 12, 序号: 8, 时间: 18, 经手: 14, 做了什么: 12, 之后状态: 12, 说明: 60 }),
    rows: (async function* () {
      for await (const told of toldCasesOf(store.cases, filterOf(period))) {
        const { one, steps } = masked ? maskPersonal(told) : told;
        for (const { seq, at, who, action, status, note } of steps)
          yield [
            one.no,
            String(seq),
            formatRecorded(at, timeZone),
            who,
            actionNames[action],
            statusNames[status],
            note ?? '',
          ];
      }
    })(),
  };
}

export function caseFilesOf({ store, period, masked }: PackSource): CaseFileSource {
  return { records: store, filter: filterOf(period), masked };
}

function fileSheet(source: PackSource): PackSheet {
  const rows = caseFileRows(caseFilesOf(source), { timeZone: source.timeZone, included: source.files });
  return { title: '诉求文件', columns: columnsOf(caseFileColumns), rows };
}

function questionSheet({ store, timeZone, masked, period }: PackSource): PackSheet {
  const rowOf = ({ at, group, name, question, answer }: Exchange, state: string): string[] => [
    formatInstant(at, timeZone),
    group ?? '私聊',
    masked ? (maskName(name) ?? '') : name,
    masked ? maskText(question, [name]) : question,
    masked ? maskText(answer, [name]) : answer,
    state,
    generatedIn(answer),
  ];
  return {
    title: '提问',
    columns: columnsOf({ 时间: 18, 群: 22, 提问人: 12, 问题: 40, 答复: 70, 情况: 12, 'AI 生成': 10 }),
    rows: (async function* () {
      for (let after = 0; ;) {
        const page = await store.exchanges.page(period, after, atOnce);
        for (const one of page) yield rowOf(one, '按资料答复');
        after = page.at(-1)?.id ?? after;
        if (page.length < atOnce) break;
      }
      for (const one of await store.exchanges.listUnanswered(period))
        yield rowOf(one, one.answer === '' ? '尚未答复' : '人工答复');
    })(),
  };
}

function auditSheet({ store, timeZone, period, actionName }: PackSource): PackSheet {
  return {
    title: '操作记录',
    columns: columnsOf({ 序号: 8, 时间: 18, 谁: 14, 做了什么: 18, 对象: 24, 细节: 60, 校验值: 66 }),
    rows: (async function* () {
      for (const { seq, at, who, action, subject, detail, hash } of await store.audit.list(period.from, period.until))
        yield [
          String(seq),
          formatInstant(at, timeZone),
          who,
          actionName(action),
          subject,
          JSON.stringify(detail),
          hash,
        ];
    })(),
  };
}

/** Those to be sent in the period, newest ordered first. */
async function* broadcastsOf(store: Store, { from, until }: Period): AsyncGenerator<Broadcast> {
  let after: Broadcast | null = null;
  for (;;) {
    const page: Broadcast[] = await store.broadcasts.page({ after, limit: atOnce });
    for (const one of page) if (one.at >= from && one.at < until) yield one;
    after = page.at(-1) ?? null;
    if (page.length < atOnce) return;
  }
}

function filterOf({ from, until }: Period): CaseFilter {
  return { from, to: until, status: null, kind: null };
}

function daysOf({ from, until }: Period, timeZone: string): [string, string] {
  return [dayOf(from, timeZone), dayOf(until - 1, timeZone)];
}

/** Texts of models carry their label wherever they go; here it stands in a column, too. */
function generatedIn(text: string): string {
  return text.includes('AI 生成') ? '是' : '';
}

function columnsOf(widths: Readonly<Record<string, number>>): { header: string; width: number }[] {
  return Object.entries(widths).map(([header, width]) => ({ header, width }));
}
