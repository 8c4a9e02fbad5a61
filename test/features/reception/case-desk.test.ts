import { describe, expect, it } from 'vitest';
import { createCaseDesk, type CaseDesk } from '../../../src/features/reception/case-desk.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { group, message, newCase } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };

describe('the list', () => {
  it('shows cases oldest first, times as ISO strings, absent as null', async () => {
    const { desk } = await deskWith({ content: '多办培训' }, { kind: 'complaint', phone: '13800138000' });

    expect(await desk.list(all)).toEqual({
      cases: [
        {
          no: '2026-0001',
          kind: 'suggestion',
          status: 'registered',
          organization: '长沙市餐饮行业协会',
          contact: '王会长',
          phone: null,
          category: null,
          content: '多办培训',
          dueAt: null,
          createdAt: '2026-11-22T16:30:00.000Z',
        },
        expect.objectContaining({ no: '2026-0002', kind: 'complaint', phone: '13800138000' }),
      ],
    });
  });

  it('keeps to days of the time zone, both included, and to a kind by either name', async () => {
    const { desk } = await deskWith(
      { createdAt: Date.parse('2026-11-22T23:59:59+08:00') },
      { createdAt: Date.parse('2026-11-23T00:00:00+08:00') },
      { createdAt: Date.parse('2026-11-23T23:59:59+08:00'), kind: 'complaint' },
      { createdAt: Date.parse('2026-11-24T00:00:00+08:00') },
    );
    const numbers = async (query: Partial<typeof all> | object): Promise<string[]> =>
      (await desk.list({ ...all, ...query })).cases.map(({ no }) => no.slice(-1));

    expect(await numbers({ from: '2026-11-23', to: '2026-11-23' })).toEqual(['2', '3']);
    expect(await numbers({ from: '2026-11-24' })).toEqual(['4']);
    expect(await numbers({ to: '2026-11-22' })).toEqual(['1']);
    expect(await numbers({ kind: 'complaint' })).toEqual(['3']);
    expect(await numbers({ kind: '投诉', status: '已登记' })).toEqual(['3']);
  });

  it.each([
    [{ from: '2026-02-30' }, '开始日期应写成'],
    [{ to: '昨天' }, '结束日期应写成'],
    [{ from: '2026-11-24', to: '2026-11-23' }, '请对调'],
    [{ kind: '表扬' }, 'complaint（投诉）'],
    [{ status: '已完成' }, 'registered（已登记）'],
  ])('refuses %j with a sentence', async (query, sentence) => {
    const { desk } = await deskWith();

    await expect(desk.list({ ...all, ...query })).rejects.toMatchObject({
      code: 'usage/invalid',
      message: expect.stringContaining(sentence),
    });
  });
});

describe('one case', () => {
  it('is shown with its wish, its group and who submitted it', async () => {
    const { desk } = await deskWith({ expectation: '年底前' });

    expect(await desk.show('2026-0001')).toMatchObject({ expectation: '年底前', group: '群 g', member: '王会长' });
  });

  it('that is not there is said in a sentence', async () => {
    const { desk } = await deskWith();

    await expect(desk.show('2026-0009')).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

async function deskWith(...changes: Partial<NewCase>[]): Promise<{ desk: CaseDesk }> {
  const { store } = await openTempStore(createHandClock('2026-11-23T08:00:00+08:00'));
  const conversationId = await group(store);
  for (const [index, change] of changes.entries()) {
    const { messageId } = await store.messages.accept(message(`m${index}`), 1_000);
    const createdAt = Date.parse('2026-11-23T00:30:00+08:00') + index;
    await store.cases.record(newCase(messageId, { conversationId, createdAt, ...change }));
  }
  return { desk: createCaseDesk({ records: store, timeZone: 'Asia/Shanghai' }) };
}
