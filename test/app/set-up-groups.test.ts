import { describe, expect, it } from 'vitest';
import { followSettings } from '../../src/app/set-up-groups.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { openTempStore } from '../support/temp-store.ts';

const channel = 'wecom-webhook';

async function open() {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  const follow = (...names: string[]) => followSettings({ store, clock }, { channel, names });
  const enrolled = async () => (await store.conversations.listEnrolled()).map(({ title }) => title);
  const idOf = async (platformId: string) =>
    (await store.conversations.findByRef({ channel, kind: 'group', platformId }))?.id ?? '';
  return { store, follow, enrolled, idOf };
}

describe('groups that the settings name', () => {
  it('get what nobody asked for from the start, once each', async () => {
    const { follow, enrolled, store } = await open();

    await follow('会员群', '党建群');
    await follow('会员群', '党建群');

    expect((await enrolled()).toSorted()).toEqual(['会员群', '党建群'].toSorted());
    expect(await store.conversations.list()).toHaveLength(2);
  });

  it('get nothing when they are named no more, and are what they were when they are named again', async () => {
    const { follow, enrolled, idOf, store } = await open();
    await follow('会员群', '党建群');
    await store.conversations.setTags(await idOf('党建群'), ['党建']);

    await follow('会员群');
    expect(await enrolled()).toEqual(['会员群']);
    await follow();
    expect(await enrolled()).toEqual([]);
    await follow('党建群');

    expect(await enrolled()).toEqual(['党建群']);
    expect(await store.conversations.find(await idOf('党建群'))).toMatchObject({ tags: ['党建'] });
  });

  it('stay as staff decided', async () => {
    const { follow, enrolled, idOf, store } = await open();
    await follow('会员群');
    await store.conversations.setEnrolled(await idOf('会员群'), null);

    await follow('会员群');

    expect(await enrolled()).toEqual([]);
  });

  it('are other groups under other names, and groups of other channels are left alone', async () => {
    const { follow, enrolled, store } = await open();
    await store.conversations.ensure({ channel: 'manual', kind: 'group', platformId: '商会群' }, '商会群');
    await follow('旧名');

    await follow('新名');

    expect(await enrolled()).toEqual(['新名']);
    const known = await store.conversations.list();
    expect(known.find(({ title }) => title === '商会群')).toMatchObject({ leftAt: null });
    expect(known).toHaveLength(3);
  });
});
