import type { Attachment } from '../../../domain/message.ts';
import type { TelegramFile, TelegramMessage } from './update.ts';

/** What a file is called, and what it is, where the platform does not say. */
type Usual = { kind: Attachment['kind']; name: string; mime: string };

const usual = {
  document: { kind: 'file', name: '文件', mime: 'application/octet-stream' },
  photo: { kind: 'image', name: '图片.jpg', mime: 'image/jpeg' },
  voice: { kind: 'audio', name: '语音.ogg', mime: 'audio/ogg' },
  audio: { kind: 'audio', name: '音频.mp3', mime: 'audio/mpeg' },
  video: { kind: 'video', name: '视频.mp4', mime: 'video/mp4' },
} as const satisfies Record<string, Usual>;

export function filesOf(message: TelegramMessage): Attachment[] {
  const { document, photo = [], voice, audio, video, video_note: note, animation } = message;
  // An animation comes as a document too.
  const file = animation === undefined ? document : undefined;
  return [
    found(file, usual.document),
    found(largest(photo), usual.photo),
    found(voice, usual.voice),
    found(audio, usual.audio),
    found(video ?? note ?? animation, usual.video),
  ].filter((file) => file !== null);
}

function found(file: TelegramFile | undefined, { kind, name, mime }: Usual): Attachment | null {
  if (file === undefined) return null;
  const { file_id: ref, file_name: given, mime_type: said, file_size: size } = file;
  return { kind, name: given ?? name, mime: said ?? mime, size: size ?? null, source: { at: 'platform', ref } };
}

/** The sizes of one photo; the last is the largest. */
function largest(photo: readonly TelegramFile[]): TelegramFile | undefined {
  return [...photo].sort((a, b) => (a.file_size ?? 0) - (b.file_size ?? 0)).at(-1);
}
