import { AppError } from '../../base/errors.ts';
import { largestFileBytes } from '../../domain/file.ts';
import type { Attachment } from '../../domain/message.ts';
import type { AttachedFiles } from '../../ports/attached-files.ts';
import { type Channel, ChannelError } from '../../ports/channel.ts';
import type { Files } from '../../ports/files.ts';

export type AttachedFilesDeps = { files: Pick<Files, 'read'>; channels: ReadonlyMap<string, Channel> };

const fetchMs = 30_000;
/** A platform that stumbles once is no reason to have a person send it again. */
const tries = 2;

export function createAttachedFiles({ files, channels }: AttachedFilesDeps): AttachedFiles {
  return {
    async read(message, place) {
      const attachment = message.attachments[place];
      if (attachment === undefined) throw new Error(`message ${message.id} has no attachment ${place}`);
      if ((attachment.size ?? 0) > largestFileBytes) throw tooLarge(attachment);
      switch (attachment.source?.at) {
        case undefined:
          throw lost(attachment);
        case 'store':
          return readKept(files, attachment, attachment.source.fileId);
        case 'platform':
          return fetchFrom(channels.get(message.conversation.channel), attachment);
      }
    },
  };
}

async function readKept(files: Pick<Files, 'read'>, attachment: Attachment, id: string): Promise<Uint8Array> {
  const file = await files.read(id);
  if (file === null) throw lost(attachment);
  return file.bytes;
}

async function fetchFrom(channel: Channel | undefined, attachment: Attachment): Promise<Uint8Array> {
  if (channel?.fetchFile === undefined) throw lost(attachment);
  for (let left = tries - 1; ; left -= 1) {
    try {
      const bytes = await channel.fetchFile(attachment, AbortSignal.timeout(fetchMs));
      if (bytes.byteLength > largestFileBytes) throw tooLarge(attachment);
      return bytes;
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (left === 0 || error.failure.kind === 'permanent') throw toAppError(error);
    }
  }
}

/** The channel's own sentence says best what is to be done. */
function toAppError(error: ChannelError): AppError {
  const { failure } = error;
  const options = { cause: error };
  if (failure.kind !== 'permanent') return new AppError('input/too-slow', error.message, options);
  return new AppError(failure.reason === 'too_long' ? 'input/too-long' : 'input/invalid', error.message, options);
}

function tooLarge({ name }: Attachment): AppError {
  const most = largestFileBytes / 1024 / 1024;
  return new AppError('input/too-long', `「${name}」超过 ${most} MB，请压缩或拆成几份再发。`);
}

function lost({ name }: Attachment): AppError {
  const what = name === '' ? '这个文件' : `「${name}」`;
  return new AppError(
    'input/invalid',
    `${what}没有取到（过大、发得太多、隔得太久，或平台没有给），请重新发一次，最大 ${largestFileBytes / 1024 / 1024} MB。`,
  );
}
