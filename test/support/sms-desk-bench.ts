import type { Provider } from '../../src/adapters/channels/sms/capabilities.ts';
import type { DayWindow } from '../../src/base/calendar.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import { createLookUps } from '../../src/features/broadcasts/look-up.ts';
import type { Resolution } from '../../src/features/broadcasts/audited.ts';
import { resolveDeliveries } from '../../src/features/broadcasts/resolve.ts';
import { createSender } from '../../src/features/broadcasts/sender.ts';
import { createSmsDesk } from '../../src/features/broadcasts/sms-desk.ts';
import type { SmsDraft } from '../../src/features/broadcasts/sms-plan.ts';
import { onTestFinished } from 'vitest';
import { createNotingLog } from './noting-log.ts';
import { liPhone, openSms, wordings, zhangPhone } from './sms-bench.ts';
import { organization, person } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type SmsDeskOptions = { quietHours?: DayWindow | null; dailyCap?: number };

const timeZone = 'Asia/Shanghai';

/** A desk and a sender over the real store and a platform on loopback, at nine in the morning in China. */
export async function openSmsDesk(provider: Provider, { quietHours = null, dailyCap = 4 }: SmsDeskOptions = {}) {
  const sms = await openSms(provider);
  onTestFinished(() => sms.close());
  const { channel, clock, emulator } = sms;
  clock.set('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  const log = createNotingLog();
  const channels = new Map([[channel.id, channel]]);
  let ids = 0;
  const shared = {
    store,
    clock,
    log,
    channels,
    linkOf: String,
    timeZone,
    quietHours,
    dailyCap,
    newId: () => `id-${(ids += 1)}`,
  };
  const codes = new Map([['节前提醒', '1000002']]);
  const desk = createSmsDesk({
    ...shared,
    templates: { read: async () => [...wordings, { name: '没有编号', text: '您好' }] },
    account: { id: 'sms', signName: emulator.sign, codes },
    onPlanned() {},
  });
  const sender = createSender({ ...shared, owner: 'worker', random: () => 0.5, sleep: async () => {} });
  const lookUps = createLookUps(shared);
  const { signal } = new AbortController();
  return {
    ...sms,
    store,
    log,
    desk,
    sender,
    /** 张三 and 李四 of the 餐饮协会 under the 党委, who agreed. */
    async fill(): Promise<void> {
      await store.organizations.put([organization('党委'), organization('餐饮协会', { parentId: 'o-党委' })]);
      await store.people.put([
        person('张三', '餐饮协会', { post: '会长', phone: zhangPhone, smsConsentAt: 1 }),
        person('李四', '餐饮协会', { phone: liPhone, smsConsentAt: 1 }),
      ]);
    },
    /** Rounds until nothing is due. */
    async send(): Promise<void> {
      while (await sender.round(channel.id, signal));
    },
    /** Asks the platform about what is due after so many milliseconds. */
    async askAfter(ms: number): Promise<void> {
      clock.advance(ms);
      await lookUps.round(signal);
    },
    resolve: (deliveryId: string, as: Resolution) => resolveDeliveries(shared, { deliveryId, as, by: '周秘书' }),
    /** The only delivery of a broadcast. */
    async only(broadcastId: string): Promise<Delivery> {
      const [delivery, ...others] = await store.deliveries.listOf(broadcastId);
      if (delivery === undefined || others.length > 0) throw new Error(`${others.length + 1} deliveries`);
      return delivery;
    },
  };
}

export type SmsDeskBench = Awaited<ReturnType<typeof openSmsDesk>>;

export function draft(changes: Partial<SmsDraft> = {}): SmsDraft {
  const params = new Map([['节日', '元旦']]);
  return { template: '节前提醒', params, to: 'all', at: null, until: null, by: '周秘书', ...changes };
}
