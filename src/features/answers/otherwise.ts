import type { Evidence } from './evidence.ts';
import type { Question } from './question.ts';

/** Characters in which two sentences may differ, and that they must have in common. */
const longestDifference = 6;
const leastCommon = 6;
const commonShare = 0.6;

/**
 * Two documents that say the same but for one name, one place or a 不: 会长为刘明 and 会长为陈刚. Figures have rules of
 * their own.
 */
export function saysOtherwise(question: Question, best: Evidence, other: Evidence): boolean {
  if (!['who', 'where', 'whether'].includes(question.want)) return false;
  if (best.hit.document.id === other.hit.document.id) return false;
  if (best.sentence.cells !== null || other.sentence.cells !== null) return false;
  const [one, two] = differenceOf(bare(best), bare(other));
  if (one === null || two === null || one === two) return false;
  // What the question names is what it asks about: the other sentence is about something else.
  if (question.want !== 'whether' && [one, two].some((word) => word !== '' && question.text.includes(word)))
    return false;
  if (one === '' || two === '') return /^(?:不|未|没有?|无须|不得|禁止)$/u.test(one + two);
  return !/\d/.test(one + two);
}

function bare({ sentence }: Evidence): string {
  return sentence.normal.replace(/[\p{P}\s]+$/u, '');
}

/** What stands between the common head and the common tail; nulls where they have too little in common. */
function differenceOf(a: string, b: string): readonly [string, string] | readonly [null, null] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const common = head + tail;
  const longer = Math.max(a.length, b.length);
  if (common < leastCommon || common < longer * commonShare || longer - common > longestDifference) return [null, null];
  return [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
}
