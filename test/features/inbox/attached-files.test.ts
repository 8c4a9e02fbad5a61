import { describe, expect, it } from 'vitest';
import type { Attachment, Message } from '../../../src/domain/message.ts';
import { createAttachedFiles } from '../../../src/features/inbox/attached-files.ts';
import { type Channel, ChannelError, type ChannelFailure } from '../../../src/ports/channel.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message } from '../../support/store-builders.ts';

const bytes = new TextEncoder().encode('名单');
const photo: Attachment = { kind: 'image', name: '现场.jpg', mime: 'image/jpeg', size: 9, source: null };

function received(attachment: Attachment): Message {
  const given = message('1', { attachments: [attachment] });
  return { ...given, id: 1, conversationId: 'g-1', memberId: 'm-1', receivedAt: 1, outcome: null };
}

/** A channel that fails in these ways before it gives the file. */
function fetching(failures: ChannelFailure[]): { channel: Channel; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    channel: {
      ...createScriptedChannel(),
      async fetchFile({ name, source }) {
        asked.push(source?.at === 'platform' ? source.ref : name);
        const failure = failures.shift();
        if (failure !== undefined) throw new ChannelError(failure, `平台说：${failure.kind}。`);
        return bytes;
      },
    },
  };
}

async function read(attachment: Attachment, channel: Channel = createScriptedChannel()): Promise<Uint8Array> {
  const kept = async (id: string) => (id === 'f-1' ? { name: '现场.jpg', mime: 'image/jpeg', bytes } : null);
  const files = createAttachedFiles({ files: { read: kept }, channels: new Map([['web', channel]]) });
  return files.read(received(attachment), 0);
}

describe('what is in an attachment', () => {
  const there: Attachment = { ...photo, source: { at: 'platform', ref: 'AgAD' } };

  it('is read from the store, or fetched from the platform that has it', async () => {
    expect(await read({ ...photo, source: { at: 'store', fileId: 'f-1' } })).toEqual(bytes);
    const { channel, asked } = fetching([]);
    expect(await read(there, channel)).toEqual(bytes);
    expect(asked).toEqual(['AgAD']);
  });

  it('is fetched again when the platform stumbles, and once only', async () => {
    expect(await read(there, fetching([{ kind: 'transient' }]).channel)).toEqual(bytes);
    const { channel, asked } = fetching([{ kind: 'transient' }, { kind: 'transient' }]);
    await expect(read(there, channel)).rejects.toMatchObject({
      code: 'input/too-slow',
      message: '平台说：transient。',
    });
    expect(asked).toHaveLength(2);
  });

  it('is not fetched again when that is in vain', async () => {
    const { channel, asked } = fetching([{ kind: 'permanent', reason: 'bad_request' }]);
    await expect(read(there, channel)).rejects.toMatchObject({ code: 'input/invalid', message: '平台说：permanent。' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Attachment]>([
    ['nobody has it', photo],
    ['it is kept no longer', { ...photo, source: { at: 'store', fileId: 'f-2' } }],
    ['its channel fetches nothing', there],
  ])('is asked for again when %s', async (_, attachment) => {
    await expect(read(attachment)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('「现场.jpg」没有取到'),
    });
  });

  it('is not fetched when it is said to be too large', async () => {
    const { channel, asked } = fetching([]);
    await expect(read({ ...there, size: 21 * 1024 * 1024 }, channel)).rejects.toMatchObject({ code: 'input/too-long' });
    expect(asked).toEqual([]);
  });
});
