import { describe, expect, it } from 'vitest';
import type { Body } from '../../../../src/ports/channel.ts';
import { alone, connected, type DingtalkBench, groupId, saying, zhang } from '../../../support/dingtalk-bench.ts';
import { clientSecret } from '../../../support/dingtalk-emulator.ts';
import { errcode } from '../../../support/dingtalk-emulator-faults.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const minuteMs = 60_000;

describe('the token of DingTalk', () => {
  it('is fetched once for all who need it, and kept', async () => {
    const { dingtalk, channel } = await connected();

    await Promise.all(['一', '二', '三'].map((text) => channel.send(saying(text), soon())));
    await channel.send(saying('四'), soon());

    expect(fetched(dingtalk)).toBe(1);
  });

  it('is renewed before it ends', async () => {
    const { dingtalk, channel, later } = await connected();
    await channel.send(saying('一'), soon());
    later(116 * minuteMs);
    await channel.send(saying('二'), soon());

    expect(fetched(dingtalk)).toBe(2);
  });

  it('is renewed once when it is refused, for those who had it together', async () => {
    const { dingtalk, channel } = await connected();
    await channel.send(saying('一'), soon());
    dingtalk.expireTokens();

    await Promise.all(['二', '三'].map((text) => channel.send(saying(text), soon())));

    expect(dingtalk.shown(groupId)).toHaveLength(3);
    expect(fetched(dingtalk)).toBe(2);
  });

  it('that is refused also anew ends the sending, until a person has acted', async () => {
    const { dingtalk, channel, later, log } = await connected();
    dingtalk.app.revoked = true;

    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'auth' } });
    await dingtalk.until(() => dingtalk.streams() === 0);

    expect([channel.health().state, channel.canSend()]).toEqual(['down', false]);
    expect(JSON.stringify([channel.health(), log.notes])).not.toContain(clientSecret);
    later(6 * minuteMs);
    expect(channel.canSend()).toBe(true);
  });

  it('does not keep those waiting who give up', async () => {
    const { dingtalk, channel } = await connected();
    dingtalk.faults.add('token', { kind: 'drop' });
    const sending = channel.send(saying('早'), AbortSignal.timeout(1));

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'transient' } });
  });
});

describe('a file to DingTalk', () => {
  const file = (name: string): Body => ({
    kind: 'file',
    name,
    mime: 'text/plain',
    bytes: Buffer.from('名单'),
    caption: '',
  });

  it('is sent with its name, also in private', async () => {
    const { dingtalk, channel } = await connected();

    await channel.send(saying(file('会"员\r名单.xlsx'), { to: alone }), soon());

    const [shown] = dingtalk.shown(zhang.staffId);
    expect([shown?.file?.name, String(Buffer.from(shown?.file?.bytes ?? []))]).toEqual(['会"员\r名单.xlsx', '名单']);
    const body = dingtalk.calls.find(({ path }) => path.endsWith('/batchSend'))?.body as { msgParam: string };
    expect(JSON.parse(body.msgParam)).toMatchObject({ fileType: 'xlsx' });
  });

  it.each([
    ['stumbles', { kind: 'html', status: 502 }, 'transient'],
    ['is cut', { kind: 'drop' }, 'transient'],
    ['gives no answer', { kind: 'lost' }, 'transient'],
    ['refuses it', errcode(40005), 'permanent'],
    ['is asked too often', errcode(90018), 'rate_limited'],
  ] as const)('surely is not sent when the upload %s', async (_, fault, kind) => {
    const { dingtalk, channel } = await connected();
    dingtalk.faults.add('upload', fault);

    await expect(channel.send(saying(file('a.txt')), soon())).rejects.toMatchObject({ failure: { kind } });
    expect(dingtalk.shown(groupId)).toEqual([]);
  });

  it('is uploaded with a new token when the old one is refused', async () => {
    const { dingtalk, channel } = await connected();
    await channel.send(saying('早'), soon());
    dingtalk.expireTokens();

    await channel.send(saying(file('a.txt')), soon());

    expect(dingtalk.shown(groupId).at(-1)?.file?.name).toBe('a.txt');
  });

  it('that is too large is refused before it is uploaded', async () => {
    const { dingtalk, channel } = await connected();
    const bytes = new Uint8Array(20 * 1024 * 1024 + 1);

    await expect(
      channel.send(saying({ kind: 'file', name: 'a.zip', mime: 'application/zip', bytes, caption: '' }), soon()),
    ).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'too_long' } });
    expect(dingtalk.calls.some(({ path }) => path === '/media/upload')).toBe(false);
  });
});

function fetched({ calls }: DingtalkBench['dingtalk']): number {
  return calls.filter(({ path }) => path.includes('accessToken')).length;
}
