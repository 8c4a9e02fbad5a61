import { z } from 'zod';
import { ChannelError, type ChannelFailure } from '../../../ports/channel.ts';

/** The platform counts a minute. */
const tooFastMs = 60_000;

const refusal = z.object({ errcode: z.int(), errmsg: z.string().default('') });

type Meaning = { codes: readonly number[]; failure: ChannelFailure; sentence: string };

/** A reply may come too late, or over a connection that does not know the question. */
const deadHandles: ReadonlySet<number> = new Set([846605, 846608]);

export const refusedAccount =
  '企业微信不认这个机器人（BotID 或 Secret 不对，或机器人被停用），请在管理后台“智能机器人”里核对后更新设置。';

const meanings: readonly Meaning[] = [
  {
    codes: [45009, 45033],
    failure: { kind: 'rate_limited', retryAfterMs: tooFastMs },
    sentence: '企业微信说发得太快了，过一分钟再发。',
  },
  {
    codes: [93006],
    // Until somebody does, it is tried again in growing intervals: the platform tells of nothing that would be heard.
    failure: { kind: 'transient' },
    sentence: '这个会话里还没有人找过机器人，企业微信不让它先开口。请在群里 @ 它说一句话，几分钟内会自动补发。',
  },
  {
    codes: [93000, 93008, 86001, 40003],
    failure: { kind: 'gone' },
    sentence: '机器人已不在这个企业微信会话里，消息没有发出。',
  },
  { codes: [853000, 93019, 93004, 40001, 40013], failure: { kind: 'auth' }, sentence: refusedAccount },
  {
    codes: [45001, 45002, 40006, 40009],
    failure: { kind: 'permanent', reason: 'too_long' },
    sentence: '内容超过了企业微信的上限，没有发出。',
  },
  { codes: [-1], failure: { kind: 'transient' }, sentence: '企业微信暂时忙不过来，消息没有发出，稍后再发。' },
];

/** The code the platform said no with, null when it did not. The library rejects with the frame, which is no `Error`. */
export function codeOf(error: unknown): number | null {
  return refusal.safeParse(error).data?.errcode ?? null;
}

export function isDeadHandle(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && deadHandles.has(code);
}

/** What a failed send means, in a sentence that may be shown. */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  const refused = refusal.safeParse(error).data;
  if (refused !== undefined) return ofRefusal(refused);
  const cause = new Error(String(error instanceof Error ? error.message : error).slice(0, 200));
  if (/not connected/iu.test(cause.message)) return notConnected(cause);
  return new ChannelError({ kind: 'unknown_outcome' }, '发出后没有等到企业微信的回音，不能确定是否送达。', { cause });
}

function ofRefusal({ errcode, errmsg }: z.infer<typeof refusal>): ChannelError {
  const cause = new Error(`${errcode}: ${errmsg.slice(0, 200)}`);
  const meaning = meanings.find(({ codes }) => codes.includes(errcode));
  if (meaning !== undefined) return new ChannelError(meaning.failure, meaning.sentence, { cause });
  const said =
    errmsg
      .split(/[,，]\s*(?:hint|from ip)/iu)[0]
      ?.trim()
      .slice(0, 80) ?? '';
  const failure = { kind: 'permanent', reason: 'bad_request' } as const;
  return new ChannelError(failure, `企业微信不收这条消息（${errcode}${said === '' ? '' : ` ${said}`}）。`, { cause });
}

export function notConnected(cause?: Error): ChannelError {
  return new ChannelError({ kind: 'transient' }, '还没有连上企业微信，消息没有发出，稍后再发。', {
    ...(cause && { cause }),
  });
}

/** An upload shows nothing to anybody, so no failure of it leaves a doubt. */
export function uploadError(error: unknown): ChannelError {
  const { failure, message, cause } = toChannelError(partOf(error));
  if (failure.kind !== 'unknown_outcome') return new ChannelError(failure, message, { cause });
  return new ChannelError({ kind: 'transient' }, '文件没有传到企业微信，消息没有发出，稍后再发。', { cause });
}

/** The library tells the refusal of a part of a file within a text. */
function partOf(error: unknown): unknown {
  const code = error instanceof Error ? /"errcode":(-?\d+)/u.exec(error.message)?.[1] : undefined;
  return code === undefined ? error : { errcode: Number(code) };
}

/** What the platform said when the bot asked to be let in; null when the account is not what is wrong. */
export function refusalOf(error: Error): { sentence: string | null } | null {
  const code = /^Authentication failed: .*\(code: (-?\d+)\)$/su.exec(error.message)?.[1];
  if (code === undefined) return null;
  const meaning = meanings.find(({ codes }) => codes.includes(Number(code)));
  const passes = meaning?.failure.kind === 'rate_limited' || meaning?.failure.kind === 'transient';
  return { sentence: passes ? null : refusedAccount };
}
