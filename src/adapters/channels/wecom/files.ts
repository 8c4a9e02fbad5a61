import type { Attachment } from '../../../domain/message.ts';
import type { WecomContent, WecomMedia } from './frames.ts';

/** A file of a message: where it can be fetched for five minutes, with the key of its content. */
export type Medium = WecomMedia & { kind: 'image' | 'file' | 'video' };

const usual = {
  image: { name: '图片.jpg', mime: 'image/jpeg' },
  file: { name: '文件', mime: 'application/octet-stream' },
  video: { name: '视频.mp4', mime: 'video/mp4' },
} as const satisfies Record<Medium['kind'], { name: string; mime: string }>;

/** What the ends of names stand for, where only a name says what it is. */
const mimes: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['zip', 'application/zip'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xls', 'application/vnd.ms-excel'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['mp4', 'video/mp4'],
]);

/** In the order of the message. */
export function mediaOf({ image, file, video, mixed }: WecomContent): Medium[] {
  const all = [
    ...[image, ...(mixed?.msg_item.map((item) => item.image) ?? [])].map((media) => ({
      kind: 'image' as const,
      media,
    })),
    { kind: 'file' as const, media: file },
    { kind: 'video' as const, media: video },
  ];
  return all.flatMap(({ kind, media }) => (media === undefined ? [] : [{ kind, ...media }]));
}

/** As long as nothing of it was fetched. */
export function attachmentOf({ kind }: Pick<Medium, 'kind'>): Attachment {
  return { kind, ...usual[kind], size: null, source: null };
}

/** With what the download told. */
export function fetchedAttachment(
  { kind }: Pick<Medium, 'kind'>,
  of: { name: string | null; size: number },
): Attachment {
  const name = of.name ?? usual[kind].name;
  const ending = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return { kind, name, mime: mimes.get(ending) ?? usual[kind].mime, size: of.size, source: null };
}
