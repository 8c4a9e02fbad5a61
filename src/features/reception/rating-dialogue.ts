import { z } from 'zod';
import type { Satisfaction } from '../../domain/case.ts';
import type { DialogueKey } from '../../domain/dialogue.ts';
import type { Message } from '../../domain/message.ts';
import type { Records } from '../../ports/store.ts';
import { fold } from './fold.ts';

/** A member was asked how a case ended for them, or, after 不满意, why. */
export type OpenRating = z.infer<typeof schema>;

const schema = z.object({ no: z.string(), wants: z.enum(['rating', 'reason']) });

const dayMs = 24 * 3_600_000;
const lasts = { rating: 14 * dayMs, reason: dayMs };

type Place = Pick<Message, 'conversationId' | 'memberId'>;

function keyOf({ conversationId, memberId }: Place): DialogueKey {
  return { conversationId, memberId, name: 'rating' };
}

/** Takes the place of one that is open: what was asked last is what an answer is to. `at`: epoch ms. */
export async function openRating(
  { dialogues }: Pick<Records, 'dialogues'>,
  { no, at, wants = 'rating', ...place }: Place & { no: string; at: number; wants?: OpenRating['wants'] },
): Promise<void> {
  await dialogues.open(keyOf(place), { no, wants }, at + lasts[wants]);
}

export async function findRating(
  { dialogues }: Pick<Records, 'dialogues'>,
  message: Message,
): Promise<OpenRating | null> {
  const found = schema.safeParse(await dialogues.find(keyOf(message), message.receivedAt));
  return found.success ? found.data : null;
}

export async function closeRating({ dialogues }: Pick<Records, 'dialogues'>, place: Place): Promise<void> {
  await dialogues.close(keyOf(place));
}

/** `no` null = the case that was asked about. */
export type SaidRating = { satisfaction: Satisfaction; no: string | null; reason: string | null };

const number = String.raw`(20\d\d-\d{4,6})`;
const said = new RegExp(
  String.raw`^(?:${number}\s*[,:]?\s*)?(?:(?:我|本人)?(?:对?结果)?(?:很|非常|十分|挺|还)?)?(不太满意|不满意|基本满意|比较满意|满意)(?:了|的|啊|吧)?(?:\s*[,:]?\s*${number})?(?:[\s。.!~]*$|\s*[,:。;]\s*(.+)$)`,
  'su',
);

/** 满意, 基本满意 2026-0001, 不满意，没有人联系我; null for anything else. */
export function readRating(text: string): SaidRating | null {
  const folded = fold(text).trim();
  const [, before, word, after, rest] = said.exec(folded) ?? [];
  if (word === undefined) return null;
  const reason = rest === undefined ? null : text.trim().slice(-rest.length).trim();
  return { satisfaction: satisfactionOf(word), no: before ?? after ?? null, reason: reason === '' ? null : reason };
}

function satisfactionOf(word: string): Satisfaction {
  if (word.startsWith('不')) return 'dissatisfied';
  return word === '满意' ? 'satisfied' : 'fairly';
}
