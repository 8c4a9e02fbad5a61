import type { Case, CaseAction, CaseStep } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import type { DayPoint } from '../../domain/reception-day.ts';
import type { Records } from '../../ports/store.ts';
import { kindName, statusNames } from './labels.ts';
import { publicResult } from './tell-words.ts';
import { isOpenKind, publicWords, withoutContacts } from './public-text.ts';

/** One case of a day as everybody may read it. `said` null: its content is nobody's business. */
export type PublicPoint = { no: string; kind: string; said: string | null; decided: string; settled: boolean };

/** A case with so many of one day is read page by page. */
const pageOf = 200;
const deciding: ReadonlySet<CaseAction> = new Set(['resolve', 'report_back', 'decline']);

/** In order; what was withdrawn or merged into another one is no point. */
export async function* pointsOf(
  { records, kinds }: { records: Pick<Records, 'receptionDays' | 'cases'>; kinds: KindNames },
  dayId: string,
): AsyncGenerator<PublicPoint> {
  const written = new Map((await records.receptionDays.listPoints(dayId)).map((point) => [point.caseNo, point]));
  let after: string | null = null;
  for (;;) {
    const cases: Case[] = await records.receptionDays.pageCases(dayId, { after, limit: pageOf });
    for (const one of cases) {
      if (one.status === 'withdrawn' || one.status === 'merged') continue;
      yield {
        ...toPoint(one, written.get(one.no) ?? null, await decidingNote(records, one)),
        kind: kindName(one.kind, kinds),
      };
    }
    after = cases.at(-1)?.no ?? null;
    if (cases.length < pageOf) return;
  }
}

/** What staff wrote for the public comes first; what they noted for a complaint is not for the public. */
function toPoint(one: Case, point: DayPoint | null, note: string | null): Omit<PublicPoint, 'kind'> {
  const open = isOpenKind(one.kind);
  const said = point?.said ?? (open ? publicWords(one) : null);
  const noted = open && note !== null ? publicResult(note, [one]) : null;
  const decided = point?.decided ?? noted ?? statusNames[one.status];
  return {
    no: one.no,
    said: said === null ? null : withoutContacts(said),
    decided: withoutContacts(decided),
    settled: one.endedAt !== null || (point?.decided ?? null) !== null,
  };
}

async function decidingNote({ cases }: Pick<Records, 'cases'>, { no, version }: Case): Promise<string | null> {
  if (version === 1) return null;
  const steps: CaseStep[] = await cases.steps(no);
  return steps.findLast(({ action, note }) => deciding.has(action) && note !== null)?.note ?? null;
}
