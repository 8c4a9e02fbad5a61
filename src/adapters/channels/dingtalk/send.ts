import { z } from 'zod';
import { ChannelError, type Outbound, type SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DingtalkApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { meaningOf, refusalOf } from './codes.ts';
import { gone, limited, noRobot, toChannelError } from './errors.ts';
import { fileSample, isStaffId, type Letter, replyOf, type Sample, sampleOf, writeLetter } from './letter.ts';
import { readReplyRef } from './reply-ref.ts';
import { askForRobot } from './robot.ts';

export type SendDeps = { api: DingtalkApi; robotCode: string; clock: Clock };

const ids = z.array(z.string()).nullish().catch(null);
const sent = z.object({
  processQueryKey: z.string().nullish().catch(null),
  invalidStaffIdList: ids,
  flowControlledStaffIdList: ids,
});
const minuteMs = 60_000;

/** Resolves when the platform has taken it; throws a `ChannelError`. */
export async function sendMessage(deps: SendDeps, message: Outbound, signal: AbortSignal): Promise<SendResult> {
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  const letter = writeLetter(message.body);
  try {
    if (await replied(deps, { message, letter }, signal)) return { platformMessageId: null };
    return await post(deps, { message, sample: await sampleFor(deps, letter, signal) }, signal);
  } catch (error) {
    throw (await ofWholeRobot(deps, error, signal)) ?? toChannelError(error);
  }
}

/** What the refusal of one message says of the whole account; null: no more than of its place. */
async function ofWholeRobot(
  { api, robotCode }: SendDeps,
  error: unknown,
  signal: AbortSignal,
): Promise<ChannelError | null> {
  const refusal = refusalOf(error);
  if (refusal === null || meaningOf(refusal).kind !== 'no-robot') return null;
  const options = { cause: error };
  switch (await askForRobot({ api, robotCode }, signal)) {
    case 'there':
      return null;
    case 'missing':
      return new ChannelError({ kind: 'auth' }, noRobot, options);
    case 'unknown':
      return new ChannelError({ kind: 'transient' }, '钉钉说没有这个机器人，还没问清是哪里的，稍后会再试。', options);
  }
}

/**
 * Says it by the address that came with the message, which needs no permission and can mention the asker; the platform
 * gives no number of it. False: there is none that is good any more, and surely nothing was shown.
 */
async function replied(
  { api, clock }: SendDeps,
  { message: { to, replyTo }, letter }: { message: Outbound; letter: Letter },
  signal: AbortSignal,
): Promise<boolean> {
  if (replyTo === null || letter.kind === 'file') return false;
  // Alone with the bot nobody needs to be mentioned, and what is sent by itself has a number.
  if (to.kind === 'direct' && isStaffId(to.platformId)) return false;
  const on = { place: to.platformId, now: clock.now(), isOwn: api.isOwn };
  const ref = readReplyRef(replyTo.replyRef, on);
  if (ref === null) return false;
  try {
    await api.reply(ref.url, replyOf(letter, to.kind === 'group' ? replyTo.sender : null), signal);
    return true;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null && meaningOf(refusal).kind === 'session-over') return false;
    throw error;
  }
}

async function sampleFor({ api }: SendDeps, letter: Letter, signal: AbortSignal): Promise<Sample> {
  if (letter.kind !== 'file') return sampleOf(letter);
  return fileSample(letter.name, await api.upload(letter, signal));
}

async function post(
  { api, robotCode }: SendDeps,
  { message: { to }, sample }: { message: Outbound; sample: Sample },
  signal: AbortSignal,
): Promise<SendResult> {
  if (to.kind === 'direct' && !isStaffId(to.platformId)) throw gone();
  const [path, target] =
    to.kind === 'group'
      ? (['/v1.0/robot/groupMessages/send', { openConversationId: to.platformId }] as const)
      : (['/v1.0/robot/oToMessages/batchSend', { userIds: [to.platformId] }] as const);
  const answer = sent.safeParse(await api.call(path, { robotCode, ...target, ...sample }, { signal }));
  if (!answer.success) throw new ApiError(path, { refusal: null, mayHaveActed: true, detail: 'unreadable' });
  // The only one it was for.
  if ((answer.data.invalidStaffIdList ?? []).length > 0) throw gone();
  if ((answer.data.flowControlledStaffIdList ?? []).length > 0) throw limited(minuteMs);
  return { platformMessageId: answer.data.processQueryKey ?? null };
}
