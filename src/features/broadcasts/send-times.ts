import type { MessageBody } from './messages-of.ts';

/** How long a send may take before its outcome counts as unknown. */
export type SendTimes = { usualMs: number; slowestBytesPerSecond: number };

/** Four uploads at once (`sender.ts`) on a line of one megabit a second, which offices have. */
export const usualTimes: SendTimes = { usualMs: 20_000, slowestBytesPerSecond: 32 * 1024 };

/** A file takes as long as its bytes need on the slowest line beyond what every message takes. */
export function timeoutOf(body: MessageBody, { usualMs, slowestBytesPerSecond }: SendTimes): number {
  if (body.kind !== 'file') return usualMs;
  return usualMs + Math.ceil((body.bytes.byteLength / slowestBytesPerSecond) * 1_000);
}
