import { describe, expect, it } from 'vitest';
import { type Backlog, createBacklog, keptBytes, keptMessages } from '../../../src/adapters/channels/backlog.ts';
import { toInboundMessage } from '../../../src/adapters/channels/wechat/to-message.ts';
import { createGate } from '../../support/gate.ts';
import { createNotingLog } from '../../support/noting-log.ts';

const account = { id: 'bot', name: '小秘' };

function bench() {
  const stored: string[] = [];
  const log = createNotingLog();
  let failing = false;
  const backlog = createBacklog({
    log,
    platform: 'WeChat',
    intake: {
      async accept({ text }) {
        if (failing) throw new Error('disk full');
        stored.push(text);
        return { messageId: stored.length, fresh: true };
      },
      note: async () => {},
      acknowledge: async () => '',
      choose: async () => ({ text: '', label: null }),
      report: async () => {},
    },
  });
  return {
    backlog,
    stored,
    lost: () => log.notes.filter(({ level }) => level === 'error').map(({ data }) => data),
    fail(now: boolean) {
      failing = now;
    },
  };
}

type Said = { from?: string; bytes?: Uint8Array | null };

function add(backlog: Backlog, number: number, { from = '张三', bytes = null }: Said = {}): void {
  const sender = { id: from, name: from, official: false };
  const received = {
    id: `${number}`,
    room: null,
    sender,
    text: `${number}`,
    mentionIds: [],
    sentAt: number,
    file: null,
  };
  const message = toInboundMessage(received, { channel: 'wechat', account, names: [] });
  if (message) backlog.add({ kind: 'message', message, contents: [bytes] });
}

describe('the messages that are not stored yet', () => {
  it('are stored in order when the store works again, after a wait', async () => {
    const { backlog, stored, fail, lost } = bench();
    fail(true);
    for (const number of [1, 2, 3]) add(backlog, number);
    await expect.poll(() => backlog.waiting()).toBe(3);

    fail(false);

    await expect.poll(() => stored).toEqual(['1', '2', '3']);
    expect(backlog.waiting()).toBe(0);
    expect(lost()).toEqual([]);
  });

  it('do not hold up another conversation', async () => {
    const stored: string[] = [];
    const gate = createGate();
    const backlog = createBacklog({
      log: createNotingLog(),
      platform: 'WeChat',
      intake: {
        async accept({ sender, text }) {
          if (sender.name === '张三') await gate.passed;
          stored.push(text);
          return { messageId: 1, fresh: true };
        },
        note: async () => {},
        acknowledge: async () => '',
        choose: async () => ({ text: '', label: null }),
        report: async () => {},
      },
    });
    add(backlog, 1, { from: '张三' });
    add(backlog, 2, { from: '李四' });

    await expect.poll(() => stored).toEqual(['2']);
    gate.open();
    await backlog.end();

    expect(stored).toEqual(['2', '1']);
  });

  it(`are ${keptMessages} at most: the oldest are lost, and said to be`, async () => {
    const { backlog, stored, fail, lost } = bench();
    fail(true);
    for (let number = 1; number <= keptMessages + 2; number += 1) add(backlog, number);
    expect(lost()).toEqual([{ key: 'wechat/张三/1' }, { key: 'wechat/张三/2' }]);

    fail(false);
    await backlog.end();

    expect(stored.length).toBe(keptMessages);
    expect(stored.at(-1)).toBe(`${keptMessages + 2}`);
  });

  it('are no more than fit into memory: several small ones make room for a large file', async () => {
    const { backlog, fail, lost } = bench();
    const file = (part: number): Uint8Array => new Uint8Array(Math.floor(keptBytes * part));
    fail(true);
    for (const [number, part] of [0.3, 0.3, 0.3, 0.8].entries()) add(backlog, number, { bytes: file(part) });

    expect(lost()).toEqual([{ key: 'wechat/张三/0' }, { key: 'wechat/张三/1' }, { key: 'wechat/张三/2' }]);
    await backlog.end();
  });

  it('do not hold up the end', async () => {
    const never = createGate();
    const log = createNotingLog();
    const backlog = createBacklog({
      log,
      platform: 'WeChat',
      intake: {
        async accept() {
          await never.passed;
          return { messageId: 1, fresh: true };
        },
        note: async () => {},
        acknowledge: async () => '',
        choose: async () => ({ text: '', label: null }),
        report: async () => {},
      },
    });
    add(backlog, 1);

    await backlog.end();

    expect(log.notes.map(({ data }) => data)).toEqual([{ key: 'wechat/张三/1' }]);
  });

  it('are tried once more at the end, and then said to be lost', async () => {
    const { backlog, stored, fail, lost } = bench();
    fail(true);
    add(backlog, 1);
    await expect.poll(() => backlog.waiting()).toBe(1);

    await backlog.end();

    expect(stored).toEqual([]);
    expect(lost()).toEqual([{ key: 'wechat/张三/1' }]);
  });
});
