import { setImmediate } from 'node:timers/promises';
import { visitTerms } from '../../base/terms.ts';
import { normalise } from '../../base/text.ts';
import type { Case } from '../../domain/case.ts';

/** What is held against each other. */
export type Said = Pick<Case, 'no' | 'kind' | 'content' | 'expectation' | 'organization'>;

/** `score` 0..1; `reason`: why a person may take the two for one, in one sentence. */
export type Likeness = { no: string; score: number; reason: string };

/**
 * From this score two are shown, the most alike first. Chosen on one half of test/fixtures/case-duplicates.jsonl so that
 * nothing that means the same is left out: a person looks, and a wrong one costs them a glance.
 */
export const alikeFrom = 0.12;
const shown = 10;

/** Said by people in every second case, whatever it is about. */
const manner =
  /会员单位|建议|希望|请|协会|商会|公司|一个|最好|能否|能不能|可以|我们|你们|反映|投诉|诉求|求助|尽快|解决|有关|相关|处理|一下|贵会|领导|谢谢|的|了|吗/gu;

/** Characters that are looked at in one turn of the event loop: a few milliseconds, on a busy machine too. */
const perTurn = 3_000;

/** A text by its terms, each with the weight of its kind. */
type Terms = ReadonlyMap<number, number>;
type Idf = (key: number) => number;

/**
 * The open cases that read like one; rare words count more than those many share (idf over all of them). Whatever else
 * waits has its turn in between.
 */
export async function findAlike(one: Said, others: readonly Said[]): Promise<Likeness[]> {
  const rest = others.filter(({ no }) => no !== one.no);
  const own = termsOf(one);
  const theirs = await eachInTurns(rest, termsOf);
  const idf = await weighBy([own, ...theirs]);
  const likeness = createLikeness(own, idf);
  let place = 0;
  const scored = await eachInTurns(rest, (other) => {
    const score = likeness(theirs[place++] ?? new Map()) * nearness(one, other);
    return { other, score };
  });
  const best = scored
    .filter(({ score }) => score >= alikeFrom)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown);
  return eachInTurns(
    best.map(({ other, score }) => ({ ...other, score })),
    ({ score, ...other }) => ({
      no: other.no,
      score: Math.round(Math.min(1, score) * 100) / 100,
      reason: reasonOf(one, other),
    }),
  );
}

async function eachInTurns<T extends Pick<Said, 'content' | 'expectation'>, R>(
  cases: readonly T[],
  work: (one: T) => R,
): Promise<R[]> {
  const done: R[] = [];
  let characters = 0;
  for (const one of cases) {
    characters += one.content.length + (one.expectation?.length ?? 0);
    if (characters >= perTurn) {
      characters = 0;
      await setImmediate();
    }
    done.push(work(one));
  }
  return done;
}

function termsOf({ content, expectation }: Said): Terms {
  const counts = new Map<number, number>();
  visitTerms(matter(`${content}\n${expectation ?? ''}`), (key, weight) =>
    counts.set(key, Math.max(counts.get(key) ?? 0, weight)),
  );
  return counts;
}

/** What it is about, without what people say in every second case. */
function matter(text: string): string {
  return normalise(text).replace(manner, ' ');
}

async function weighBy(texts: readonly Terms[]): Promise<Idf> {
  const holders = new Map<number, number>();
  let counted = 0;
  for (const terms of texts) {
    for (const key of terms.keys()) holders.set(key, (holders.get(key) ?? 0) + 1);
    counted += terms.size;
    if (counted < perTurn) continue;
    counted = 0;
    await setImmediate();
  }
  // With few cases open nothing is rare yet: half a case more on either side keeps the weights apart.
  return (key) => Math.log(1 + (texts.length + 1) / ((holders.get(key) ?? 0) + 0.5));
}

/** Cosine with one text. */
function createLikeness(own: Terms, idf: Idf): (other: Terms) => number {
  const weighed = new Map([...own].map(([key, weight]) => [key, weight * idf(key)]));
  const length = Math.hypot(...weighed.values());
  return (other) => {
    let [sum, square] = [0, 0];
    for (const [key, weight] of other) {
      const value = weight * idf(key);
      square += value * value;
      sum += value * (weighed.get(key) ?? 0);
    }
    return sum === 0 ? 0 : sum / (length * Math.sqrt(square));
  };
}

/** The same organization speaks for it, another one a little against; a kind apart as well. */
function nearness(one: Said, other: Said): number {
  const organization = sameOrganization(one, other);
  return (organization === null ? 1 : organization ? 1.15 : 0.95) * (one.kind === other.kind ? 1 : 0.9);
}

/** Null: one of them names none. */
function sameOrganization(one: Said, other: Said): boolean | null {
  if (one.organization === null || other.organization === null) return null;
  return normalise(one.organization) === normalise(other.organization);
}

function reasonOf(one: Said, other: Said): string {
  const common = commonPieces(one, other).map((piece) => `“${piece}”`);
  const parts = common.length === 0 ? ['用词相近'] : [`都提到${common.join('、')}`];
  if (sameOrganization(one, other) === true) parts.push('同一单位');
  if (one.kind === other.kind) parts.push('同一类别');
  return parts.join('，');
}

const shortestPiece = 2;
const pieces = 3;

/** The longest pieces both hold, none inside another. */
function commonPieces(one: Said, other: Said): string[] {
  const text = matter(one.content);
  const against = matter(other.content);
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = commonAt(text, at, against);
    if (length >= shortestPiece) found.push(text.slice(at, at + length).trim());
    at += Math.max(1, length);
  }
  return [...new Set(found)]
    .filter((piece) => piece.length >= shortestPiece)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, pieces);
}

function commonAt(text: string, at: number, against: string): number {
  let length = 0;
  while (at + length < text.length && /[\p{L}\p{N}]/u.test(text.charAt(at + length))) {
    if (!against.includes(text.slice(at, at + length + 1))) break;
    length += 1;
  }
  return length;
}
