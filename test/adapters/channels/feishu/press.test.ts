import { describe, expect, it } from 'vitest';
import type { Outbound } from '../../../../src/ports/channel.ts';
import {
  connectedFeishu,
  feishuDirect,
  feishuGroup,
  type FeishuBench,
  zhangSan,
  loadedBefore,
} from '../../../support/feishu-bench.ts';
import { buttonsOf, seen } from '../../../support/feishu-emulator-state.ts';

const group = { channel: 'feishu', kind: 'group', platformId: feishuGroup } as const;
const direct = { channel: 'feishu', kind: 'direct', platformId: feishuDirect } as const;

loadedBefore();

describe('a button under a message of 飞书', () => {
  it('acknowledges the delivery, for whoever pressed, and stays for the others', async () => {
    const bench = await connectedFeishu();
    const id = await send(bench, { receiptOf: 'd-1' });

    const answer = await bench.feishu.people.press({ message: id, from: zhangSan, place: 0 });

    expect(answer).toEqual({ toast: { type: 'info', content: '张三，已登记收到。' } });
    expect(bench.pressed).toEqual([
      { deliveryId: 'd-1', conversation: group, sender: { platformId: 'ou_zhang', name: '张三' } },
    ]);
  });

  it('is of a private chat where it stands in one', async () => {
    const bench = await connectedFeishu();
    const id = await send(bench, { to: direct, receiptOf: 'd-1' });

    await bench.feishu.people.press({ message: id, from: zhangSan, place: 0 });

    expect(bench.pressed[0]?.conversation).toEqual(direct);
  });

  it('says that it was not noted when the store fails', async () => {
    const bench = await connectedFeishu();
    const id = await send(bench, { receiptOf: 'd-1' });
    bench.failure = new Error('disk full');

    const answer = await bench.feishu.people.press({ message: id, from: zhangSan, place: 0 });

    expect(answer?.toast).toEqual({ type: 'error', content: '暂时没有登记上，请稍后再点一次。' });
  });

  it('leaves choices under a text that is too long to be carried in them', async () => {
    const bench = await connectedFeishu();
    const text = '办结说明。'.repeat(200);
    const choices = { deliveryId: 'd-1', labels: ['满意', '不满意'] };
    const id = await send(bench, { body: { kind: 'text', text }, choices });

    const answer = await bench.feishu.people.press({ message: id, from: zhangSan, place: 1 });

    expect(answer).toEqual({ toast: { type: 'info', content: '张三，已记下。' } });
    expect(bench.chosen).toMatchObject([{ deliveryId: 'd-1', place: 1 }]);
  });

  it('mentions whom the choices are for, once', async () => {
    const bench = await connectedFeishu();
    bench.feishu.people.say({ chat: feishuGroup, from: zhangSan, text: '@清语助手 建议', id: 'om_1' });
    const replyTo = { messageId: 1, replyRef: 'om_1', sender: { platformId: 'ou_zhang', name: '张三' } };
    const id = await send(bench, { choices: { deliveryId: 'd-1', labels: ['满意'] }, replyTo });
    const message = bench.feishu.state.messages.get(id);
    expect(message && seen(bench.feishu.state, message)).toBe('@张三\n通知');

    await bench.feishu.people.press({ message: id, from: zhangSan, place: 0 });

    expect(message && seen(bench.feishu.state, message)).toBe('通知');
    expect(message && buttonsOf(message).map(({ label }) => label)).toEqual(['✓ 0']);
  });
});

async function send({ channel }: FeishuBench, changes: Partial<Outbound>): Promise<string> {
  const message: Outbound = {
    to: group,
    body: { kind: 'text', text: '通知' },
    replyTo: null,
    receiptOf: null,
    idempotencyKey: 'a',
    ...changes,
  };
  const { platformMessageId } = await channel.send(message, AbortSignal.timeout(10_000));
  return platformMessageId ?? '';
}
