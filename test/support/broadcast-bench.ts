import type { DayWindow } from '../../src/base/calendar.ts';
import { createManualChannel } from '../../src/adapters/channels/manual/channel.ts';
import { type BroadcastDesk, createBroadcastDesk } from '../../src/features/broadcasts/desk.ts';
import type { Draft } from '../../src/features/broadcasts/draft.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { createReceiptDesk, type ReceiptDesk } from '../../src/features/broadcasts/receipt-desk.ts';
import { createReminderPlan, type ReminderPlan } from '../../src/features/broadcasts/reminder.ts';
import { createSender } from '../../src/features/broadcasts/sender.ts';
import { createSeriesPlan, type SeriesPlan } from '../../src/features/broadcasts/series-plan.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog } from './noting-log.ts';
import { createScriptedChannel, type ScriptedChannel } from './scripted-channel.ts';
import { group } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type BroadcastBench = {
  store: Store;
  clock: HandClock;
  desk: BroadcastDesk;
  series: SeriesPlan;
  receipts: ReceiptDesk;
  reminders: ReminderPlan;
  channel: ScriptedChannel;
  /** How often somebody was told that there is something to send. */
  told(): number;
  /** Enrols a group now; returns its id. */
  enroll(name?: string, changes?: { channel?: string; tags?: readonly string[]; muted?: boolean }): Promise<string>;
  /** Sends until nothing is due. */
  settle(): Promise<void>;
  /** The same on another handle of the store, as in another process. */
  second(): Promise<BroadcastBench>;
};

/** A draft to all groups, to be sent now. */
export function draft(changes: Partial<Draft> = {}): Draft {
  return { text: '周五前报名', to: 'all', at: null, until: null, receipt: null, by: '秘书', ...changes };
}

/** Desk, receipts and sender over the real store, at nine in the morning in China, with one platform and one manual channel. */
export async function openBroadcasts(
  channel: ScriptedChannel = createScriptedChannel(),
  { quietHours = null, dailyCap = 10 }: { quietHours?: DayWindow | null; dailyCap?: number } = {},
): Promise<BroadcastBench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  const channels = new Map([channel, createManualChannel()].map((one) => [one.id, one]));
  let ids = 0;

  const open = (on: Store): BroadcastBench => {
    let told = 0;
    const shared = {
      store: on,
      clock,
      channels,
      timeZone: 'Asia/Shanghai',
      linkOf: (id: string) => `https://example.org/r/${id}`,
      holidays: loadHolidays,
      quietHours,
      dailyCap,
      newId: () => `id${(ids += 1)}`,
    };
    const onPlanned = (): void => {
      told += 1;
    };
    const desk = createBroadcastDesk({
      ...shared,
      daily: { from: '08:00', until: '12:00' },
      onPlanned,
    });
    const log = createNotingLog();
    const sender = createSender({ ...shared, random: () => 0.5, sleep: async () => {}, owner: 'worker', log });
    return {
      store: on,
      clock,
      desk,
      series: createSeriesPlan({ ...shared, log, onPlanned }),
      receipts: createReceiptDesk(shared),
      reminders: createReminderPlan({ ...shared, log, onPlanned }),
      channel,
      told: () => told,
      async enroll(name = 'g', { channel: of = 'web', tags = [], muted = false } = {}) {
        const id = await group(on, name, of);
        await on.conversations.setEnrolled(id, clock.now());
        await on.conversations.setTags(id, tags);
        await on.conversations.setMuted(id, muted);
        return id;
      },
      async settle() {
        const { signal } = new AbortController();
        while ((await sender.round('web', signal)) || (await sender.fileRound('web', signal)));
      },
      second: async () => open(await second()),
    };
  };
  return open(store);
}
