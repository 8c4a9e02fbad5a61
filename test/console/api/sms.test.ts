import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Answered, type ApiBench, type ApiOptions, failureShape, openApi } from '../../support/api-bench.ts';
import { liPhone, zhangPhone } from '../../support/sms-bench.ts';
import { organization, person } from '../../support/store-builders.ts';

const idShape = z.looseObject({ id: z.string() });
const words = (name: string): string => `【某某协会】${name}您好，元旦将至，请廉洁过节，不收不送礼品礼金。`;

type Bench = ApiBench & {
  token: string;
  /** 节前提醒 for 元旦 to all, unless changed. */
  order(path: string, changes?: object, key?: string): Promise<Answered>;
};

/** 张三 and 李四 agreed, 王五 did not. */
async function open(options: ApiOptions = {}): Promise<Bench> {
  const bench = await openApi(options);
  await bench.store.organizations.put([organization('餐饮协会')]);
  await bench.store.people.put([
    person('张三', '餐饮协会', { phone: zhangPhone, smsConsentAt: 1 }),
    person('李四', '餐饮协会', { phone: liPhone, smsConsentAt: 1 }),
    person('王五', '餐饮协会', { phone: '+8613800000002' }),
  ]);
  const token = await bench.signIn('secretary', { name: '周秘书' });
  const order: Bench['order'] = (path, changes = {}, key = 'k') => {
    const body = { template: '节前提醒', params: { 节日: '元旦' }, to: 'all', ...changes };
    return bench.ask(path, { token, body, headers: { 'idempotency-key': key } });
  };
  return { ...bench, token, order };
}

describe('text messages over HTTP', () => {
  it('are of templates, which are listed with what they need', async () => {
    const bench = await open();

    const { json } = await bench.ask('/api/sms/templates', { token: bench.token });

    expect(json).toMatchObject({
      templates: [
        { name: '原文', code: null },
        { name: '节前提醒', code: '1000002', variables: ['姓名', '节日'], charged: 1 },
      ],
    });
  });

  it('are shown before they are sent, without whole numbers', async () => {
    const bench = await open();

    const { status, json, text } = await bench.order('/api/sms/preview');

    expect(status).toBe(200);
    expect(json).toMatchObject({
      at: '2026-11-23T01:00:00.000Z',
      readers: expect.arrayContaining([
        expect.objectContaining({ person: '张三', organization: '餐饮协会', text: words('张三'), charged: 1 }),
        expect.objectContaining({ person: '李四', text: words('李四') }),
      ]),
      leftOut: [{ person: '王五', reason: '没有登记同意接收短信' }],
    });
    expect(text).not.toContain(zhangPhone.slice(-11));
    expect(await bench.desk.list()).toEqual([]);
  });

  it('are planned one for each number, in the name of the account, and listed apart from what groups get', async () => {
    const bench = await open();
    await bench.enroll('a');
    await bench.ask('/api/broadcasts', {
      token: bench.token,
      body: { text: '通知', to: 'all' },
      headers: { 'idempotency-key': 'other' },
    });

    const sent = await bench.order('/api/sms');
    const { id } = idShape.parse(sent.json);

    expect(sent.json).toEqual({ id, at: '2026-11-23T01:00:00.000Z', deliveries: 2, leftOut: 1, repeated: false });
    const texts = (await bench.store.deliveries.listOf(id)).map((one) => one.text);
    expect(texts.toSorted()).toEqual([words('张三'), words('李四')].toSorted());
    const { json } = await bench.ask('/api/sms', { token: await bench.signIn('staff') });
    expect(json).toMatchObject({ broadcasts: [{ id, createdBy: '周秘书', counts: { pending: 2 } }], next: null });
    expect(bench.acts.at(-1)).toMatchObject({ act: 'sms.send', name: '周秘书', target: id });
    const shown = await bench.ask(`/api/broadcasts/${id}`, { token: bench.token });
    expect(shown.text).not.toContain(zhangPhone.slice(-11));
  });

  it('with the same key are one, also at once; another order with it is refused', async () => {
    const bench = await open();

    const answers = await Promise.all(Array.from({ length: 5 }, () => bench.order('/api/sms')));

    expect(new Set(answers.map(({ json }) => idShape.parse(json).id)).size).toBe(1);
    const done = z.looseObject({ repeated: z.literal(false) });
    expect(answers.filter(({ json }) => done.safeParse(json).success)).toHaveLength(1);
    expect(await bench.desk.list()).toHaveLength(1);
    expect((await bench.order('/api/sms', { params: { 节日: '春节' } })).status).toBe(409);
    expect((await bench.order('/api/sms', {}, 'another')).json).toMatchObject({ repeated: false });
  });

  it.each([
    { what: 'an unknown template', changes: { template: '没有' }, status: 404, sentence: '没有名为“没有”的短信模板' },
    { what: 'a missing variable', changes: { params: {} }, status: 400, sentence: '还要填' },
    { what: 'groups', changes: { to: 'group:g' }, status: 400, sentence: '不发给群' },
    { what: 'a template without a number', changes: { template: '原文' }, status: 409, sentence: '平台编号' },
    { what: 'words of one’s own', changes: { text: '您好' }, status: 400, sentence: '不认识的 text' },
  ])(
    'with $what are refused with what to change, by preview and order alike',
    async ({ changes, status, sentence }) => {
      const bench = await open();

      for (const path of ['/api/sms/preview', '/api/sms']) {
        const answer = await bench.order(path, changes);
        expect(answer.status).toBe(status);
        expect(failureShape.parse(answer.json).error.message).toContain(sentence);
      }
      expect(await bench.desk.list()).toEqual([]);
    },
  );

  it('are told to be not set up where there is no account', async () => {
    const bench = await open({ smsAccount: null });

    const { status, json } = await bench.order('/api/sms');

    expect(status).toBe(409);
    expect(failureShape.parse(json).error.message).toContain('还没有设置短信');
  });
});
