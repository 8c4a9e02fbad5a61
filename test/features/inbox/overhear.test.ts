import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import type { Ability } from '../../../src/features/inbox/inbox.ts';
import { echo, openInbox } from '../../support/inbox-bench.ts';

/** Notes every 收到 it hears by opening a dialogue, and would answer it if it could. */
const noting: Ability = async (message) => {
  if (message.text !== '收到') return null;
  const place = { conversationId: message.conversationId, memberId: message.memberId, name: 'topic' } as const;
  return async ({ dialogues }) => {
    await dialogues.open(place, { heard: message.id }, message.receivedAt + 1_000_000);
    return [{ text: '不该出现' }];
  };
};

const open = (overhear: Ability = noting) => openInbox([echo], overhear);

describe('what is not addressed to the bot', () => {
  it.each([
    ['in time', 0],
    ['late', 20 * 60_000],
  ])('may be noted %s, and nothing is said', async (_, ageMs) => {
    const bench = await open();
    const sentAt = bench.clock.now() - ageMs;
    const id = await bench.say('1', { text: '收到', addressed: 'none', sentAt });
    await bench.settle();

    const stored = await bench.store.messages.find(id);
    const place = {
      conversationId: stored?.conversationId ?? '',
      memberId: stored?.memberId ?? '',
      name: 'topic',
    } as const;
    expect(await bench.store.dialogues.find(place, bench.clock.now())).toEqual({ heard: id });
    expect([await bench.outcomeOf(id), await bench.repliesTo(id)]).toEqual(['not-addressed', []]);
    expect(bench.handled).toEqual([]);
  });

  it.each([
    ['said to everybody', { mentionsAll: true }],
    ['said by a bot', { sender: { platformId: 'b', name: 'b', bot: true } }],
  ])('is not heard when it is %s', async (_, changes) => {
    const heard: string[] = [];
    const bench = await open(async ({ text }) => {
      heard.push(text);
      return null;
    });
    await bench.say('1', { text: '收到', addressed: 'none', ...changes });
    await bench.settle();

    expect(heard).toEqual([]);
  });

  it('says nothing in the group either when hearing it fails, and is told in the log', async () => {
    const bench = await open(async () => {
      throw new Error('bug');
    });
    const id = await bench.say('1', { text: '收到', addressed: 'none' });
    await bench.settle();

    expect([await bench.outcomeOf(id), await bench.repliesTo(id)]).toEqual(['not-addressed', []]);
    expect(bench.log.notes.some(({ level }) => level === 'error')).toBe(true);
  });

  it('waits for a store that is away', async () => {
    let away = true;
    const bench = await open(async (message) => {
      if (away) throw new AppError('store/unavailable', '数据库暂时用不了。');
      return noting(message);
    });
    const id = await bench.say('1', { text: '收到', addressed: 'none' });
    await expect(bench.settle()).rejects.toMatchObject({ code: 'store/unavailable' });
    expect(await bench.outcomeOf(id)).toBeNull();

    away = false;
    await bench.settle();
    expect(await bench.outcomeOf(id)).toBe('not-addressed');
  });
});
