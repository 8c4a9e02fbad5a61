import { type Day, dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Records } from '../../ports/store.ts';
import { inWords, noneInWords, skipReason } from './wording.ts';

export type DayOrdersDeps = {
  store: Pick<Records, 'dailyDays'>;
  library: DailyLibrary;
  clock: Clock;
  timeZone: string;
};

/** What staff decide for a day that is not planned yet; all throw `record/conflict` where it is, or the day is over. */
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
  const { dailyDays } = deps.store;
  return {
    async fix(day, messageId) {
      refusePast(deps, day);
      const message = (await deps.library.read()).find(({ id }) => id === messageId);
      if (message === undefined)
        throw new AppError('record/not-found', `寄语库里没有 ${messageId}，请用 daily preview --json 查看编号。`);
      await order(deps, { date: day, messageId, text: inWords(message), skipped: null });
      return message;
    },
    async unfix(day) {
      refusePast(deps, day);
      if (await dailyDays.takeBack(day)) return;
      const known = await dailyDays.find(day);
      if (known && !known.open) throw planned(known);
      throw new AppError('record/not-found', `${day} 没有指定寄语，不用取消。`);
    },
    async skip(day, reason, told = '') {
      refusePast(deps, day);
      await order(deps, { date: day, messageId: '', text: noneInWords(told), skipped: skipReason(reason) });
    },
    async unskip(day) {
      refusePast(deps, day);
      if (await dailyDays.unskip(day)) return;
      throw new AppError('record/not-found', `${day} 没有定为不发，不用取消。`);
    },
  };
}

function refusePast({ clock, timeZone }: DayOrdersDeps, day: Day): void {
  if (day >= dayOf(clock.now(), timeZone)) return;
  throw new AppError('record/conflict', `${day} 已经过去，不能再改；请写今天或以后的日期。`);
}

async function order(deps: DayOrdersDeps, day: Omit<DailyDay, 'open' | 'plannedAt'>): Promise<void> {
  if (await deps.store.dailyDays.order({ ...day, plannedAt: deps.clock.now() })) return;
  throw planned((await deps.store.dailyDays.find(day.date)) ?? day);
}

function planned({ date, skipped }: Pick<DailyDay, 'date' | 'skipped'>): AppError {
  const state = skipped === null ? '的寄语已经安排发出' : '已经记为不发';
  return new AppError('record/conflict', `${date} ${state}，不能再改；请换一个还没发的日期。`);
}
