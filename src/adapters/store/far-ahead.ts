/**
 * No lease and no wait is as long as this, milliseconds: what is further ahead was written by a clock that went wrong,
 * or in a rehearsal, by somebody who is gone, and must not stop work until then.
 */
export const FAR_AHEAD_MS = 6 * 3_600_000;
