import type { Hit } from '../../../ports/passage-index.ts';

/** A sentence of a model's answer, and the passages it is held to. */
export type Statement = { text: string; cited: readonly Hit[] };

/** [2], 【2】, [1,3], （段落2）: where a model puts its citations inside the text. */
const mark =
  /\s*(?:[[【](?:段落|资料|来源|passage)?|[（(](?:段落|资料|来源|passage))\s*(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)[\]】)）]/giu;
/** `- `, `1. `, `（一）`, `第一，`: order of a list, not a figure. */
const bullet =
  /^\s*(?:[-*•·▪●]\s*|\d{1,2}[.、)）](?!\d)\s*|[（(][一二三四五六七八九十\d]{1,2}[)）]\s*|[一二三四五六七八九十]{1,2}、\s*|第[一二三四五六七八九十][,，、:：]\s*|[一二三四五六]是(?=\S))/u;

export type ReadReply = { text: string; statements: readonly Statement[] };

/**
 * The text as it would be sent and its statements. A statement with marks is held to what they name, any other to all that
 * the reply cites. Null when a number is cited that no passage has.
 */
export function readReply(
  reply: { answer: string; citations: readonly number[] },
  supplied: ReadonlyMap<number, Hit>,
): ReadReply | null {
  const all = hitsOf(reply.citations, supplied);
  if (all === null) return null;
  const statements: Statement[] = [];
  const lines: string[] = [];
  for (const line of reply.answer.split('\n')) {
    for (const sentence of line.split(/(?<=[。！？!?；;]+)(?![。！？!?；;])/u)) {
      const marked = hitsOf(marksIn(sentence), supplied);
      if (marked === null) return null;
      const text = sentence.replace(mark, '').replace(bullet, '').trim();
      if (/[\p{L}\p{N}]/u.test(text)) statements.push({ text, cited: marked.length > 0 ? marked : all });
    }
    lines.push(line.replace(mark, '').trimEnd());
  }
  return { text: lines.join('\n').trim(), statements };
}

function marksIn(sentence: string): number[] {
  return [...sentence.matchAll(mark)].flatMap(([, numbers = '']) => numbers.split(/[,，、]/u).map(Number));
}

function hitsOf(numbers: readonly number[], supplied: ReadonlyMap<number, Hit>): Hit[] | null {
  const hits = [...new Set(numbers)].map((number) => supplied.get(number));
  const known = hits.filter((hit) => hit !== undefined);
  return known.length === hits.length ? known : null;
}
