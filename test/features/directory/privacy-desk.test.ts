import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../src/domain/erasure.ts';
import { createPrivacyDesk } from '../../../src/features/directory/privacy-desk.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { newCase } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const order = { dryRun: false, who: '李干事' };

describe('taking a person out', () => {
  it('tells how much it would be, changes nothing, and then does just that', async () => {
    const { desk, store, audit } = await open();
    const tried = await desk.erase({ phone: '139 1234-5678' }, { ...order, dryRun: true });

    expect(tried).toMatchObject({ names: ['王小明'], counts: { cases: 1, members: 0 } });
    expect(await store.cases.find('2026-0001')).toMatchObject({ contact: '王小明', version: 1 });
    expect(await audit()).toEqual([]);
    expect(await desk.erase({ phone: '13912345678' }, order)).toEqual(tried);
    expect(await store.cases.find('2026-0001')).toMatchObject({ contact: null, version: 2 });
  });

  it('is on record with how much, and nothing of whom', async () => {
    const { desk, audit } = await open();
    await desk.erase({ phone: '13912345678' }, order);

    const entries = await audit();
    expect(entries).toMatchObject([
      { who: '李干事', action: 'privacy/erase', subject: 'person', detail: { cases: 1 } },
    ]);
    for (const secret of ['王小明', '12345678']) expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it.each([
    [{ phone: '一二三' }, 'input/invalid'],
    [{ phone: '13900000000' }, 'record/not-found'],
    [{ member: 'm-nobody' }, 'record/not-found'],
  ])('refuses %j with a sentence', async (who, code) => {
    await expect((await open()).desk.erase(who, order)).rejects.toMatchObject({ code });
  });
});

describe('retention', () => {
  it('takes out what ended longer ago than it says, and tells beforehand how much', async () => {
    const { desk, store, audit, clock } = await open();
    const step = { at: clock.now(), who: '李干事', action: 'resolve', note: '好了', detail: {} } as const;
    await store.cases.change({ no: '2026-0001', version: 1 }, { status: 'resolved', endedAt: clock.now() }, step);
    clock.advance(30 * 24 * 3_600_000 + 1);

    expect((await desk.expire(31, order)).counts.cases).toBe(0);
    expect((await desk.expire(30, { ...order, dryRun: true })).counts.cases).toBe(1);
    expect((await desk.expire(30, order)).counts.cases).toBe(1);
    expect((await desk.expire(30, order)).counts.cases).toBe(0);
    expect((await audit()).map(({ action, detail }) => [action, detail['days'], detail['cases']])).toEqual([
      ['privacy/retention', 31, 0],
      ['privacy/retention', 30, 1],
      ['privacy/retention', 30, 0],
    ]);
  });

  it.each([29, 0, -1, 30.5, Number.NaN])('of %s days is refused', async (days) => {
    await expect((await open()).desk.expire(days, order)).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

describe('a text without its people', () => {
  it.each([
    ['我是王小明，手机 139-1234-5678，座机 0731-88886666', '我是某某，手机 ***，座机 ***'],
    ['邮箱 wang@example.com，身份证 430102199001011234', '邮箱 ***，身份证 ***'],
    ['2026 年会费 3000 元，涨了 20%', '2026 年会费 3000 元，涨了 20%'],
  ])('%j becomes %j', (text, expected) => {
    expect(anonymise(text, ['王小明'])).toBe(expected);
  });

  it('keeps what is called by one character, which stands in other words', () => {
    expect(anonymise('王府井的路灯', ['王'])).toBe('王府井的路灯');
  });
});

async function open() {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  await store.cases.record(newCase(1, { contact: '王小明', phone: '13912345678' }));
  return {
    clock,
    store,
    desk: createPrivacyDesk({ store, clock }),
    audit: () => store.audit.list(0, Number.MAX_SAFE_INTEGER),
  };
}
