import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const quietHours = { from: '21:30', until: '07:30' };

describe('an urgent broadcast', () => {
  it('goes out in quiet hours and beyond the cap, and counts against it', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel, { quietHours, dailyCap: 1 });
    await bench.enroll('a');
    await bench.desk.plan(draft({ text: '一' }));
    await bench.settle();
    bench.clock.set('2026-11-23T23:00:00+08:00');

    const { broadcast } = await bench.desk.plan(draft({ text: '{日期}停业', urgent: ' 台风\n红色预警 ' }));
    await bench.settle();

    expect(channel.shown).toEqual(['一', '2026年11月23日停业']);
    expect(await bench.desk.show(broadcast.id)).toMatchObject({ urgent: '台风 红色预警' });
    expect((await bench.desk.list())[0]).toMatchObject({ urgent: '台风 红色预警' });
    bench.clock.set('2026-11-24T01:00:00+08:00');
    await bench.desk.plan(draft({ text: '凌晨', urgent: '台风' }));
    await bench.settle();
    bench.clock.set('2026-11-24T09:00:00+08:00');
    const { broadcast: later } = await bench.desk.plan(draft({ text: '早上' }));
    await bench.settle();
    const { deliveries } = await bench.desk.show(later.id);
    expect(deliveries).toMatchObject([{ state: 'skipped', reason: '该群今天已收到 1 条群发，达到上限' }]);
  });

  it('does not reach a group that is muted, was left, or after its window, nor when it was called off', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel);
    await bench.enroll('muted');
    await bench.enroll('left');
    await bench.enroll('late');
    const urgent = '台风';
    const until = bench.clock.now() + 60_000;
    await bench.desk.plan(draft({ urgent, until }));
    const { broadcast } = await bench.desk.plan(draft({ urgent }));
    await bench.desk.cancel(broadcast.id, '秘书');
    const muted = await bench.store.conversations.findByRef({ channel: 'web', kind: 'group', platformId: 'muted' });
    await bench.store.conversations.setMuted(muted?.id ?? '', true);
    await bench.store.conversations.setLeft({ channel: 'web', kind: 'group', platformId: 'left' }, 1);
    bench.clock.advance(60_000);

    await bench.settle();

    expect(channel.shown).toEqual([]);
  });

  it('takes what waits for the morning not with it', async () => {
    const channel = createScriptedChannel();
    const bench = await openBroadcasts(channel, { quietHours });
    await bench.enroll('a');
    bench.clock.set('2026-11-23T23:00:00+08:00');
    await bench.desk.plan(draft({ text: '早上再说' }));

    await bench.desk.plan(draft({ text: '急', urgent: '台风' }));
    await bench.settle();

    expect(channel.shown).toEqual(['急']);
  });

  it.each(['', ' 急 ', '字'.repeat(201)])('needs a reason that says something, not %.5j', async (urgent) => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    await expect(bench.desk.plan(draft({ urgent }))).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('2 到 200 个字'),
    });
  });

  it('may keep its day when it is edited', async () => {
    const bench = await openBroadcasts(undefined, { quietHours });
    await bench.enroll('a');
    bench.clock.set('2026-11-23T22:00:00+08:00');
    const until = Date.parse('2026-11-23T23:30:00+08:00');
    const { broadcast } = await bench.desk.plan(draft({ urgent: '台风', until }));

    await bench.desk.edit(broadcast.id, '{日期}停业', '秘书');

    const [row] = await bench.store.deliveries.listOf(broadcast.id);
    expect(row?.text).toBe('2026年11月23日停业');
  });
});
