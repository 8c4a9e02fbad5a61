import { tablesInPlace } from './tables-in-place.ts';
import { createDocxExporter } from '../../src/adapters/exports/docx.ts';
import type { DayWindow } from '../../src/base/calendar.ts';
import { createReceptionDaysApp, type ReceptionDaysApp } from '../../src/app/reception-days.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import type { DayDraft } from '../../src/features/reception/days-draft.ts';
import type { HolidayYear } from '../../src/domain/holiday-year.ts';
import type { Store } from '../../src/ports/store.ts';
import { type BroadcastBench, openBroadcasts } from './broadcast-bench.ts';
import { createNotingLog } from './noting-log.ts';
import { createScriptedChannel } from './scripted-channel.ts';

export type DayBench = Omit<BroadcastBench, 'desk'> & ReceptionDaysApp & { again(): Promise<DayBench> };

/** A morning of reception in the week after. */
export function dayDraft(changes: Partial<DayDraft> = {}): DayDraft {
  return {
    date: '2026-12-03',
    from: '09:30',
    until: '11:30',
    host: '张会长',
    place: null,
    topics: ['涉企收费'],
    announceDays: 3,
    remindDays: 1,
    to: 'all',
    by: '秘书',
    ...changes,
  };
}

/** Reception days over the real store with real broadcasts, at nine on Monday, 23 November 2026 in China. */
export async function openDays(
  options: { quietHours?: DayWindow | null; dailyCap?: number; entered?: readonly HolidayYear[] } = {},
): Promise<DayBench> {
  const bench = await openBroadcasts(createScriptedChannel(), options);
  let ids = 0;
  const over = (of: BroadcastBench): DayBench => ({
    ...of,
    ...createReceptionDaysApp({
      store: of.store,
      clock: of.clock,
      log: createNotingLog(),
      newId: () => `n${String((ids += 1)).padStart(4, '0')}`,
      timeZone: 'Asia/Shanghai',
      holidays: () => loadHolidays(options.entered),
      quietHours: options.quietHours ?? null,
      channels: new Map([[of.channel.id, of.channel]]),
      onPlanned: () => {},
      document: createDocxExporter(),
      tables: tablesInPlace(),
      kindNames: async () => new Map(),
      help: '帮助',
    }),
    again: async () => over(await of.second()),
  });
  return over(bench);
}

/** Every text the groups got of reception days, in order. */
export async function toldOf(store: Store): Promise<string[]> {
  const broadcasts = (await store.broadcasts.list(1_000)).toReversed();
  return broadcasts.map(({ text }) => text);
}
