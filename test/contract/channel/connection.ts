import { expect, it } from 'vitest';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

/** How a channel comes up, comes back and goes down. */
export function connectionCases({ capabilities, cuts }: Platform, bench: () => ChannelBench): void {
  const hears = capabilities.inbound !== 'none';

  it('is up and says so in words', () => {
    expect(bench().channel.health()).toMatchObject({ state: 'up', detail: expect.stringMatching(/./) });
  });

  it.runIf(cuts)('is degraded while the connection is cut, and up again by itself', async () => {
    const { cut, until, mention, channel, accepted, receive } = bench();

    const mend = await cut();
    await until('degraded');
    await mend();
    await until('up');

    if (hears) await receive({ platformId: '7', sender: '张三', text: `${mention} 又来了` });
    expect(accepted.map(({ text }) => text)).toEqual(hears ? ['又来了'] : []);
    await channel.send(outbound(bench(), '又好了'), soon());
    expect(await bench().shown()).toEqual([{ text: '又好了' }]);
  });

  it('stops when it is told', async () => {
    await expect(bench().stop()).resolves.toBeUndefined();
  });

  it.runIf(cuts)('stops also while the connection is cut', async () => {
    await bench().cut();

    await expect(bench().stop()).resolves.toBeUndefined();
  });

  it.runIf(cuts)('is idle after it has stopped', async () => {
    await bench().stop();

    expect(bench().channel.health().state).toBe('idle');
  });

  it('can be inspected without disturbing what is connected', async () => {
    const findings = await bench().channel.inspect(soon());

    for (const { detail, action, state } of findings) {
      expect(detail).toMatch(/\p{Script=Han}/u);
      expect(action === null).toBe(state === 'ok');
    }
    expect(bench().channel.health().state).toBe('up');
  });
}
