import { normalise } from '../../base/text.ts';
import { isSingle, visitTerms } from '../../base/terms.ts';
import type { ListItem } from '../../domain/list-item.ts';

/** `score` from 0 to 1: how much of what was asked is in the line; `shared`: words both have, for people. */
export type ListMatch = { item: ListItem; score: number; shared: string[] };

/** Terms of one line, each with the most telling place it stands in. */
type Line = { item: ListItem; terms: ReadonlyMap<number, number>; text: string };

/** What the line is about says more than what is explained of it. */
const weights = { subject: 1, field: 0.8, detail: 0.7, provider: 0.5 } as const;
/** Below it two texts share no more than common words; measured on the labelled demands in `test/fixtures`. */
const leastScore = 0.12;
const mostShared = 5;

/** Words of every demand, which say nothing of what is asked for. */
const commonWords =
  /我们|咱们|公司|企业|单位|协会|商会|希望|想要?|需要|急需|请|帮忙?|帮助|协助|协调|对接|介绍|推荐|一家|一个|一下|有没有|能不能|能否|可以|这边|最近|目前|现在|提供|服务|支持|解决|问题|困难|方面|相关|寻求|寻找|有关|会员/gu;

/** The lines that fit a text, best first; words weigh by how rare they are among the lines. */
export function createListMatcher(items: readonly ListItem[]): (text: string, limit: number) => ListMatch[] {
  const lines = items.map(toLine);
  const counts = new Map<number, number>();
  for (const { terms } of lines) for (const key of terms.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const rarity = (key: number): number => {
    const count = counts.get(key) ?? 0;
    return Math.log(1 + (lines.length - count + 0.5) / (count + 0.5));
  };

  return (text, limit) => {
    const asked = termsOf(telling(text));
    const scored = lines.map((line) => ({ line, score: scoreOf(asked, line, { rarity, counts }) }));
    return scored
      .filter(({ score }) => score >= leastScore)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ line, score }) => ({
        item: line.item,
        score: Math.round(score * 100) / 100,
        shared: sharedWords(telling(text), line.text),
      }));
  };
}

/** What of the asked stands in the line, by rarity; a word that no line has is not asked for here and counts half. */
function scoreOf(
  asked: ReadonlyMap<number, number>,
  { terms }: Line,
  { rarity, counts }: { rarity: (key: number) => number; counts: ReadonlyMap<number, number> },
): number {
  let [found, all, pairs] = [0, 0, 0];
  for (const [key, weight] of asked) {
    const worth = weight * rarity(key) * (counts.has(key) ? 1 : 0.25);
    all += worth;
    const place = terms.get(key);
    if (place === undefined) continue;
    found += worth * place;
    if (!isSingle(key)) pairs += 1;
  }
  return all === 0 || pairs === 0 ? 0 : found / all;
}

function toLine(item: ListItem): Line {
  const terms = new Map<number, number>();
  for (const part of ['subject', 'field', 'detail', 'provider'] as const) {
    for (const key of termsOf(telling(item[part] ?? '')).keys())
      terms.set(key, Math.max(terms.get(key) ?? 0, weights[part]));
  }
  const text = [item.subject, item.field, item.detail, item.provider].filter((one) => one !== null).join('\n');
  return { item, terms, text: telling(text) };
}

function telling(text: string): string {
  return normalise(text).replace(commonWords, ' ');
}

function termsOf(text: string): Map<number, number> {
  const terms = new Map<number, number>();
  visitTerms(text, (key, weight) => terms.set(key, weight));
  return terms;
}

/** The longest stretches of the one that stand in the other. */
function sharedWords(asked: string, text: string): string[] {
  const words: string[] = [];
  for (const run of asked.match(/[\p{Script=Han}]{2,}|[a-z\d]{2,}/gu) ?? []) {
    for (let at = 0; at < run.length - 1; at += 1) {
      let end = at + 2;
      if (!text.includes(run.slice(at, end))) continue;
      while (end < run.length && text.includes(run.slice(at, end + 1))) end += 1;
      words.push(run.slice(at, end));
      at = end - 1;
    }
  }
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).slice(0, mostShared);
}
