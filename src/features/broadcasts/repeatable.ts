import type { Capabilities } from '../../domain/channel.ts';

type Keys = Pick<Capabilities, 'idempotentSend' | 'idempotentForMs'>;

/** Whether repeating shows nothing twice, however late: what was tried need then not be on record. */
export function knowsKeysForEver({ idempotentSend, idempotentForMs }: Keys): boolean {
  return idempotentSend && idempotentForMs === undefined;
}

/** Whether the platform still knows the key of an attempt that may have been shown; `openSince` null: there was none. */
export function mayRepeat({ idempotentForMs }: Keys, at: { openSince: number | null; now: number }): boolean {
  return at.openSince === null || idempotentForMs === undefined || at.now < at.openSince + idempotentForMs;
}

/** Why nobody repeats it but a person. */
export const forgottenReason = '不知道对方收到没有，平台已不认得这条消息，再发可能重复';
