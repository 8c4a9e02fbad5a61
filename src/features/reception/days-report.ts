import { AppError } from '../../base/errors.ts';
import { formatInstant } from '../../base/calendar.ts';
import type { KindNames } from '../../domain/form.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { DocumentExporter, TextPart } from '../../ports/exporter.ts';
import type { Records } from '../../ports/store.ts';
import { assertStatus, changedMeanwhile, findDay } from './days-checks.ts';
import * as acts from './days-acts.ts';
import { keyOf, particularsOf, plain, type Reach, shownText, spanInWords } from './days-notices.ts';
import { pointsOf, type PublicPoint } from './days-points.ts';
import { kindName } from './labels.ts';
import { withoutContacts } from './public-text.ts';

export type DayReportDeps = acts.DayActDeps & {
  document: DocumentExporter;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
};

/** The public result of a reception day. Throws `record/*` and `input/invalid`, each with one sentence. */
export type DayReport = {
  /** A Word document for everybody to read; the day counts as reported from then on. */
  write(id: string, file: string, by: string): Promise<{ file: string; cases: number }>;
  /** What would be said in public, case by case, and to whom; nothing is stored. `sent`: the groups have had it. */
  outlook(id: string): Promise<ReportOutlook>;
  /** Its short form to the groups of the day, once. */
  send(id: string, by: string): Promise<{ groups: number; text: string }>;
};

export type ReportOutlook = Reach & { text: string; sent: boolean; points: PublicPoint[] };

/** What staff read on a page. */
const mostShown = 300;
const longestText = 3_000;
const mostPoints = 12;
const [longestSaid, longestDecided] = [40, 60];
const windowMs = 12 * 3_600_000;
const columns = [
  { header: '编号', width: 12 },
  { header: '类别', width: 12 },
  { header: '反映的事项', width: 44 },
  { header: '办理结果', width: 40 },
] as const;

export function createDayReport(deps: DayReportDeps): DayReport {
  const { store, timeZone, clock } = deps;

  const ready = async (id: string): Promise<ReceptionDay> => {
    const day = await findDay(store, id);
    assertStatus(day, ['closed', 'reported', 'missed'], '公布结果');
    return day;
  };

  return {
    async write(id, file, who) {
      const day = await ready(id);
      const of = { records: store, kinds: await deps.kindNames() };
      const counts = await store.receptionDays.countCases(id);
      const cases = sumOf(counts);
      const about = [...particularsOf(day, timeZone), `生成时间：${formatInstant(clock.now(), timeZone)}`];
      const title = `${day.date} 接待日办理结果`;
      await deps.document.write({ title, about: about.map(withoutContacts), parts: partsOf(of, day, counts) }, file);
      const changes = { status: 'reported' } as const;
      const by = { who, staff: true };
      if ((await acts.once(deps, day, { by, action: 'report', changes })) === null) throw changedMeanwhile(id);
      return { file, cases };
    },

    async outlook(id) {
      const day = await findDay(store, id);
      const of = { records: store, kinds: await deps.kindNames() };
      const points: PublicPoint[] = [];
      for await (const point of pointsOf(of, id)) if (points.push(point) >= mostShown) break;
      return {
        ...(await deps.notices.reach(store, day.segment)),
        text: shownText(await shortForm(of, day, timeZone)),
        sent: (await store.broadcasts.find(keyOf(id, 'result'))) !== null,
        points,
      };
    },

    async send(id, who) {
      const day = await ready(id);
      const key = keyOf(id, 'result');
      if ((await store.broadcasts.find(key)) !== null)
        throw new AppError('record/conflict', '这次接待日的结果已经在群里公布过了，要补充请另发一次群发。');
      const text = await shortForm({ records: store, kinds: await deps.kindNames() }, day, timeZone);
      const groups = await store.transaction(async (records) => {
        const at = clock.now();
        const notice = { key, text, to: day.segment, at, until: at + windowMs, by: who };
        const prepared = await deps.notices.prepare(records, notice);
        if (prepared.none !== null) throw new AppError('record/not-found', prepared.none);
        const note = `发往 ${prepared.groups} 个群`;
        const step = { at, who, action: 'send', note } as const;
        const changed = await records.receptionDays.change(day, { status: 'reported' }, step);
        if (changed === null) throw changedMeanwhile(id);
        await prepared.send();
        await acts.putOnRecord(records, { ...step, day: changed });
        return prepared.groups;
      });
      deps.onPlanned();
      return { groups, text };
    },
  };
}

type Source = { records: Records; kinds: KindNames };
type Counts = Awaited<ReturnType<Records['receptionDays']['countCases']>>;

async function* partsOf(of: Source, day: ReceptionDay, counts: Counts): AsyncGenerator<TextPart> {
  yield { kind: 'paragraph', text: summaryOf(counts, of.kinds) };
  if (day.minutes !== null) {
    yield { kind: 'heading', level: 1, text: '接待纪要' };
    for (const line of day.minutes.split('\n').filter((one) => one.trim() !== ''))
      yield { kind: 'paragraph', text: withoutContacts(line) };
  }
  yield { kind: 'heading', level: 1, text: '逐项办理结果' };
  if (sumOf(counts) > 0) yield { kind: 'table', columns, rows: rowsOf(of, day) };
  yield { kind: 'paragraph', text: '涉及投诉、纠纷和个人的事项只公布办理情况，姓名和联系方式不公开。' };
}

async function* rowsOf(of: Source, day: ReceptionDay): AsyncGenerator<string[]> {
  for await (const { no, kind, said, decided } of pointsOf(of, day.id))
    yield [no, kind, said ?? '（内容不公开）', decided];
}

async function shortForm(of: Source, day: ReceptionDay, timeZone: string): Promise<string> {
  const lines: string[] = [];
  let others = 0;
  for await (const point of pointsOf(of, day.id)) {
    if (point.said !== null && point.settled && lines.length < mostPoints) lines.push(lineOf(point, lines.length + 1));
    else others += 1;
  }
  const summary = summaryOf(await of.records.receptionDays.countCases(day.id), of.kinds);
  const rest = others === 0 ? [] : [`另有 ${others} 件正在办理或不便公开，发“/进度 编号”可查自己的那一件。`];
  const head = `【接待日结果】${spanInWords(day, timeZone)}，接待：${day.host}`;
  return plain(fitted([head, summary, ...lines, ...rest]));
}

function lineOf({ said, decided }: PublicPoint, number: number): string {
  return `${number}. ${shortened(said ?? '', longestSaid)}：${shortened(decided, longestDecided)}`;
}

/** `共登记 12 件：建议 9 件、诉求求助 3 件；已办结 5 件。` */
function summaryOf(counts: Counts, names: KindNames): string {
  const all = sumOf(counts);
  if (all === 0) return '本次接待日没有登记诉求。';
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  const named = kinds.map((kind) => `${kindName(kind, names)} ${sumOf(counts.filter((one) => one.kind === kind))} 件`);
  const done = sumOf(counts.filter(({ status }) => status === 'resolved' || status === 'reported_back'));
  return `共登记 ${all} 件：${named.join('、')}；已办结 ${done} 件。`;
}

function sumOf(counts: Counts): number {
  return counts.reduce((sum, { cases }) => sum + cases, 0);
}

/** Whole lines, as many as fit. */
function fitted(lines: readonly string[]): string[] {
  let length = 0;
  return lines.filter((line) => (length += line.length + 1) <= longestText);
}

function shortened(text: string, longest: number): string {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim());
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest).join('')}…`;
}
