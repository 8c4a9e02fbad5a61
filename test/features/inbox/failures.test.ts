import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import type { Ability } from '../../../src/features/inbox/inbox.ts';
import { failureReplies } from '../../../src/features/inbox/sentences.ts';
import { echo, openInbox } from '../../support/inbox-bench.ts';

const never = new AbortController().signal;

describe('an ability that fails', () => {
  it('in a foreseen way answers with the sentence of that failure, never with its inner message', async () => {
    const bench = await openInbox([failing(new AppError('input/too-long', '内部：第 3 行 13800138000'))]);
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.outcomeOf(id)).toBe('failed');
    expect(await bench.repliesTo(id)).toEqual([failureReplies['input/too-long']]);
  });

  it('by a bug answers with the fixed sentence and a reference that finds the log line', async () => {
    const bug = new TypeError('x is not a function');
    const bench = await openInbox([failing(bug)]);
    const id = await bench.say('1');

    await bench.settle();

    const [reply = ''] = await bench.repliesTo(id);
    const [, reference] = /已经记录（([^）]+)）/.exec(reply) ?? [];
    expect(reply).not.toContain('function');
    expect(bench.log.notes).toEqual([
      expect.objectContaining({ level: 'error', data: { messageId: id, reference, error: bug } }),
    ]);
    expect(reference).toMatch(/\S+/);
  });

  it('while its outcome is stored leaves nothing of that outcome behind', async () => {
    const bench = await openInbox([
      async (message) => async (records) => {
        const key = { conversationId: message.conversationId, memberId: message.memberId, name: 'topic' } as const;
        await records.dialogues.open(key, { question: '一半' }, Number.MAX_SAFE_INTEGER);
        throw new Error('in the middle');
      },
    ]);
    const id = await bench.say('1');

    await bench.settle();

    const message = await bench.store.messages.find(id);
    const key = { conversationId: message?.conversationId ?? '', memberId: message?.memberId ?? '' };
    expect(await bench.store.dialogues.find({ ...key, name: 'topic' }, 0)).toBeNull();
    expect(await bench.outcomeOf(id)).toBe('failed');
    expect(await bench.repliesTo(id)).toHaveLength(1);
  });

  it('does not hold up the messages behind it', async () => {
    const bench = await openInbox([
      async (message) => {
        if (message.text === '问题 1') throw new Error('bug');
        return echo(message);
      },
    ]);
    await bench.say('1');
    const next = await bench.say('2');

    await bench.inbox.round(never);

    expect(await bench.repliesTo(next)).toEqual(['答 问题 2']);
  });

  it('because nobody answered is a bug of ours, and is told as one', async () => {
    const bench = await openInbox([async () => null]);
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.outcomeOf(id)).toBe('failed');
    expect((await bench.repliesTo(id))[0]).toContain('已经记录');
  });
});

describe('a conflict', () => {
  it('of the record itself is told once and does not come round again', async () => {
    let asked = 0;
    const bench = await openInbox([
      async () => async () => {
        asked += 1;
        throw new AppError('record/conflict', '这条记录已经有人改过。');
      },
    ]);
    const id = await bench.say('1');

    await bench.settle();

    expect(asked).toBe(1);
    expect(await bench.repliesTo(id)).toEqual([failureReplies['record/conflict']]);
  });

  it('with another worker that was faster ends in silence', async () => {
    const bench = await openInbox([
      async (message) => {
        await bench.store.messages.finish(message.id, 'answered');
        return echo(message);
      },
    ]);
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual([]);
    expect(bench.log.notes).toEqual([expect.objectContaining({ level: 'warn' })]);
  });
});

describe('a store that is away', () => {
  it('ends the round; the message is handled when the store is back', async () => {
    let away = true;
    const bench = await openInbox([
      async (message) => {
        if (away) throw new AppError('store/unavailable', '数据库暂时用不了。');
        return echo(message);
      },
    ]);
    const id = await bench.say('1');

    await expect(bench.inbox.round(never)).rejects.toMatchObject({ code: 'store/unavailable' });
    expect(await bench.outcomeOf(id)).toBeNull();
    away = false;
    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual(['答 问题 1']);
  });
});

describe('the sentences for failures', () => {
  it.each(Object.entries(failureReplies))('%s is one in Chinese without machine words', (_, sentence) => {
    expect(sentence).toMatch(/^\p{Script=Han}[^a-z]*。$/u);
  });
});

function failing(error: Error | AppError): Ability {
  return async () => {
    throw error;
  };
}
