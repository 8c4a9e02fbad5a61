import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { broadcastRoutes } from '../../../src/console/api/contract/broadcasts.ts';
import { type ApiBench, type ApiOptions, openApi } from '../../support/api-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const key = (name = 'k'): Record<string, string> => ({ 'idempotency-key': name });
const idShape = z.looseObject({ id: z.string() });

type Bench = ApiBench & {
  /** As 周秘书. */
  token: string;
  /** Orders it under a key of its own; resolves with the id. */
  send(order?: object): Promise<string>;
};

async function open(options: ApiOptions = {}): Promise<Bench> {
  const bench = await openApi(options);
  const token = await bench.signIn('secretary', { name: '周秘书' });
  let keys = 0;
  return {
    ...bench,
    token,
    async send(order = {}) {
      const body = { text: '周五前报名', to: 'all', ...order };
      const { json } = await bench.ask('/api/broadcasts', { token, body, headers: key(`key-${(keys += 1)}`) });
      return idShape.parse(json).id;
    },
  };
}

describe('sending over HTTP', () => {
  it('reaches the groups, in the name of the account', async () => {
    const bench = await open();
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });
    await bench.enroll('手工', { channel: 'manual' });

    const sent = await bench.ask('/api/broadcasts', {
      token: bench.token,
      headers: key(),
      body: { text: '{群名}周五前报名', to: 'all', receipt: { reason: '核对人数' } },
    });
    await bench.settle();

    expect([sent.status, sent.json]).toEqual([
      200,
      {
        id: expect.any(String),
        series: false,
        deliveries: 3,
        skipped: 1,
        byHand: 1,
        groups: 3,
        nextAt: null,
        note: null,
        repeated: false,
      },
    ]);
    const shown = await bench.ask(`/api/broadcasts/${idShape.parse(sent.json).id}`, { token: bench.token });
    expect(shown).toMatchObject({
      status: 200,
      json: {
        text: '{群名}周五前报名',
        createdBy: '周秘书',
        receipt: { reason: '核对人数', until: '2026-11-26T01:00:00.000Z' },
        counts: { sent: 1, pending: 1, skipped: 1 },
        next: null,
      },
    });
    expect(bench.channel.shown).toEqual(['群 a周五前报名\n\n收到请回复“收到”']);
    expect(bench.acts).toMatchObject([{ act: 'broadcast.send', name: '周秘书', target: idShape.parse(sent.json).id }]);
  });

  it('twice with the same key is one broadcast, also at once', async () => {
    const bench = await open();
    await bench.enroll();
    const request = { token: bench.token, headers: key(), body: { text: '周五前报名', to: 'all' } };

    const answers = await Promise.all(Array.from({ length: 5 }, () => bench.ask('/api/broadcasts', request)));
    const other = await bench.ask('/api/broadcasts', { ...request, body: { ...request.body, text: '别的' } });
    await bench.settle();

    expect(new Set(answers.map(({ json }) => idShape.parse(json).id)).size).toBe(1);
    expect(other).toMatchObject({ status: 409, json: { error: { code: 'record/conflict' } } });
    expect(bench.channel.shown).toHaveLength(1);
  });

  it('is at the time that was written, with its offset, and until the other one', async () => {
    const bench = await open();
    await bench.enroll();

    const id = await bench.send({ at: '2026-11-24T09:00:00+08:00', until: '2026-11-24T02:00:00Z' });

    expect((await bench.ask(`/api/broadcasts/${id}`, { token: bench.token })).json).toMatchObject({
      at: '2026-11-24T01:00:00.000Z',
      closesAt: '2026-11-24T02:00:00.000Z',
    });
  });

  it('again and again is a series, which is listed and ended', async () => {
    const bench = await open();
    await bench.enroll();
    const series = { cron: '0 9 * * 1', days: 'workdays', until: '2026-12-31' };

    const id = await bench.send({ series });
    const listed = await bench.ask('/api/series', { token: bench.token });
    const ended = await bench.ask(`/api/broadcasts/${id}/cancel`, { method: 'POST', token: bench.token });

    expect(listed.json).toMatchObject({
      series: [{ id, cron: '0 9 * * 1', days: 'workdays', until: '2026-12-31', createdBy: '周秘书', endedAt: null }],
    });
    expect([ended.status, ended.json]).toEqual([200, { id, series: true, caught: 0, sent: 0, inFlight: 0 }]);
  });

  it('is shown before, and then nothing is planned', async () => {
    const bench = await open();
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });
    const body = { text: '{群名}见', to: 'all' };

    const alone = await bench.ask('/api/broadcasts/preview', { token: bench.token, body });
    const series = await bench.ask('/api/broadcasts/preview', {
      token: bench.token,
      body: { ...body, series: { cron: '0 9 * * 1' } },
    });

    expect(alone.json).toMatchObject({
      groups: [{ text: '群 a见', messages: 1, byHand: false }],
      skipped: [{ group: '群 b', reason: expect.any(String) }],
      times: [],
    });
    expect(series.json).toMatchObject({
      groups: [{ text: '群 a见' }],
      times: expect.arrayContaining([expect.any(String)]),
    });
    expect(await bench.desk.list()).toEqual([]);
    expect(bench.acts).toEqual([]);
  });
});

