import { type Body, ChannelError, type Outbound, type SendResult } from '../../../ports/channel.ts';
import { mostFile, mostMarkdown, mostText, tooSmallFile } from './capabilities.ts';
import { toChannelError } from './errors.ts';
import { post, type Robot, upload } from './robot.ts';

/** Resolves when the platform shows it, which gives no id; throws a `ChannelError`. */
export async function sendMessage(robot: Robot, { body }: Outbound, signal: AbortSignal): Promise<SendResult> {
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  const message = body.kind === 'file' ? await fileMessage(robot, body, signal) : textMessage(body);
  try {
    await post(robot, message, signal);
    return { platformMessageId: null };
  } catch (error) {
    throw toChannelError(error, { shows: true });
  }
}

function textMessage(body: Exclude<Body, { kind: 'file' }>): object {
  if (body.kind === 'markdown' && Buffer.byteLength(body.markdown) <= mostMarkdown)
    return { msgtype: 'markdown', markdown: { content: body.markdown } };
  const content = body.kind === 'markdown' ? body.plain : body.text;
  if (Buffer.byteLength(content) > mostText) throw tooLong('文字');
  return { msgtype: 'text', text: { content } };
}

/** What fails before the message is posted has shown nothing. */
async function fileMessage(
  robot: Robot,
  { name, mime, bytes, caption }: Extract<Body, { kind: 'file' }>,
  signal: AbortSignal,
): Promise<object> {
  if (caption !== '') throw tooLong('文件的说明');
  if (bytes.byteLength > mostFile) throw tooLong('文件');
  if (bytes.byteLength <= tooSmallFile)
    throw new ChannelError({ kind: 'permanent', reason: 'bad_request' }, '文件太小，企业微信不收，没有发出。');
  try {
    const id = await upload(robot, { name, mime, bytes }, signal);
    return { msgtype: 'file', file: { media_id: id } };
  } catch (error) {
    throw toChannelError(error, { shows: false });
  }
}

function tooLong(what: string): ChannelError {
  const failure = { kind: 'permanent', reason: 'too_long' } as const;
  return new ChannelError(failure, `${what}超过了企业微信群机器人的上限，没有发出。`);
}
