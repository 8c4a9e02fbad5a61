import { describe, expect, it } from 'vitest';
import { ChannelError } from '../../../../src/ports/channel.ts';
import { connected, group, saying } from '../../../support/dingtalk-bench.ts';
import { noPermission, refused } from '../../../support/dingtalk-emulator-faults.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe('who read a message of DingTalk', () => {
  it('is told page by page', async () => {
    const { dingtalk, channel } = await connected();
    const { platformMessageId: key } = await channel.send(saying('早'), soon());
    const all = Array.from({ length: 450 }, (_, place) => `staff${place}`);
    dingtalk.see(key ?? '', all);

    const readers = await channel.readers?.({ to: group, platformMessageId: key ?? '' }, soon());

    expect(readers?.map(({ platformId }) => platformId)).toEqual(all);
    const asked = dingtalk.calls.filter(({ path }) => path.endsWith('/query'));
    expect(asked.map(({ body }) => (body as { maxResults: number }).maxResults)).toEqual([200, 200, 200]);
  });

  it.each([
    [noPermission('qyapi_robot_sendmsg'), 'permanent', /qyapi_robot_sendmsg/u],
    [refused(403, 'Forbidden.AccessDenied.QpsLimitForApi'), 'rate_limited', /太快/u],
    [{ kind: 'html', status: 502 }, 'transient', /稍后/u],
    [{ kind: 'lost' }, 'transient', /稍后/u],
  ] as const)('is not told when it is answered with %o', async (fault, kind, words) => {
    const { dingtalk, channel } = await connected();
    const { platformMessageId: key } = await channel.send(saying('早'), soon());
    dingtalk.faults.add('query', fault);

    const error = await channel.readers?.({ to: group, platformMessageId: key ?? '' }, soon()).catch((e: unknown) => e);

    expect(error).toBeInstanceOf(ChannelError);
    expect(error).toMatchObject({ failure: { kind }, message: expect.stringMatching(words) });
  });
});
