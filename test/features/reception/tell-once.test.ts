import { expect, it } from 'vitest';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import { openFollowUp } from '../../support/follow-up-bench.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const cases = 12;
const newsInOrder = ['已受理', '已安排办理', '正在办理', '已办结'];

it('tells every step once and in order, and the last one always, while another process sends', async () => {
  const { submit, act, assign, clock, another } = await openFollowUp();
  const numbers: string[] = [];
  for (let place = 0; place < cases; place += 1) numbers.push(await submit(`会长${place}`, `多办 ${place} 场培训`));
  const channel = createScriptedChannel();
  const sender = createSender({
    store: await another(),
    clock,
    log: createNotingLog(),
    channels: new Map([[channel.id, channel]]),
    linkOf: String,
    owner: 'sender',
    timeZone: 'Asia/Shanghai',
    quietHours: null,
    dailyCap: 4,
    random: () => 0.5,
    sleep: async () => {},
  });
  const working = new AbortController();
  const sending = (async () => {
    while (!working.signal.aborted) await sender.round(channel.id, AbortSignal.timeout(60_000));
  })();

  // Each case is at another place of its minute when the next step comes.
  await Promise.all(
    numbers.map(async (no, place) => {
      await act(no, 'accept');
      await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
      clock.advance(3_000 + place * 700);
      await act(no, 'start');
      clock.advance(11_000);
      await act(no, 'resolve', `结果 ${place}`);
    }),
  );
  clock.advance(120_000);
  working.abort();
  await sending;
  while (await sender.round(channel.id, AbortSignal.timeout(60_000)));

  for (const no of numbers) {
    const told = channel.shown.filter((text) => text.startsWith(no)).join('\n');
    expect(newsInOrder.map((word) => told.split(word).length - 1)).toEqual([1, 1, 1, 1]);
    expect(newsInOrder.map((word) => told.indexOf(word))).toEqual(
      newsInOrder.map((word) => told.indexOf(word)).toSorted((a, b) => a - b),
    );
  }
});
