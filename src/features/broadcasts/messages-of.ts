import { partsOf } from '../../base/text-parts.ts';
import type { Capabilities } from '../../domain/channel.ts';
import { type FileFacts, largestFileBytes, type NewFile, sizeInWords } from '../../domain/file.ts';
import type { Body } from '../../ports/channel.ts';

export type MessageBody = Extract<Body, { kind: 'text' | 'file' | 'template' }>;

/** The messages of the platform that a delivery takes, in order; one after the other is on record when it is sent. */
export function messagesOf(
  text: string,
  file: NewFile | null,
  { maxText, files }: Pick<Capabilities, 'maxText' | 'files'>,
): MessageBody[] {
  if (file !== null && text.length <= (files?.maxCaption ?? 0)) return [{ kind: 'file', ...file, caption: text }];
  const texts = file !== null && text === '' ? [] : partsOf(text, maxText);
  const messages: MessageBody[] = texts.map((part) => ({ kind: 'text', text: part }));
  return file === null ? messages : [...messages, { kind: 'file', ...file, caption: '' }];
}

/** Why a file cannot go out on a channel; null = it can. `file` is null when it is not kept any more. */
export function whyNotSent(
  file: Pick<FileFacts, 'size'> | null,
  { files }: Pick<Capabilities, 'files'>,
): string | null {
  if (file === null) return '要发的文件已经不在了';
  if (files === null) return '这个渠道发不了文件';
  const most = Math.min(files.maxBytes, largestFileBytes);
  return file.size > most ? `文件太大，这个渠道最大 ${sizeInWords(most)}` : null;
}
