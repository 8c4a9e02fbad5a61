import type { Attachment } from '../../../domain/message.ts';
import type { Callback } from './callback.ts';

/** What is called how, and what it is, where the platform does not say. */
const usual = {
  picture: { kind: 'image', name: '图片.jpg', mime: 'image/jpeg' },
  file: { kind: 'file', name: '文件', mime: 'application/octet-stream' },
  audio: { kind: 'audio', name: '语音.amr', mime: 'audio/amr' },
  video: { kind: 'video', name: '视频.mp4', mime: 'video/mp4' },
} as const;

/** The files of a message. Their content is fetched when somebody asks for it, by a code that lasts for a while. */
export function filesOf({ msgtype, content }: Callback): Attachment[] {
  if (msgtype === 'richText') return (content.richText ?? []).flatMap((piece) => found('picture', piece));
  if (msgtype in usual) return found(msgtype as keyof typeof usual, content);
  return [];
}

type Coded = {
  downloadCode?: string | undefined;
  pictureDownloadCode?: string | undefined;
  fileName?: string | undefined;
};

function found(as: keyof typeof usual, { downloadCode, pictureDownloadCode, fileName }: Coded): Attachment[] {
  const ref = downloadCode ?? pictureDownloadCode;
  if (ref === undefined || ref === '') return [];
  const { kind, name, mime } = usual[as];
  return [{ kind, name: fileName ?? name, mime, size: null, source: { at: 'platform', ref } }];
}
