import { describe, expect, it } from 'vitest';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const entriesOf = ({ store }: BroadcastBench) => store.audit.list(0, Number.MAX_SAFE_INTEGER);

describe('what staff do with broadcasts', () => {
  it('is on record: who, what, to which, and of the text its beginning without numbers to call', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const text = '请各会员单位周五前联系 138 0013 8000 报名，逾期不候，具体要求见附后的通知正文和说明';
    const { broadcast } = await bench.desk.plan(draft({ text, receipt: { reason: '核对人数', until: null } }));
    await bench.desk.edit(broadcast.id, '改期', '王秘书');
    await bench.desk.cancel(broadcast.id, '李主任');

    const entries = await entriesOf(bench);

    expect(entries.map(({ who, action, subject }) => [who, action, subject])).toEqual([
      ['秘书', 'broadcast/plan', broadcast.id],
      ['王秘书', 'broadcast/edit', broadcast.id],
      ['李主任', 'broadcast/cancel', broadcast.id],
    ]);
    expect(entries[0]?.detail).toEqual({
      segment: 'all',
      groups: 1,
      sentFrom: '2026-11-23T01:00:00.000Z',
      receipt: '核对人数',
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      textBegins: '请各会员单位周五前联系 *** 报名，逾期不候，具体要求见附后的通知正文和说明',
    });
    expect(entries[1]?.detail).toMatchObject({ groups: 1, textBegins: '改期' });
    expect(entries[2]?.detail).toEqual({ caught: 1, sent: 0, inFlight: 0 });
    expect(await bench.store.audit.verify()).toMatchObject({ entries: 3, broken: null });
  });

  it('says that a broadcast was urgent, and why', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    await bench.desk.plan(draft({ urgent: '台风，有事打 0731-8888 6666' }));

    expect(await entriesOf(bench)).toMatchObject([
      { action: 'broadcast/urgent', detail: { urgent: '台风，有事打 ***' } },
    ]);
  });

  it('tells who decided about a delivery', async () => {
    const bench = await openBroadcasts(createScriptedChannel(['lost']));
    const group = await bench.enroll('a');
    await bench.desk.plan(draft());
    await bench.settle();
    const [unknown] = await bench.desk.undecided();

    await bench.desk.resolve(unknown?.deliveryId ?? '', 'resend', '王秘书');

    expect((await entriesOf(bench)).at(-1)).toMatchObject({
      who: '王秘书',
      action: 'broadcast/resolve',
      subject: unknown?.deliveryId,
      detail: { from: 'unknown', as: 'resend', group },
    });
  });

  it('has no entry where nothing was done', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    await bench.settle();

    await expect(bench.desk.edit(broadcast.id, '太晚', '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(bench.desk.cancel('none', '秘书')).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(bench.desk.plan(draft({ to: 'tag:无' }))).rejects.toMatchObject({ code: 'record/not-found' });

    expect(await entriesOf(bench)).toHaveLength(1);
  });

  it('of series too', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const rule = { cron: '0 9 * * 1', days: 'all', from: null, until: null, receiptReason: null } as const;
    const { series } = await bench.desk.planSeries({ ...rule, text: '例会', to: 'all', by: '秘书' });

    await bench.desk.cancel(series.id, '秘书');

    const acts = (await entriesOf(bench)).map(({ action, subject }) => [action, subject]);
    expect(acts).toEqual([
      ['series/plan', series.id],
      ['series/cancel', series.id],
    ]);
  });
});
