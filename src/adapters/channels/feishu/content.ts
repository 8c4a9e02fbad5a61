import { z } from 'zod';
import type { Attachment } from '../../../domain/message.ts';
import { type FeishuMessage, text } from './event.ts';
import { writeFileRef } from './file-ref.ts';

/** The words of a message, with the platform's signs for mentions, and what is attached to it. */
export type Content = { words: string; attachments: readonly Attachment[] };

const part = z.object({
  tag: z.string(),
  text: text.nullish(),
  href: z.string().nullish(),
  user_id: z.string().nullish(),
  user_name: text.nullish(),
  image_key: z.string().nullish(),
  file_key: z.string().nullish(),
  file_name: text.nullish(),
  emoji_type: z.string().nullish(),
});
const post = z.object({ title: text.default(''), content: z.array(z.array(part)).default([]) });
const words = z.object({ text });
const file = z.object({ file_key: z.string(), file_name: text.nullish() });
const image = z.object({ image_key: z.string() });

type Part = z.infer<typeof part>;

/** Kinds that hold neither words nor a file, such as stickers and shared cards, are empty. Throws when it cannot be read. */
export function readContent({ message_id: id, message_type: type, content }: FeishuMessage): Content {
  const raw: unknown = JSON.parse(content);
  switch (type) {
    case 'text':
      return { words: words.parse(raw).text, attachments: [] };
    case 'post':
      return ofPost(id, post.parse(raw));
    case 'image':
      return { words: '', attachments: [imageOf(id, image.parse(raw).image_key)] };
    case 'file':
    case 'audio':
    case 'media':
      return { words: '', attachments: [fileOf(id, { ...file.parse(raw), type })] };
    default:
      return { words: '', attachments: [] };
  }
}

function ofPost(id: string, { title, content }: z.infer<typeof post>): Content {
  const lines = content.map((line) => line.map(wordsOf).join(''));
  const attachments = content.flat().flatMap((part) => attachedIn(id, part));
  return { words: [title, ...lines].join('\n').trim(), attachments };
}

function wordsOf({ tag, text = '', href, user_id: user }: Part): string {
  switch (tag) {
    case 'at':
      return user === 'all' ? '@_all' : (user ?? '');
    case 'a':
      return href && href !== text ? `${text}（${href}）` : (text ?? '');
    default:
      return text ?? '';
  }
}

function attachedIn(id: string, part: Part): Attachment[] {
  if (part.tag === 'img' && part.image_key) return [imageOf(id, part.image_key)];
  if (part.tag === 'media' && part.file_key)
    return [fileOf(id, { file_key: part.file_key, file_name: part.file_name, type: 'media' })];
  return [];
}

function imageOf(messageId: string, key: string): Attachment {
  const source = { at: 'platform', ref: writeFileRef({ messageId, key, type: 'image' }) } as const;
  return { kind: 'image', name: '图片.jpg', mime: 'image/jpeg', size: null, source };
}

const kinds = {
  file: { kind: 'file', name: '文件', mime: 'application/octet-stream' },
  audio: { kind: 'audio', name: '语音.opus', mime: 'audio/ogg' },
  media: { kind: 'video', name: '视频.mp4', mime: 'video/mp4' },
} as const;

type FileContent = z.infer<typeof file> & { type: keyof typeof kinds };

/** The platform names no type and no size. */
function fileOf(messageId: string, { file_key: key, file_name: name, type }: FileContent): Attachment {
  const usual = kinds[type];
  const source = { at: 'platform', ref: writeFileRef({ messageId, key, type: 'file' }) } as const;
  return { ...usual, name: name || usual.name, size: null, source };
}
