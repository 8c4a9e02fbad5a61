import type { Body } from '../../../ports/channel.ts';
import { mostFileBytes, mostParamBytes, mostTextBytes } from './capabilities.ts';
import { tooLong } from './errors.ts';

/** What is said, before it is known by which way it goes. */
export type Letter =
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; title: string; text: string }
  | { kind: 'file'; name: string; mime: string; bytes: Uint8Array };

/** A message as the robot sends it by itself. */
export type Sample = { msgKey: 'sampleText' | 'sampleMarkdown' | 'sampleFile'; msgParam: string };

/** Lists of chats and notices show it in place of a formatted text. */
const titleUnits = 20;

/** Throws a `ChannelError` for what is too long. */
export function writeLetter(body: Body): Letter {
  switch (body.kind) {
    case 'text':
    case 'template':
      return written(body.text);
    case 'markdown':
      return formatted(body);
    case 'file':
      return withFile(body);
  }
}

function written(text: string): Letter {
  if (Buffer.byteLength(text) > mostTextBytes) throw tooLong('文字');
  return { kind: 'text', text };
}

/** A line ends only before an empty line or after two spaces. */
function formatted({ markdown, plain }: Extract<Body, { kind: 'markdown' }>): Letter {
  const [title = ''] = plain.trim().split('\n', 1);
  const text = markdown.replaceAll(/(?<=\S)\n(?=[^\n])/gu, '  \n');
  const letter = { kind: 'markdown', title: Array.from(title).slice(0, titleUnits).join('') || '通知', text } as const;
  return Buffer.byteLength(sampleOf(letter).msgParam) > mostParamBytes ? written(plain) : letter;
}

function withFile({ name, mime, bytes, caption }: Extract<Body, { kind: 'file' }>): Letter {
  if (bytes.byteLength > mostFileBytes) throw tooLong('文件');
  if (caption !== '') throw tooLong('文件的说明');
  return { kind: 'file', name, mime, bytes };
}

/** https://open.dingtalk.com/document/orgapp/types-of-messages-sent-by-robots */
export function sampleOf(letter: Exclude<Letter, { kind: 'file' }>): Sample {
  if (letter.kind === 'text') return { msgKey: 'sampleText', msgParam: JSON.stringify({ content: letter.text }) };
  const { title, text } = letter;
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text }) };
}

/** `mediaId`: the platform's name of what was uploaded. */
export function fileSample(name: string, mediaId: string): Sample {
  const [, fileType = 'bin'] = /\.([a-z0-9]{1,10})$/iu.exec(name) ?? [];
  return {
    msgKey: 'sampleFile',
    msgParam: JSON.stringify({ mediaId, fileName: name, fileType: fileType.toLowerCase() }),
  };
}

/** A reply to what somebody said, who is mentioned where the platform has an id for that. */
export function replyOf(letter: Exclude<Letter, { kind: 'file' }>, asker: { platformId: string; name: string } | null) {
  const mention = mentionOf(asker);
  const at = mention.id === null ? {} : { at: { atUserIds: [mention.id] } };
  if (letter.kind === 'text') return { msgtype: 'text', text: { content: `${mention.words}${letter.text}` }, ...at };
  const { title, text } = letter;
  return { msgtype: 'markdown', markdown: { title, text: `${mention.words}${text}` }, ...at };
}

/** The mark in the words is what the app shows as the name; whoever has no id in the organization is named only. */
function mentionOf(asker: { platformId: string; name: string } | null): { id: string | null; words: string } {
  if (asker === null) return { id: null, words: '' };
  const { platformId, name } = asker;
  return isStaffId(platformId) ? { id: platformId, words: `@${platformId} ` } : { id: null, words: `@${name} ` };
}

/** Others come with an id that is only good for telling them apart. */
export function isStaffId(platformId: string): boolean {
  return !platformId.startsWith('$:');
}
