import { type Day, addDays, dayOf, daysBetween } from '../../base/calendar.ts';
import type { StateCounts } from '../../domain/delivery.ts';
import type { Deliveries } from '../../ports/deliveries.ts';
import { type PreviewDay, type ReadPreviewDeps, readPreview } from './preview.ts';

/** `deliveries`: what became of it, null = none is planned yet. */
export type CalendarDay = PreviewDay & {
  /** All of the day, the weightiest first. */
  occasions: readonly string[];
  /** Public holidays and weekends that are not worked. */
  off: boolean;
  deliveries: StateCounts | null;
};

export type CalendarDeps = ReadPreviewDeps & {
  store: { deliveries: Pick<Deliveries, 'countOccurrences'> };
  isWorkday: () => Promise<(day: Day) => boolean>;
};

/** Days from `from` on, as they are planned or would be, with what was sent. */
export async function readCalendar(deps: CalendarDeps, of: { from: Day; days: number }): Promise<CalendarDay[]> {
  const [occasionsOf, isWorkday] = [await deps.occasions(), await deps.isWorkday()];
  const span = { from: of.from, to: addDays(of.from, of.days - 1) };
  const sent = await deps.store.deliveries.countOccurrences({ broadcastIds: [], days: span });
  return (await readDays(deps, of)).map((day) => ({
    ...day,
    occasions: occasionsOf(day.date),
    off: !isWorkday(day.date),
    deliveries: sent.get(`daily/${day.date}`) ?? null,
  }));
}

/** What nobody got is not told of the past; what is to come is chosen as if the past were as it was. */
async function readDays(deps: CalendarDeps, { from, days }: { from: Day; days: number }): Promise<PreviewDay[]> {
  const today = dayOf(deps.clock.now(), deps.timeZone);
  const over = Math.min(days, Math.max(0, daysBetween(from, today)));
  const past = over === 0 ? [] : await readPreview(deps, { from, days: over });
  const ahead = over === days ? [] : await readPreview(deps, { from: addDays(from, over), days: days - over });
  return [...past.map((day) => (day.state === 'chosen' ? unsent(day) : day)), ...ahead];
}

function unsent(day: PreviewDay): PreviewDay {
  return { ...day, messageId: null, text: null, source: null, theme: null, generated: false };
}
