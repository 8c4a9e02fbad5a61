import type { Block, ReadDocument } from '../../domain/document.ts';
import { readFrontMatter } from './front-matter.ts';

const longestHeading = 30;
const longestLead = 26;
const sentenceEnd = /[。！？；!?;…]["”』」）)]*$/;
const innerStop = /[。！？；!?;]/;
/** Numbered headings by rank: 第一章, 第一节, 一、, （一）. */
const ranks = [
  /^第[一二三四五六七八九十百零\d]+[章编]/,
  /^第[一二三四五六七八九十百零\d]+节/,
  /^[一二三四五六七八九十]+、/,
  /^[（(][一二三四五六七八九十]+[）)]/,
];

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
  const ownTitle = title === null && isHeading(first) && rankOf(first) === ranks.length && isHeading(second);
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
    blocks.push(...bare.map(({ line }) => ({ section: [], text: line })));
    path = path.filter(keep);
  };
  for (const line of lines) {
    if (isHeading(line)) {
      const rank = rankOf(line);
      close((heading) => outranks(heading, rank));
      path.push({ rank, line, used: false });
      continue;
    }
    const lead = leadOf(line);
    const headings = path.map((heading) => heading.line.replace(/[:：]$/, ''));
    for (const heading of path) heading.used = true;
    blocks.push({ section: lead === null ? headings : [...headings, lead], text: line });
  }
  close(() => false);
  return blocks;
}

/** An unnumbered short line opens a new part of the text, so it keeps nothing above it. */
function outranks(heading: Heading, rank: number): boolean {
  if (rank === ranks.length) return false;
  return heading.rank === ranks.length || heading.rank < rank;
}

function isHeading(line: string): boolean {
  if (line.length > longestHeading || line === '') return false;
  if (/^[（(【[].*[）)】\]]$/.test(line) || /^[-*·•|]/.test(line)) return false;
  if (rankOf(line) < ranks.length) return !innerStop.test(line);
  return (
    !sentenceEnd.test(line) &&
    !innerStop.test(line) &&
    !/[，,、]$/.test(line) &&
    !/[，,]/.test(line) &&
    /\p{Script=Han}/u.test(line)
  );
}

function rankOf(line: string): number {
  const rank = ranks.findIndex((pattern) => pattern.test(line));
  return rank === -1 ? ranks.length : rank;
}

function leadOf(paragraph: string): string | null {
  const end = paragraph.indexOf('。');
  if (end <= 0 || end > longestLead || end === paragraph.length - 1) return null;
  return paragraph.slice(0, end);
}
