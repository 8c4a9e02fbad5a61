import { describe, expect, it } from 'vitest';
import { dayDraft, openDays, toldOf } from '../../support/day-bench.ts';

const firstLines = (texts: readonly string[]): string[] => texts.map((text) => text.split('\n')[0] ?? '');

describe('a reception day', () => {
  it('is announced, reminded of, opened and closed by itself, each once and at its time', async () => {
    const { desk, plan, store, clock, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    const at = async (iso: string): Promise<string> => {
      clock.set(iso);
      await plan.planDue();
      await plan.planDue();
      return (await store.receptionDays.find(id))?.status ?? '';
    };

    expect(await at('2026-11-30T08:59:59+08:00')).toBe('planned');
    expect(await at('2026-11-30T09:00:00+08:00')).toBe('announced');
    expect(await at('2026-12-02T09:00:00+08:00')).toBe('announced');
    expect(await at('2026-12-03T09:29:59+08:00')).toBe('announced');
    expect(await at('2026-12-03T09:30:00+08:00')).toBe('open');
    expect(await at('2026-12-03T11:30:00+08:00')).toBe('closed');
    expect(firstLines(await toldOf(store))).toEqual([
      '【接待日预告】',
      '【接待日提醒】近日有接待日',
      '【接待日开始】现在到 11:30',
    ]);
    expect((await desk.show(id)).steps.map(({ action, who }) => [action, who])).toEqual([
      ['plan', '秘书'],
      ...['announce', 'remind', 'open', 'close'].map((action) => [action, '清语（按安排）']),
    ]);
  });

  it('is announced with its particulars, whatever braces staff write', async () => {
    const { desk, store, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft({ host: '张会长{代}', place: '三楼会议室', topics: ['会费', '收费'] }));
    await desk.announce(id, '秘书');
    const [delivery] = await store.deliveries.listByKey(`broadcast/day/${id}/`);

    expect(delivery?.text.split('\n').slice(0, 5)).toEqual([
      '【接待日预告】',
      '时间：12月3日（星期四）09:30-11:30',
      '接待：张会长{代}',
      '地点：三楼会议室',
      '主题：会费、收费',
    ]);
  });

  it('opens late inside its window, and says so; after it, it was missed', async () => {
    const { desk, plan, store, clock, enroll } = await openDays();
    await enroll();
    const late = await desk.plan(dayDraft());
    const missed = await desk.plan(dayDraft({ date: '2026-12-02' }));
    clock.set('2026-12-03T10:15:00+08:00');
    await plan.planDue();

    expect(await desk.show(late.id)).toMatchObject({ status: 'open' });
    expect((await desk.show(late.id)).steps.at(-1)?.note).toContain('晚开 45 分钟');
    expect(await desk.show(missed.id)).toMatchObject({ status: 'missed', reason: expect.stringContaining('没有运行') });
    expect(firstLines(await toldOf(store))).toEqual(['【接待日开始】现在到 11:30']);
  });

  it('does what is due to its end, though its time runs out meanwhile', async () => {
    const { desk, plan, clock, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    clock.set('2026-12-03T09:29:00+08:00');
    const { now } = clock;
    clock.now = () => {
      clock.advance(19_000);
      return now();
    };
    await plan.planDue();

    expect((await desk.show(id)).steps.map(({ action }) => action)).toEqual(['plan', 'announce', 'open']);
  });

  it('closes at its end, also when that is noticed later', async () => {
    const { desk, plan, clock, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    clock.set('2026-12-03T09:30:00+08:00');
    await plan.planDue();
    clock.set('2026-12-04T08:00:00+08:00');
    await plan.planDue();

    expect(await desk.show(id)).toMatchObject({ status: 'closed', closedAt: '2026-12-03T03:30:00.000Z' });
  });

  it('goes on where no group can be told, and its story says why', async () => {
    const { desk, plan, store, clock, enroll } = await openDays();
    const group = await enroll();
    const { id } = await desk.plan(dayDraft());
    await store.conversations.setEnrolled(group, null);
    clock.set('2026-11-30T09:00:00+08:00');
    await plan.planDue();

    expect((await desk.show(id)).status).toBe('announced');
    expect((await desk.show(id)).steps.at(-1)?.note).toContain('没有通知到群');
    expect(await toldOf(store)).toEqual([]);
  });

  it('is not reminded of by whoever was told a short while ago', async () => {
    const { desk, plan, store, clock, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    clock.set('2026-12-02T08:00:00+08:00');
    await plan.planDue();
    clock.set('2026-12-02T09:00:00+08:00');
    await plan.planDue();

    expect((await desk.show(id)).steps.at(-1)).toMatchObject({ action: 'remind', note: '刚通知过，不再提醒' });
    expect(firstLines(await toldOf(store))).toEqual(['【接待日预告】']);
  });

  it('is done by one of several workers, and each group is told once', async () => {
    const bench = await openDays();
    await bench.enroll('a');
    await bench.enroll('b');
    const { id } = await bench.desk.plan(dayDraft());
    const workers = [bench, await bench.again(), await bench.again()];
    for (const iso of ['2026-11-30T09:00:00+08:00', '2026-12-03T09:30:00+08:00']) {
      bench.clock.set(iso);
      await Promise.all(workers.map(({ plan }) => plan.planDue()));
    }

    expect((await bench.desk.show(id)).steps.map(({ action }) => action)).toEqual(['plan', 'announce', 'open']);
    expect(await bench.store.deliveries.listByKey(`broadcast/day/${id}/`)).toHaveLength(4);
  });
});

describe('what staff do with a reception day', () => {
  it('is announced, opened and closed by hand, earlier than planned, and on record', async () => {
    const { desk, plan, store, clock, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    await desk.announce(id, '李干事');
    await desk.open(id, '李干事');
    await desk.close(id, '李干事');
    clock.set('2026-12-05T00:00:00+08:00');
    await plan.planDue();

    expect((await desk.show(id)).status).toBe('closed');
    const acts = (await store.audit.list(0, clock.now() + 1)).filter(({ subject }) => subject === id);
    expect(acts.map(({ action, who }) => [action, who])).toEqual([
      ['day/plan', '秘书'],
      ...['day/announce', 'day/open', 'day/close'].map((action) => [action, '李干事']),
    ]);
    await expect(desk.open(id, '李干事')).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(desk.cancel(id, '有事', '李干事')).rejects.toMatchObject({ code: 'record/conflict' });
  });

  it('tells of a cancellation those who heard of the day, and no others', async () => {
    const { desk, store, enroll, settle, channel } = await openDays();
    const heard = await enroll('heard');
    const { id } = await desk.plan(dayDraft());
    await desk.announce(id, '秘书');
    await settle();
    await enroll('later');
    await desk.cancel(id, '会长出差', '秘书');
    await settle();

    const told = (await store.deliveries.listByKey(`broadcast/day/${id}/cancel/`)).map((one) => one.conversationId);
    expect(told).toEqual([heard]);
    expect(channel.shown.at(-1)).toContain('会长出差');
  });

  it('says nothing of a cancellation nobody needs to hear of: what waited is not sent', async () => {
    const { desk, store, enroll, settle, channel } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    await desk.announce(id, '秘书');
    await desk.cancel(id, '会长出差', '秘书');
    await settle();

    expect(channel.shown).toEqual([]);
    expect((await store.deliveries.listByKey(`broadcast/day/${id}/`)).map(({ state }) => state)).toEqual(['skipped']);
  });

  it('tells all groups of a change once one has heard, and reminds of the new date', async () => {
    const { desk, plan, store, clock, enroll, settle } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    await desk.announce(id, '秘书');
    await settle();
    await desk.change(id, { date: '2026-12-10', place: '三楼' }, '秘书');
    clock.set('2026-12-09T09:00:00+08:00');
    await plan.planDue();

    const told = await toldOf(store);
    expect(firstLines(told)).toEqual(['【接待日预告】', '【接待日有变动】请以这次为准', '【接待日提醒】近日有接待日']);
    expect(told[1]).toContain('12月10日（星期四）09:30-11:30');
    expect((await desk.show(id)).steps.find(({ action }) => action === 'change')?.note).toBe(
      '地点、日期、开始时间、结束时间',
    );
  });

  describe('whose groups have had their messages of the day', () => {
    const night = { from: '21:30', until: '07:30' };

    async function announced() {
      const bench = await openDays({ dailyCap: 1, quietHours: night });
      await bench.enroll();
      const { id } = await bench.desk.plan(dayDraft());
      await bench.desk.announce(id, '秘书');
      await bench.settle();
      return { ...bench, id };
    }

    it('is told to them all the same when it is cancelled or moved, and a new topic is not', async () => {
      const { desk, settle, channel, id } = await announced();
      await desk.change(id, { topics: ['用工'] }, '秘书');
      await settle();
      expect(channel.shown).toHaveLength(1);

      await desk.change(id, { from: '10:00' }, '秘书');
      await settle();
      await desk.cancel(id, '会长出差', '秘书');
      await settle();

      expect(firstLines(channel.shown).slice(1)).toEqual([
        '【接待日有变动】请以这次为准',
        expect.stringContaining('【接待日取消】'),
      ]);
    });

    it('lets them sleep when the day is not the next morning, also when it could not be sent before', async () => {
      const { desk, settle, channel, clock, id } = await announced();
      clock.set('2026-11-30T20:00:00+08:00');
      await desk.cancel(id, '会长出差', '秘书');
      clock.set('2026-11-30T23:00:00+08:00');
      await settle();
      expect(channel.shown).toHaveLength(1);

      clock.set('2026-12-01T07:30:00+08:00');
      await settle();
      expect(channel.shown.at(-1)).toContain('会长出差');
    });

    it.each(['2026-12-02T23:00:00+08:00', '2026-12-03T06:00:00+08:00'])(
      'wakes them at %s for a day that begins in the morning, by what was said or by what is',
      async (now) => {
        const { desk, settle, channel, clock, id } = await announced();
        clock.set(now);
        await desk.change(id, { date: '2026-12-10' }, '秘书');
        await settle();

        expect(channel.shown.at(-1)).toContain('12月10日');
      },
    );

    it('does not wake them for an afternoon', async () => {
      const { desk, settle, channel, clock, id } = await announced();
      await desk.change(id, { from: '14:00', until: '16:00' }, '秘书');
      await settle();
      clock.set('2026-12-03T06:00:00+08:00');
      await desk.cancel(id, '会长出差', '秘书');
      await settle();
      expect(channel.shown).toHaveLength(2);

      clock.set('2026-12-03T07:30:00+08:00');
      await settle();
      expect(channel.shown).toHaveLength(3);
    });
  });

  it('changes what no group has heard of in silence', async () => {
    const { desk, store, enroll } = await openDays();
    await enroll();
    const { id } = await desk.plan(dayDraft());
    await desk.change(id, { host: '王秘书长' }, '秘书');

    expect((await desk.show(id)).host).toBe('王秘书长');
    expect(await toldOf(store)).toEqual([]);
  });

  it.each([
    [{ date: '2026-02-30' }, '日期应写成'],
    [{ date: '2026-11-20' }, '已经过去'],
    [{ from: '9:30' }, '时间应写成'],
    [{ until: '09:00' }, '应晚于开始时间'],
    [{ host: ' ' }, '请写明接待人'],
    [{ remindDays: 3 }, '提醒应晚于预告'],
    [{ announceDays: -1 }, '整数'],
    [{ to: 'tag:没有' }, '没有群带标签'],
  ])('refuses %j in one sentence, and keeps nothing', async (changes, sentence) => {
    const { desk, enroll } = await openDays();
    await enroll();

    await expect(desk.plan(dayDraft(changes))).rejects.toThrow(sentence);
    expect(await desk.list({ status: null, after: null, limit: 10 })).toEqual([]);
  });
});

describe('days of a rule', () => {
  it('are planned weeks ahead, on working days of the arrangement', async () => {
    const { desk, plan, clock, enroll } = await openDays();
    await enroll();
    const { rule, days } = await desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every: 'workday:3' });

    expect(days.map(({ date, ruleId }) => [date, ruleId])).toEqual([['2026-12-03', rule.id]]);
    clock.set('2026-12-05T00:00:00+08:00');
    await plan.planDue();
    await plan.planDue();
    const dates = (await desk.list({ status: null, after: null, limit: 10 })).map(({ date }) => date);
    // 1 to 3 January are a holiday.
    expect(dates).toEqual(['2027-01-06', '2026-12-03']);
  });

  it('are put off to a working day, and two of them are never one', async () => {
    const { desk, enroll } = await openDays();
    await enroll();
    const { days } = await desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every: '* * 5,6,0' });

    expect(days.map(({ date }) => date).slice(0, 4)).toEqual(['2026-11-27', '2026-11-30', '2026-12-04', '2026-12-07']);
  });

  it('come no more after it was stopped: what no group has heard of is cancelled, the rest is left to staff', async () => {
    const { desk, plan, clock, enroll } = await openDays();
    await enroll();
    const { rule, days } = await desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every: '* * 5' });
    await desk.announce(days[0]?.id ?? '', '秘书');
    const { cancelled, left } = await desk.stop(rule.id, '秘书');
    clock.set('2027-02-01T00:00:00+08:00');
    await plan.planDue();

    expect(cancelled).toBe(days.length - 1);
    expect(left.map(({ id }) => id)).toEqual([days[0]?.id]);
    expect(await desk.list({ status: null, after: null, limit: 100 })).toHaveLength(days.length);
    await expect(desk.stop(rule.id, '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
  });

  it('are stopped by whoever asks again, when a crash left some of them', async () => {
    const { desk, store, clock, enroll } = await openDays();
    await enroll();
    const { rule, days } = await desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every: '* * 5' });
    await store.receptionRules.end(rule.id, clock.now());

    expect(await desk.stop(rule.id, '秘书')).toEqual({ cancelled: days.length, left: [] });
    await expect(desk.stop(rule.id, '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
  });

  it.each(['workday:0', 'workday:21', '15 *', '0 0 15 * *', '? * *', '99 * *'])('refuses %s', async (every) => {
    const { desk, enroll } = await openDays();
    await enroll();

    await expect(desk.planRule({ ...dayDraft(), every })).rejects.toMatchObject({ code: 'input/invalid' });
  });

  it('says in one sentence that the holidays of a coming year are not known, until they are, or nothing goes by them', async () => {
    const every = 'workday:3';
    const { desk, enroll } = await openDays();
    await enroll();
    expect(await desk.holidayNote()).toBeNull();
    const { rule } = await desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every });

    expect(await desk.holidayNote()).toMatch(
      /^注意：接下来有接待日落在 2027 年，这一年的放假和调休还不知道.*knowledge\/holidays.*。$/u,
    );
    await desk.stop(rule.id, '秘书');
    expect(await desk.holidayNote()).toBeNull();

    const known = await openDays({ entered: [{ year: 2027, off: [], work: [] }] });
    await known.enroll();
    await known.desk.planRule({ ...dayDraft({ date: '2026-11-23' }), every });
    expect(await known.desk.holidayNote()).toBeNull();
  });
});
