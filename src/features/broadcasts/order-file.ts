import { AppError } from '../../base/errors.ts';
import type { DialogueKey } from '../../domain/dialogue.ts';
import type { CarriedFile, NewFile } from '../../domain/file.ts';
import type { Message } from '../../domain/message.ts';
import type { AttachedFiles } from '../../ports/attached-files.ts';
import type { Records } from '../../ports/store.ts';
import { assertTakable, readAttachment } from './attachment.ts';
import { noteOf } from './carrying.ts';
import { carriedFile, confirmMinutes } from './order-dialogue.ts';
import { oneFileSentence } from './order-sentences.ts';

/** What came with a message: a file that is checked, or why it cannot go out, in a sentence. */
export type TakenFile = { file: NewFile } | { refused: string };

const confirmMs = confirmMinutes * 60_000;

/** Null: nothing came with it. It may have to be fetched, so not within a transaction. */
export async function takeFile(attached: AttachedFiles, message: Message): Promise<TakenFile | null> {
  const [attachment, another] = message.attachments;
  if (attachment === undefined) return null;
  if (another !== undefined) return { refused: oneFileSentence };
  try {
    // What is in vain is not even fetched; what is lost may have no name.
    if (attachment.source !== null) assertTakable(attachment);
    const bytes = await attached.read(message, 0);
    return { file: await readAttachment({ name: attachment.name, bytes }) };
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('input/')) return { refused: error.message };
    throw error;
  }
}

function waitingKey({ conversationId, memberId }: Message): DialogueKey {
  return { conversationId, memberId, name: 'broadcast-file' };
}

/** It goes with the next `/群发` that its sender writes in time; a later file takes its place. */
export async function keepWaiting(
  { dialogues, files }: Pick<Records, 'dialogues' | 'files'>,
  message: Message,
  file: NewFile,
): Promise<CarriedFile> {
  const { receivedAt } = message;
  const id = await files.put(file, { now: receivedAt, expiresAt: receivedAt + 2 * confirmMs });
  const carried = noteOf(file, id);
  await dialogues.open(waitingKey(message), carried, receivedAt + confirmMs);
  return carried;
}

export async function findWaiting(
  { dialogues }: Pick<Records, 'dialogues'>,
  message: Message,
): Promise<CarriedFile | null> {
  return carriedFile.safeParse(await dialogues.find(waitingKey(message), message.receivedAt)).data ?? null;
}

export async function dropWaiting({ dialogues }: Pick<Records, 'dialogues'>, message: Message): Promise<void> {
  await dialogues.close(waitingKey(message));
}

/** Until an order that was shown just now can be confirmed no more; false when it is kept no longer. */
export async function keepForOrder({ files }: Pick<Records, 'files'>, message: Message, { id }: CarriedFile) {
  return files.keep(id, message.receivedAt + 2 * confirmMs);
}
