import { z } from 'zod';
import type { Callback } from './callback.ts';

/**
 * Where a reply to a message can be said until when. It lies with the message in the store: whoever has it can write
 * into that one conversation, for an hour and a half, which is less than whoever reads the store has anyway. It is good
 * for its conversation only, and is called only where it belongs to the platform.
 */
export type ReplyRef = { place: string; until: number; url: URL };

const shape = z.object({ place: z.string(), until: z.number(), url: z.url() });
/** Clocks differ, and a reply may wait for its turn. */
const earlyMs = 5 * 60_000;

/** Null: it came with none that can be used. `place`: the conversation as the platform's id. */
export function writeReplyRef(
  { sessionWebhook: url, sessionWebhookExpiredTime: until }: Callback,
  { place, isOwn }: { place: string; isOwn: (url: URL) => boolean },
): string | null {
  if (!URL.canParse(url) || !isOwn(new URL(url)) || until <= 0) return null;
  return JSON.stringify({ place, until, url });
}

/** Null where it is over, of another conversation, or not of the platform. */
export function readReplyRef(
  written: string | null,
  { place, now, isOwn }: { place: string; now: number; isOwn: (url: URL) => boolean },
): ReplyRef | null {
  const read = parse(written);
  if (read === null || read.place !== place || now > read.until - earlyMs) return null;
  const url = new URL(read.url);
  return isOwn(url) ? { ...read, url } : null;
}

function parse(written: string | null): z.infer<typeof shape> | null {
  try {
    return shape.safeParse(JSON.parse(written ?? '')).data ?? null;
  } catch {
    return null;
  }
}
