import { describe, expect, it } from 'vitest';
import { limitReply } from '../../../src/features/inbox/sentences.ts';
import { limitOf, reasonToIgnore } from '../../../src/features/inbox/triage.ts';
import { openInbox, type InboxBench } from '../../support/inbox-bench.ts';

const tenMinutes = 10 * 60_000;
const person = { platformId: 'wang', name: '王会长', bot: false };

describe('what is stored but not answered', () => {
  it.each([
    ['a message of another bot', { sender: { ...person, bot: true } }, 'from-bot'],
    ['talk of the group', { addressed: 'none' }, 'not-addressed'],
    ['a mention of everybody', { mentionsAll: true }, 'not-addressed'],
    ['a command beside a mention of everybody', { addressed: 'command', mentionsAll: true }, 'not-addressed'],
  ] as const)('%s', async (_, changes, outcome) => {
    const bench = await openInbox();
    const id = await bench.say('1', changes);

    await bench.settle();

    expect(await bench.outcomeOf(id)).toBe(outcome);
    expect(bench.handled).toEqual([]);
    expect(await bench.repliesTo(id)).toEqual([]);
    expect((await bench.store.messages.listHistory(await groupOf(bench, id), 0, 10)).map((entry) => entry.id)).toEqual([
      id,
    ]);
  });

  it('a message that was first seen more than ten minutes after it was sent', async () => {
    const bench = await openInbox();
    const id = await bench.say('1', { sentAt: bench.clock.now() - tenMinutes - 1 });
    const justInTime = await bench.say('2', { sentAt: bench.clock.now() - tenMinutes });

    await bench.settle();

    expect(await bench.outcomeOf(id)).toBe('too-old');
    expect(await bench.outcomeOf(justInTime)).toBe('answered');
  });

  it('but a message that was seen in time is answered however long the bot was away', async () => {
    const bench = await openInbox();
    const id = await bench.say('1');

    const again = await bench.restart();
    again.clock.advance(5 * tenMinutes);
    await again.settle();

    expect(await again.outcomeOf(id)).toBe('answered');
  });

  it.each(['direct', 'mention', 'reply', 'command'] as const)(
    'but a person who turns to the bot by %s is answered',
    (by) => {
      expect(
        reasonToIgnore({ sender: person, addressed: by, mentionsAll: false, sentAt: 0, receivedAt: 0 }),
      ).toBeNull();
    },
  );

  it('and a clock of the platform that is ahead of ours is no reason', () => {
    const seen = { sender: person, addressed: 'mention', mentionsAll: false } as const;

    expect(reasonToIgnore({ ...seen, sentAt: 3_600_000, receivedAt: 0 })).toBeNull();
  });
});

describe('a member who sends many messages', () => {
  it('is answered 20 times a minute, told once, then not heard until the minute is over', async () => {
    const bench = await openInbox();
    const ids: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      ids.push(await bench.say(`${index}`));
      bench.clock.advance(500);
    }
    await bench.settle();

    const replies = await Promise.all(ids.map((id) => bench.repliesTo(id)));
    expect(replies.slice(0, 20)).toEqual(ids.slice(0, 20).map((_, index) => [`答 问题 ${index}`]));
    expect(replies.slice(20)).toEqual([[limitReply], ...Array.from({ length: 9 }, () => [])]);

    // The sentence came with the 21st, ten seconds after the first: a minute after it everything is as before.
    bench.clock.set('2026-11-23T09:01:10.000+08:00');
    const still = await bench.say('still');
    bench.clock.set('2026-11-23T09:01:10.001+08:00');
    const again = await bench.say('again');
    await bench.settle();

    expect(await bench.outcomeOf(still)).toBe('limit-silent');
    expect(await bench.repliesTo(again)).toEqual(['答 问题 again']);
  });

  it('is counted by when the messages came, also when they wait for a start', async () => {
    const bench = await openInbox();
    for (let index = 0; index < 25; index += 1) {
      await bench.say(`${index}`);
      bench.clock.advance(3_001);
    }

    const again = await bench.restart();
    await again.settle();

    expect(again.handled).toHaveLength(25);
  });

  it('does not use up the turns of another member', async () => {
    const bench = await openInbox();
    for (let index = 0; index < 25; index += 1) await bench.say(`${index}`);
    const other = await bench.say('other', { sender: { platformId: 'li', name: '李秘书长', bot: false } });

    await bench.settle();

    expect(await bench.outcomeOf(other)).toBe('answered');
  });

  it('is not counted for talk that is not for the bot', async () => {
    const bench = await openInbox();
    for (let index = 0; index < 40; index += 1) await bench.say(`${index}`, { addressed: 'none' });
    const asked = await bench.say('asked');

    await bench.settle();

    expect(await bench.outcomeOf(asked)).toBe('answered');
  });

  it('is counted for what went wrong too', () => {
    expect(limitOf({ answered: 12, failed: 7 })).toBe('answer');
    expect(limitOf({ answered: 12, failed: 8 })).toBe('tell');
    expect(limitOf({ answered: 12, failed: 8, 'limit-told': 1 })).toBe('silent');
  });
});

async function groupOf(bench: InboxBench, id: number): Promise<string> {
  return (await bench.store.messages.find(id))?.conversationId ?? '';
}
