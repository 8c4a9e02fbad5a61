import { expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { handleBareFile } from '../../../src/features/inbox/files.ts';
import { message } from '../../support/store-builders.ts';

const photo = { kind: 'image', name: '现场.jpg', mime: 'image/jpeg', size: 9, source: null } as const;

it('a file without words is answered with what to do instead', async () => {
  expect(await handleBareFile(received({ text: ' ', attachments: [photo] }))).not.toBeNull();
});

it.each([{ text: '这是现场照片', attachments: [photo] }, { text: '' }])(
  'what has words, or no file, is left to others: %o',
  async (changes) => {
    expect(await handleBareFile(received(changes))).toBeNull();
  },
);

function received(changes: Parameters<typeof message>[1]): Message {
  return { ...message('1', changes), id: 1, conversationId: 'g-1', memberId: 'm-1', receivedAt: 1, outcome: null };
}
