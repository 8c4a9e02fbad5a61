import { createHash } from 'node:crypto';
import { networkOf } from '../../base/network.ts';
import type { TryLimit } from '../../ports/sign-in-tries.ts';

const [firstWaitMs, longestWaitMs] = [30_000, 15 * 60_000];
/** Wrong passwords that cost nothing: people mistype, and an office shares one address. */
const free = { account: 5, address: 20 };
/** Whoever tries nothing for so long begins anew. */
export const forgetTriesMs = 24 * 3_600_000;

/** Written names count whether there is such an account or not, or the wait would tell. */
export function accountLimit(name: string): TryLimit {
  return { key: accountKey(name), waitAfter: (tries) => waitAfter(tries, free.account) };
}

export function addressLimit(address: string): TryLimit {
  return { key: addressKey(address), waitAfter: (tries) => waitAfter(tries, free.address) };
}

/** An office that gets a new code mistypes it together. */
export function inviteLimit(address: string): TryLimit {
  return { key: `invite/${networkOf(address)}`, waitAfter: (tries) => waitAfter(tries, free.address) };
}

export function accountKey(name: string): string {
  return `account/${createHash('sha256').update(name).digest('base64url')}`;
}

export function addressKey(address: string): string {
  return `address/${networkOf(address)}`;
}

function waitAfter(tries: number, free: number): number {
  return tries < free ? 0 : Math.min(firstWaitMs * 2 ** Math.min(tries - free, 20), longestWaitMs);
}
