import { describe, expect, it } from 'vitest';
import { createIntake, type HearingIntake } from '../../src/app/intake.ts';
import { receivedFileMs } from '../../src/domain/file.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Records, Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../support/hand-clock.ts';
import { message } from '../support/store-builders.ts';
import { openTempStore } from '../support/temp-store.ts';

const bytes = new TextEncoder().encode('名单');

type Bench = { store: Store; intake: HearingIntake; clock: HandClock; reopen(): Promise<Store> };

/** `within`: what transactions of the intake see. */
async function open(within = (records: Records): Records => records): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, reopen } = await openTempStore(clock);
  const intake = createIntake({
    store: { ...store, transaction: (work) => store.transaction((records) => work(within(records))) },
    clock,
    onAccepted() {},
    acknowledge: async () => '',
    choose: async () => ({ text: '', label: null }),
    report: async () => {},
  });
  return { store, intake, clock, reopen };
}

function withFile(key: string, changes: Partial<InboundMessage> = {}): InboundMessage {
  const file = { kind: 'file', name: '名单.txt', mime: 'text/plain', size: bytes.byteLength, source: null } as const;
  return message(key, { addressed: 'direct', attachments: [file], ...changes });
}

/** The id under which the first file of a message is kept. */
async function keptOf({ store }: Pick<Bench, 'store'>, messageId: number): Promise<string | null> {
  const source = (await store.messages.find(messageId))?.attachments[0]?.source;
  return source?.at === 'store' ? source.fileId : null;
}

describe('a file that comes with a message', () => {
  it('is in the store with it, also after a restart', async () => {
    const { intake, reopen } = await open();

    const { messageId } = await intake.accept(withFile('1'), [bytes]);

    const store = await reopen();
    const id = await keptOf({ store }, messageId);
    expect(await store.files.read(id ?? '')).toMatchObject({ name: '名单.txt', bytes: Buffer.from(bytes) });
  });

  it('is kept once when the platform hands the message in twice', async () => {
    const { store, intake } = await open();

    const first = await intake.accept(withFile('1'), [bytes]);
    const again = await intake.accept(withFile('1'), [bytes]);

    expect(again).toMatchObject({ messageId: first.messageId, fresh: false });
    expect(await keptOf({ store }, first.messageId)).not.toBeNull();
  });

  it('goes after a day, when nothing went on with it', async () => {
    const { store, intake, clock } = await open();
    const { messageId } = await intake.accept(withFile('1'), [bytes]);

    expect(await store.files.removeExpired(clock.now() + receivedFileMs - 1)).toBe(0);
    expect(await store.files.removeExpired(clock.now() + receivedFileMs)).toBe(1);
    expect(await store.messages.find(messageId)).not.toBeNull();
  });

  it('is not kept when it is talk of a group, or from a bot', async () => {
    const { store, intake } = await open();

    const talk = await intake.accept(withFile('1', { addressed: 'none' }), [bytes]);
    const bot = await intake.accept(withFile('2', { sender: { platformId: 'b', name: '机器人', bot: true } }), [bytes]);

    expect([await keptOf({ store }, talk.messageId), await keptOf({ store }, bot.messageId)]).toEqual([null, null]);
  });

  it.each([
    ['the platform did not give it', null],
    ['is empty', new Uint8Array()],
    ['is too large', new Uint8Array(20 * 1024 * 1024 + 1)],
  ])('leaves its message as it is when it %s', async (_, content) => {
    const { store, intake } = await open();

    const { messageId } = await intake.accept(withFile('1'), [content]);

    expect(await keptOf({ store }, messageId)).toBeNull();
  });

  it('is one of few: nobody fills the store, and everybody has room of their own', async () => {
    const { store, intake } = await open();
    const kept = async (key: string, changes: Partial<InboundMessage> = {}): Promise<boolean> => {
      const content = new TextEncoder().encode(key);
      const { messageId } = await intake.accept(withFile(key, changes), [content]);
      return (await keptOf({ store }, messageId)) !== null;
    };
    for (let number = 1; number <= 10; number += 1) expect(await kept(`${number}`)).toBe(true);

    expect(await kept('11')).toBe(false);
    expect(await kept('12', { sender: { platformId: 'li', name: '李', bot: false } })).toBe(true);
  });

  it('is not there without its message', async () => {
    const { store, intake, clock } = await open((records) => ({
      ...records,
      messages: { ...records.messages, accept: () => Promise.reject(new Error('the disk is full')) },
    }));

    await expect(intake.accept(withFile('1'), [bytes])).rejects.toThrow('the disk is full');

    expect(await store.files.removeExpired(clock.now() + receivedFileMs)).toBe(0);
  });
});