describe('the broadcasts over HTTP', () => {
  it('are read page by page, with every letter of their ids', async () => {
    const bench = await open();
    const groupId = await bench.enroll();
    const ids = [await bench.send({ text: '一' }), await bench.send({ text: '二' }), await bench.send({ text: '三' })];
    const occurrence = 'series/s1/2026-11-23T01:00:00.000Z';
    const at = bench.clock.now();
    const times = { at, closesAt: at + 1, createdAt: at - 1, skipped: null, receipt: null };
    await bench.store.broadcasts.add({
      ...times,
      id: occurrence,
      text: '四',
      segment: 'all',
      createdBy: '周秘书',
      urgent: null,
      file: null,
      seriesId: 's1',
    });

    const texts: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const { json } = await bench.ask(`/api/broadcasts?limit=2${query}`, { token: bench.token });
      const page = broadcastRoutes.listBroadcasts.answer.parse(json);
      texts.push(...page.broadcasts.map(({ text }) => text));
      after = page.next;
    }
    const shown = await bench.ask(`/api/broadcasts/${encodeURIComponent(occurrence)}`, { token: bench.token });

    expect(texts.toSorted()).toEqual(['一', '三', '二', '四']);
    expect(shown).toMatchObject({ status: 200, json: { id: occurrence, seriesId: 's1', deliveries: [] } });
    const deliveries = await bench.ask(`/api/broadcasts/${ids[0]}?state=pending&limit=1`, { token: bench.token });
    expect(deliveries.json).toMatchObject({ deliveries: [{ groupId, state: 'pending', acknowledged: 0 }], next: null });
  });

  it('are edited until a group has them, and cancelled', async () => {
    const bench = await open();
    await bench.enroll();
    const id = await bench.send({ at: '2026-11-24T09:00:00+08:00' });

    const edited = await bench.ask(`/api/broadcasts/${id}`, {
      method: 'PATCH',
      token: bench.token,
      body: { text: '改了' },
    });
    const cancelled = await bench.ask(`/api/broadcasts/${id}/cancel`, { method: 'POST', token: bench.token });
    const again = await bench.ask(`/api/broadcasts/${id}/cancel`, { method: 'POST', token: bench.token });

    expect([edited.status, edited.json]).toEqual([200, { id, changed: 1 }]);
    expect(cancelled).toMatchObject({ status: 200, json: { caught: 1, sent: 0 } });
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'record/conflict' } } });
    expect(bench.acts.map(({ act, target }) => [act, target])).toEqual([
      ['broadcast.send', id],
      ['broadcast.edit', id],
      ['broadcast.cancel', id],
    ]);
  });

  it('say who acknowledged to staff, which goes on record', async () => {
    const bench = await open();
    await bench.enroll();
    const id = await bench.send({ receipt: { reason: '核对', until: '2026-11-25T09:00:00+08:00' } });
    await bench.settle();
    const [delivery] = (await bench.desk.show(id)).deliveries;
    const receipt = { deliveryId: delivery?.id ?? '', kind: 'acknowledged', person: 'm', name: '王会长' } as const;
    await bench.store.receipts.record({ ...receipt, at: bench.clock.now() });

    const shown = await bench.ask(`/api/broadcasts/${id}`, { token: bench.token });
    const receipts = await bench.ask(`/api/broadcasts/${id}/receipts`, { token: bench.token });

    expect(shown.text).not.toContain('王会长');
    expect(shown.json).toMatchObject({ deliveries: [{ acknowledged: 1 }] });
    expect(receipts.json).toMatchObject({ receipts: [{ name: '王会长', late: false }], next: null });
    expect(bench.acts.at(-1)).toMatchObject({ act: 'receipts.view', name: '周秘书', target: id });
  });
});

