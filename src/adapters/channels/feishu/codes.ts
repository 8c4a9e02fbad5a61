import type { Refusal } from './api-error.ts';

/** The token is not, or no more, one of this app. */
const staleTokens = new Set([99991661, 99991663, 99991664, 99991668, 99991671]);
/** The app, or its secret, is not known, or it is switched off: of the interface, and of the long connection. */
const refusedApps = new Set([10003, 10005, 10012, 10013, 10014, 10015, 99991543, 99991662, 514, 403]);
const limited = new Set([99991400, 230020, 11232, 1000004]);
/** The bot is not in the chat, is not for this person, or the chat is no more. */
const gone = new Set([230002, 230013, 230053, 232009, 232011]);
/** The message that is replied to was called back, is removed, or cannot be replied to. */
const unquotable = new Set([230011, 230110, 230019, 230071, 230072]);

type Coded = Pick<Refusal, 'code' | 'status' | 'message'> | null;

export function isStaleToken(refusal: Coded): boolean {
  return is(staleTokens, refusal);
}

/** True when the app itself is refused. */
export function isRefusedApp(refusal: Coded): boolean {
  return is(refusedApps, refusal) || isStaleToken(refusal);
}

export function isLimited(refusal: Coded): boolean {
  return is(limited, refusal) || refusal?.status === 429;
}

export function isGone(refusal: Coded): boolean {
  return is(gone, refusal) || (refusal?.code === 230001 && /receive_id/iu.test(refusal.message));
}

export function isUnquotable(refusal: Coded): boolean {
  return is(unquotable, refusal) || (refusal?.code === 230001 && /message_id/iu.test(refusal.message));
}

/** The permissions that the platform says are missing, e.g. `im:message`; null when it speaks of something else. */
export function missingScopes(refusal: Coded): string | null {
  if (refusal?.code !== 99991672) return null;
  return /\[([\w:., -]+)\]/u.exec(refusal.message)?.[1] ?? '';
}

function is(codes: ReadonlySet<number>, refusal: Coded): boolean {
  return refusal !== null && refusal.code !== null && codes.has(refusal.code);
}
