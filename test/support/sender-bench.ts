import type { DayWindow } from '../../src/base/calendar.ts';
import type { Delivery, NewDelivery } from '../../src/domain/delivery.ts';
import { createSender, type Sender } from '../../src/features/broadcasts/sender.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import type { ScriptedChannel } from './scripted-channel.ts';
import { delivery, group } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type SenderOptions = {
  channel: ScriptedChannel;
  quietHours?: DayWindow | null;
  dailyCap?: number;
  /** How a wait for a place passes; on its own it moves the clock. */
  sleep?: (ms: number) => Promise<void>;
  /** What the sender sees of the store. */
  through?: (store: Store, clock: HandClock) => Store;
};

export type SenderBench = {
  store: Store;
  sender: Sender;
  clock: HandClock;
  log: NotingLog;
  /** Adds what is due now to the group `g`, in the order given. */
  add(...deliveries: readonly ({ id: string } & Partial<NewDelivery> & { group?: string })[]): Promise<void>;
  /** Rounds until nothing is due. */
  settle(): Promise<void>;
  find(id: string): Promise<Delivery>;
  /** Another worker on a handle of its own, as in another process; it shares the clock and, unless given one, the channel. */
  second(owner: string, channel?: ScriptedChannel): Promise<SenderBench>;
};

/** A sender over the real store, at nine in the morning in China. */
export async function openSender(options: SenderOptions): Promise<SenderBench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  return open({ store, second, clock, options, owner: 'worker' });
}

type Place = {
  store: Store;
  second: () => Promise<Store>;
  clock: HandClock;
  options: SenderOptions;
  owner: string;
};

function open({ store, second, clock, options, owner }: Place): SenderBench {
  const { channel, quietHours = null, dailyCap = 4, through = () => store } = options;
  const log = createNotingLog();
  const channels = new Map([[channel.id, channel]]);
  const sender = createSender({
    store: through(store, clock),
    clock,
    log,
    channels,
    linkOf: String,
    owner,
    timeZone: 'Asia/Shanghai',
    quietHours,
    dailyCap,
    random: () => 0.5,
    sleep: options.sleep ?? (async (ms) => clock.advance(ms)),
  });
  return {
    store,
    sender,
    clock,
    log,
    async add(...given) {
      for (const { id, group: name = 'g', ...changes } of given) {
        const conversationId = await group(store, name);
        await store.deliveries.add([delivery(id, conversationId, { text: id, ...changes })], clock.now());
      }
    },
    settle: () => settle(sender, channel.id),
    async find(id) {
      const found = await store.deliveries.find(id);
      if (!found) throw new Error(`no delivery ${id}`);
      return found;
    },
    second: async (other, otherChannel = channel) =>
      open({ store: await second(), second, clock, options: { ...options, channel: otherChannel }, owner: other }),
  };
}

async function settle(sender: Sender, channel: string): Promise<void> {
  const { signal } = new AbortController();
  while ((await sender.round(channel, signal)) || (await sender.fileRound(channel, signal)));
}