describe('what waits for a person over HTTP', () => {
  it('is listed, decided once in the name of the account, and counted', async () => {
    const bench = await open({ channel: createScriptedChannel(['lost']) });
    await bench.enroll('a');
    await bench.enroll('手工', { channel: 'manual' });
    await bench.send();
    await bench.settle();
    const ask = (path: string) => bench.ask(path, { token: bench.token });
    const undecided = z.looseObject({ undecided: z.array(z.looseObject({ deliveryId: z.string() })) });
    const [unclear] = undecided.parse((await ask('/api/deliveries/undecided')).json).undecided;
    const path = `/api/deliveries/${unclear?.deliveryId}/resolve`;

    const before = await ask('/api/statistics');
    const waiting = await ask('/api/deliveries/waiting');
    const done = await bench.ask(path, { token: bench.token, body: { as: 'sent' } });
    const again = await bench.ask(path, { token: bench.token, body: { as: 'resend' } });

    expect(before.json).toMatchObject({ unknown: 1, waiting: 1, broadcasts: [{ text: '周五前报名' }] });
    expect(waiting.json).toMatchObject({ waiting: [{ group: '群 手工', text: '周五前报名', link: null }] });
    expect([done.status, done.json]).toEqual([200, { deliveryId: unclear?.deliveryId, resolved: 'sent' }]);
    expect(again).toMatchObject({ status: 409 });
    expect(await bench.store.deliveries.find(unclear?.deliveryId ?? '')).toMatchObject({ reason: '周秘书确认已送达' });
    expect((await ask('/api/statistics')).json).toMatchObject({ unknown: 0 });
    expect(bench.acts.at(-1)).toMatchObject({ act: 'delivery.resolve', target: unclear?.deliveryId });
  });
});

describe('the groups over HTTP', () => {
  it('are listed page by page, by letters and by tag, with what they are tagged', async () => {
    const bench = await open();
    await bench.enroll('餐饮一', { tags: ['餐饮', '市直'] });
    await bench.enroll('餐饮二', { tags: ['餐饮'] });
    await bench.enroll('建材', { tags: ['市直'] });
    const left = await bench.enroll('走了', { tags: ['走了'] });
    await bench.store.conversations.setEnrolled(left, null);
    const page = z.object({ groups: z.array(z.looseObject({ title: z.string() })), next: z.string().nullable() });
    const list = async (query: string) =>
      page.parse((await bench.ask(`/api/groups${query}`, { token: bench.token })).json);
    const titles = ({ groups }: z.output<typeof page>): string[] => groups.map(({ title }) => title);

    const first = await list('?limit=3');
    const second = await list(`?limit=3&after=${first.next}`);

    expect([...titles(first), ...titles(second)].toSorted()).toEqual(['群 建材', '群 走了', '群 餐饮一', '群 餐饮二']);
    expect([titles(second).length, second.next]).toEqual([1, null]);
    expect(titles(await list(`?search=${encodeURIComponent('餐饮')}`))).toHaveLength(2);
    expect(titles(await list(`?tag=${encodeURIComponent('市直')}&search=${encodeURIComponent('建')}`))).toEqual([
      '群 建材',
    ]);
    expect((await bench.ask('/api/tags', { token: bench.token })).json).toEqual({
      tags: [
        { name: '餐饮', groups: 2 },
        { name: '市直', groups: 2 },
        { name: '走了', groups: 0 },
      ],
    });
  });
});
