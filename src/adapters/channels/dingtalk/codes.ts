import { ApiError, type Refusal } from './api-error.ts';

/** What a refusal of the platform means. */
export type Meaning =
  | { kind: 'limited'; waitMs: number }
  /** The application is not known, or its secret is wrong. */
  | { kind: 'account' }
  /** The application may not do this: null = the platform does not name what is missing. */
  | { kind: 'permission'; scopes: readonly string[] }
  /** Calls from this address of the network are refused. */
  | { kind: 'address' }
  | { kind: 'gone' }
  /** The robot is not in this group, or stopped there, or there is no robot at all: the platform has one word for all of it. */
  | { kind: 'no-robot' }
  | { kind: 'too-long' }
  /** The address to reply to is no longer good. */
  | { kind: 'session-over' }
  | { kind: 'unknown' }
  | { kind: 'other' };

const minuteMs = 60_000;
/** Sent too fast into one group: refused for ten minutes. */
const blockedMs = 10 * minuteMs;

const tooFast = /^(?:130101|90018)$|QpsLimit|Throttl|flowControl|TooManyRequests/iu;
const staleToken = /^(?:InvalidAuthentication|40014|42001)$|token\.(?:invalid|notExist)/iu;
const badAccount = /invalidClientIdOrSecret|authFailed|^40089$|^40096$|invalid(?:Client|App)/iu;
const noAddress = /ip\.not\.match|IpNotInWhiteList|^60020$/iu;
const noPermission = /AccessDenied|PermissionDenied|^60011$/iu;
const noRobot = /bot\.stopped|robotCode\.notExi?si?t/iu;
const gone =
  /robot\.oto\.notExist|staffId\.notExist|illegal\.receivers|(?:conversation\w*|group)\.?(?:id)?\.?(?:notExi?si?t|invalid)|openConversationId/iu;
const tooLong = /tooLong|overLength|^460101$/iu;

/** The codes are those of the pages of each interface on https://open.dingtalk.com/document/. */
export function meaningOf({ status, code, scopes }: Refusal): Meaning {
  if (code === '130101') return { kind: 'limited', waitMs: blockedMs };
  if (tooFast.test(code) || status === 429) return { kind: 'limited', waitMs: minuteMs };
  if (code === '300001') return { kind: 'session-over' };
  if (noAddress.test(code)) return { kind: 'address' };
  if (badAccount.test(code) || staleToken.test(code) || status === 401) return { kind: 'account' };
  if (noPermission.test(code) || status === 403) return { kind: 'permission', scopes };
  if (noRobot.test(code)) return { kind: 'no-robot' };
  if (gone.test(code)) return { kind: 'gone' };
  if (tooLong.test(code) || status === 413) return { kind: 'too-long' };
  return status >= 500 ? { kind: 'unknown' } : { kind: 'other' };
}

/** True when another token may help. */
export function isStaleToken(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal !== null && (refusal.status === 401 || staleToken.test(refusal.code));
}

export function refusalOf(error: unknown): Refusal | null {
  return error instanceof ApiError ? error.refusal : null;
}
