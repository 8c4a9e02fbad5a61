import { ChannelError, type Body, type Outbound, type SendResult } from '../../../ports/channel.ts';
import { maxTextUnits } from './capabilities.ts';
import { toChannelError } from './errors.ts';
import type { Supervisor } from './supervisor.ts';
import { maxFileBytes, type Recipient, type Say } from './wire.ts';

/** Sends one message through the connection of the supervisor, which learns from what goes wrong. */
export async function sendThrough(
  supervisor: Supervisor | null,
  message: Outbound,
  signal: AbortSignal,
): Promise<SendResult> {
  refuseTooLong(message.body);
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  const login = supervisor?.login() ?? null;
  if (supervisor === null || login === null)
    throw new ChannelError({ kind: 'transient' }, '微信还没有连上，消息没有发出，稍后再发。');
  try {
    const [first, ...rest] = saysOf(message);
    const id = await login.session.say(first, signal);
    for (const say of rest) await sayAfter(login.session, say, signal);
    return { platformMessageId: id };
  } catch (error) {
    if (error instanceof ChannelError) throw error;
    supervisor.heard(error instanceof Error ? error.message : '');
    throw toChannelError(error);
  }
}

type Sayer = NonNullable<ReturnType<Supervisor['login']>>['session'];

/** What stands in front of it has arrived, so no failure of it may look as if nothing had. */
async function sayAfter(session: Sayer, say: Say, signal: AbortSignal): Promise<void> {
  try {
    await session.say(say, signal);
  } catch (error) {
    const { cause } = toChannelError(error);
    throw new ChannelError({ kind: 'unknown_outcome' }, '文件已发到微信，但随文件的话没有发出。', { cause });
  }
}

/** WeChat shows plain text only, and no words beside a file. */
function saysOf({ to, body, replyTo }: Outbound): [Say, ...Say[]] {
  const recipient: Recipient = { kind: to.kind, id: to.platformId };
  const mention = to.kind === 'group' ? (replyTo?.sender.platformId ?? null) : null;
  const text = (words: string): Say => ({ kind: 'text', to: recipient, text: words, mention });
  switch (body.kind) {
    case 'text':
    case 'template':
      return [text(body.text)];
    case 'markdown':
      return [text(body.plain)];
    case 'file': {
      const file: Say = { kind: 'file', to: recipient, name: body.name, bytes: body.bytes };
      return body.caption === '' ? [file] : [file, text(body.caption)];
    }
  }
}

function refuseTooLong(body: Body): void {
  const words = body.kind === 'markdown' ? body.plain : body.kind === 'file' ? body.caption : body.text;
  if (words.length > maxTextUnits)
    throw new ChannelError(
      { kind: 'permanent', reason: 'too_long' },
      `微信一条消息最多 ${maxTextUnits} 字，请分成几条。`,
    );
  if (body.kind === 'file' && body.bytes.length > maxFileBytes)
    throw new ChannelError({ kind: 'permanent', reason: 'too_long' }, '通过微信发的文件最大 20 MB。');
}
