import type { Block, ReadDocument } from '../../domain/document.ts';
import { isPlainHeading, leadOf, rankOf } from './clauses.ts';
import { readFrontMatter } from './front-matter.ts';

const longestHeading = 30;
const innerStop = /[。！？；!?;]/;
/** Rank of a heading without a number. */
const unranked = Number.POSITIVE_INFINITY;
/** Plain text has neither pages nor tables. */
const plain = { page: null, tableHead: null };

type Heading = { rank: number; line: string; used: boolean };

/**
 * Plain text as offices write it: a short line without a full stop is a heading (湖南省长沙市), and so is the short
 * leading sentence of a paragraph (坚持党建引领与业务发展融合。), which stays in the text as well.
 */
export async function readPlainText(text: string, name: string): Promise<ReadDocument> {
  const { title, facts, body } = await readFrontMatter(text, name);
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', second = ''] = lines;
  const ownTitle = title === null && isHeading(first) && rankOf(first) === null && isHeading(second);
  return {
    title: title ?? (ownTitle ? first : null),
    facts,
    blocks: readBlocks(ownTitle ? lines.slice(1) : lines),
  };
}

function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let path: Heading[] = [];
  const close = (keep: (heading: Heading) => boolean): void => {
    // A heading with nothing below it is text after all: a signature, a date, a telephone number.
    const bare = path.filter((heading) => !keep(heading) && !heading.used);
    blocks.push(...bare.map(({ line }) => ({ section: [], text: line, ...plain })));
    path = path.filter(keep);
  };
  for (const line of lines) {
    if (isHeading(line)) {
      const rank = rankOf(line) ?? unranked;
      close((heading) => outranks(heading, rank));
      path.push({ rank, line, used: false });
      continue;
    }
    const lead = leadOf(line);
    const headings = path.map((heading) => heading.line.replace(/[:：]$/, ''));
    for (const heading of path) heading.used = true;
    blocks.push({ section: lead === null ? headings : [...headings, lead], text: line, ...plain });
  }
  close(() => false);
  return blocks;
}

/** An unnumbered short line opens a new part of the text, so it keeps nothing above it. */
function outranks(heading: Heading, rank: number): boolean {
  if (rank === unranked) return false;
  return heading.rank === unranked || heading.rank < rank;
}

function isHeading(line: string): boolean {
  if (rankOf(line) === null) return isPlainHeading(line);
  return line.length <= longestHeading && !innerStop.test(line);
}
