import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

describe('a group of a channel that writes only where it was spoken to', () => {
  it('is told in the preview until somebody spoke there', async () => {
    const bench = await openBroadcasts(createScriptedChannel([], false, { afterContact: true }));
    await bench.enroll('a');

    const { groups } = await bench.desk.preview(draft({ text: '周五前报名' }));

    expect(groups).toMatchObject([{ group: '群 a', unspoken: true }]);
  });
});
