import { z } from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import { ApiError, beforeActing } from './api-error.ts';
import { unlessAborted } from './waiting.ts';

/** The key to all calls but the stream's, kept for as long as it lasts. */
export type AccessToken = {
  /** Throws an `ApiError`: nothing has happened then. */
  get(signal: AbortSignal): Promise<string>;
  /** It was refused: the next `get` fetches another, unless somebody has done so already. */
  drop(token: string): void;
};

const shape = z.object({ accessToken: z.string().min(1), expireIn: z.number() });
/** Clocks differ, and calls take time. */
const earlyMs = 5 * 60_000;

export function createAccessToken({ fetch, clock }: { fetch: () => Promise<unknown>; clock: Clock }): AccessToken {
  let held: { token: string; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const read = shape.safeParse(await fetch());
    if (!read.success) throw new ApiError('token', { refusal: null, mayHaveActed: false, detail: 'unreadable' });
    const { accessToken: token, expireIn } = read.data;
    const lastsMs = expireIn * 1000;
    held = { token, until: clock.now() + Math.max(lastsMs / 2, lastsMs - earlyMs) };
    return token;
  }

  return {
    async get(signal) {
      if (held !== null && clock.now() < held.until) return held.token;
      fetching ??= renew().finally(() => (fetching = null));
      try {
        return await unlessAborted(fetching, signal);
      } catch (error) {
        if (error instanceof ApiError) throw beforeActing(error);
        throw new ApiError('token', { refusal: null, mayHaveActed: false, detail: 'given up' });
      }
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}
