import { type Day, dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { type NewAuditEntry, operator } from '../../domain/audit.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Store } from '../../ports/store.ts';
import { type Done, fixedEntry, skippedEntry, takenBackEntry } from './audited.ts';
import { inWords, noneInWords, skipReason } from './wording.ts';

export type DayOrdersDeps = {
  store: Store;
  library: DailyLibrary;
  clock: Clock;
  timeZone: string;
  /** Whose orders these are, for the record; absent: whoever has the command line. */
  who?: string;
};

/**
 * What staff decide for a day that is not planned yet, and that goes on record; all throw `record/conflict` where it is,
 * or the day is over.
 */
export type DayOrders = {
  /** Gives the day this message; throws `record/not-found`. */
  fix(day: Day, messageId: string): Promise<DailyMessage>;
  /** The day's message is chosen again; throws `record/not-found` when none was given. */
  unfix(day: Day): Promise<void>;
  /** Nothing is sent that day. `reason` is for staff; `told` is what members read who ask, '' = no reason. */
  skip(day: Day, reason: string, told?: string): Promise<void>;
  /** The day has its message again; throws `record/not-found` when it was not skipped. */
  unskip(day: Day): Promise<void>;
};

export function createDayOrders(deps: DayOrdersDeps): DayOrders {
  return {
    async fix(day, messageId) {
      refusePast(deps, day);
      const message = (await deps.library.read()).find(({ id }) => id === messageId);
      if (message === undefined)
        throw new AppError('record/not-found', `寄语库里没有 ${messageId}，请在寄语库里核对编号。`);
      const given = { date: day, messageId, text: inWords(message), skipped: null };
      await order(deps, given, fixedEntry(day, message, doneBy(deps)));
      return message;
    },
    async unfix(day) {
      refusePast(deps, day);
      await deps.store.transaction(async ({ dailyDays, audit }) => {
        if (await dailyDays.takeBack(day))
          return void (await audit.append(takenBackEntry(day, 'daily/unfix', doneBy(deps))));
        const known = await dailyDays.find(day);
        if (known && !known.open) throw planned(known);
        throw new AppError('record/not-found', `${day} 没有指定寄语，不用取消。`);
      });
    },
    async skip(day, reason, told = '') {
      refusePast(deps, day);
      const none = { date: day, messageId: '', text: noneInWords(told), skipped: skipReason(reason) };
      await order(deps, none, skippedEntry(day, { reason, told }, doneBy(deps)));
    },
    async unskip(day) {
      refusePast(deps, day);
      await deps.store.transaction(async ({ dailyDays, audit }) => {
        if (!(await dailyDays.unskip(day))) throw new AppError('record/not-found', `${day} 没有定为不发，不用取消。`);
        await audit.append(takenBackEntry(day, 'daily/unskip', doneBy(deps)));
      });
    },
  };
}

function doneBy({ clock, who = operator }: DayOrdersDeps): Done {
  return { who, at: clock.now() };
}

function refusePast({ clock, timeZone }: DayOrdersDeps, day: Day): void {
  if (day >= dayOf(clock.now(), timeZone)) return;
  throw new AppError('record/conflict', `${day} 已经过去，不能再改；请写今天或以后的日期。`);
}

function order(
  { store }: DayOrdersDeps,
  day: Omit<DailyDay, 'open' | 'plannedAt'>,
  entry: NewAuditEntry,
): Promise<void> {
  return store.transaction(async ({ dailyDays, audit }) => {
    if (!(await dailyDays.order({ ...day, plannedAt: entry.at })))
      throw planned((await dailyDays.find(day.date)) ?? day);
    await audit.append(entry);
  });
}

function planned({ date, skipped }: Pick<DailyDay, 'date' | 'skipped'>): AppError {
  const state = skipped === null ? '的寄语已经安排发出' : '已经记为不发';
  return new AppError('record/conflict', `${date} ${state}，不能再改；请换一个还没发的日期。`);
}
