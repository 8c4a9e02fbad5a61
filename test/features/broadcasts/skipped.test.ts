import { describe, expect, it } from 'vitest';
import { createAbsence } from '../../../src/features/broadcasts/absence.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createNotingLog, type NotingLog } from '../../support/noting-log.ts';
import { delivery } from '../../support/store-builders.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const week = { from: Date.parse('2026-11-17T00:00:00+08:00'), until: Date.parse('2026-11-24T00:00:00+08:00') };

describe('the report of what was skipped', () => {
  it('names by broadcast and reason the groups that got nothing', async () => {
    const bench = await openBroadcasts(undefined, { dailyCap: 1 });
    await bench.enroll('停了', { muted: true });
    await bench.enroll('甲');
    await bench.enroll('乙');
    const { broadcast: first } = await bench.desk.plan(draft({ text: '一' }));
    await bench.settle();
    const { broadcast: second } = await bench.desk.plan(draft({ text: '二' }));
    await bench.settle();

    const skipped = await bench.desk.skipped(week);

    const capped = '该群今天已收到 1 条群发，达到上限';
    const shown = skipped.map(({ id, reason, groups }) => [id, reason, groups.map(({ group }) => group).toSorted()]);
    expect(shown.toSorted()).toEqual(
      [
        [first.id, '该群已停发', ['群 停了']],
        [second.id, '该群已停发', ['群 停了']],
        [second.id, capped, ['群 甲', '群 乙'].toSorted()],
      ].toSorted(),
    );
    expect(skipped[0]).toMatchObject({ kind: 'broadcast', at: '2026-11-23T01:00:00.000Z', text: '一' });
    expect(await bench.desk.skipped({ from: week.until, until: week.until + day })).toEqual([]);
  });

  it('has the days without a daily message, and occurrences that found no groups', async () => {
    const bench = await openBroadcasts();
    const id = await bench.enroll('甲');
    const at = Date.parse('2026-11-22T08:00:00+08:00');
    const missed = { kind: 'daily' as const, key: `daily/2026-11-22/${id}`, text: '寄语', notBefore: at };
    await bench.store.deliveries.add([delivery('d', id, { ...missed, skipped: '服务当时没有运行' })], at);
    const off = { messageId: '', text: '不发寄语', skipped: '休会', plannedAt: 1 };
    await bench.store.dailyDays.order({ ...off, date: '2026-11-20' });
    await bench.store.dailyDays.order({ ...off, date: '2026-11-30' });
    const { broadcast } = await bench.desk.plan(draft({ text: '没群' }));
    await bench.store.broadcasts.add({ ...broadcast, id: 'series/1/x', skipped: '没有群带标签' });

    expect(await bench.desk.skipped(week)).toMatchObject([
      { id: 'daily/2026-11-20', kind: 'daily', at: '2026-11-20T00:00:00.000Z', reason: '休会', groups: [] },
      { id: 'daily/2026-11-22', kind: 'daily', reason: '服务当时没有运行', groups: [{ group: '群 甲' }] },
      { id: 'series/1/x', kind: 'broadcast', reason: '没有群带标签', groups: [] },
    ]);
  });
});

describe('an absence of the server', () => {
  const open = async (): Promise<{
    bench: BroadcastBench;
    log: NotingLog;
    caughtUp: string[];
    end: () => Promise<void>;
  }> => {
    const bench = await openBroadcasts();
    const [log, caughtUp] = [createNotingLog(), [] as string[]];
    const catchUp = async (): Promise<void> => void caughtUp.push('all');
    const absence = createAbsence({ ...bench, log, catchUp });
    await absence.beat();
    return { bench, log, caughtUp, end: () => absence.end() };
  };

  it('is told once with what groups did not get for it, in the log and on record', async () => {
    const { bench, log, caughtUp, end } = await open();
    for (const name of ['甲', '乙']) await bench.enroll(name);
    const at = bench.clock.now() + minute;
    await bench.desk.plan(draft({ at, until: at + minute }));
    await bench.desk.plan(draft({ at, until: at + 90 * minute }));
    bench.clock.advance(60 * minute);
    await bench.store.deliveries.skipOverdue(bench.clock.now());

    await end();
    await end();

    expect(caughtUp).toEqual(['all']);
    const [told, ...more] = log.notes;
    expect(more).toEqual([]);
    expect(told).toMatchObject({ level: 'warn', data: { skipped: 2, daily: 0, groups: 2 } });
    const entries = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.filter(({ action }) => action === 'server/absence')).toMatchObject([
      {
        who: '清语',
        detail: { from: '2026-11-23T01:00:00.000Z', until: '2026-11-23T02:00:00.000Z', skipped: 2, groups: 2 },
      },
    ]);
  });

  it('counts neither what was skipped before it, nor what was skipped for another reason', async () => {
    const { bench, log, end } = await open();
    await bench.enroll('停了', { muted: true });
    const id = await bench.enroll('甲');
    await bench.store.deliveries.add(
      [delivery('before', id, { kind: 'daily', closesAt: bench.clock.now(), skipped: '已过发送时段' })],
      1,
    );
    await bench.desk.plan(draft({ to: `group:${id}`, at: bench.clock.now() + minute }));
    bench.clock.advance(30 * minute);

    await end();

    expect(log.notes).toMatchObject([{ level: 'info', data: { skipped: 0 } }]);
  });

  it('is none when the server comes back within minutes, or never ran before', async () => {
    const { bench, log, caughtUp, end } = await open();
    bench.clock.advance(5 * minute - 1);
    await end();
    const fresh = await openBroadcasts();
    await createAbsence({ ...fresh, log, catchUp: async () => void caughtUp.push('all') }).end();

    expect([log.notes, caughtUp]).toEqual([[], []]);
  });

  it('is told although not everything could be caught up', async () => {
    const { bench, log } = await open();
    bench.clock.advance(day);
    const catchUp = async (): Promise<void> => {
      throw new Error('the library cannot be read');
    };

    await createAbsence({ ...bench, log, catchUp }).end();

    expect(log.notes.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  it('that two workers end at the same time is told by one', async () => {
    const { bench, log, end } = await open();
    const other = await bench.second();
    bench.clock.advance(day);

    await Promise.all([end(), createAbsence({ ...other, log, catchUp: async () => {} }).end()]);

    expect(log.notes).toHaveLength(1);
    expect(await bench.store.audit.verify()).toMatchObject({ entries: 1, broken: null });
  });
});
