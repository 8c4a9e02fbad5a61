import type { Block } from '../../domain/document.ts';
import { isCaption, mostCaptions } from './captions.ts';
import { isClause, isDivision, isNumberedHeading, isPlainHeading, leadOf, rankOf } from './clauses.ts';
import type { Part } from './parts.ts';
import { createSections, type Sections } from './sections.ts';
import { tableRuns } from './table-rows.ts';

/** Numbered headings rank below the styled ones of the file. */
const numberedLevel = 10;
/** A line of a table of contents: dots and a page number. */
const contentsLine = /[.…·．。]\s*(?:[.…·．。]\s*){3,}\d{1,4}$/;

/** Above numbered headings: a line that only looks like a heading opens a new part of the text. */
const plainLevel = 9;
/** With fewer numbered headings a text is not divided by them. */
const fewestNumbered = 2;

/**
 * Headings, styled or numbered (第X章, 第X节, 一、, （一）), become the section path of what is below them. Below a clause
 * (第X条) 一、 and （一） number its items and divide nothing. A text with neither is divided as plain text is: by short
 * lines without a stop, and by the short leading sentences of its paragraphs.
 */
export function toBlocks(parts: readonly Part[]): Block[] {
  const sections = createSections();
  const isPlain = !hasHeadings(parts);
  let inClause = false;
  for (const part of parts) {
    if (part.kind === 'table') {
      addTable(sections, part);
      continue;
    }
    if (part.kind === 'heading') sections.open(part);
    else if (!contentsLine.test(part.text)) addText(sections, { ...part, inClause, isPlain });
    const rank = rankOf(part.text);
    if (part.kind === 'heading' || (rank !== null && isDivision(rank))) inClause = false;
    if (isClause(part.text)) inClause = true;
  }
  return sections.finish();
}

function hasHeadings(parts: readonly Part[]): boolean {
  const numbered = parts.filter(
    (part) => part.kind === 'text' && (isNumberedHeading(part.text) || isClause(part.text)),
  );
  return numbered.length >= fewestNumbered || parts.some(({ kind }) => kind === 'heading');
}

type Text = { text: string; page: number | null; inClause: boolean; isPlain: boolean };

function addText(sections: Sections, { text, page, inClause, isPlain }: Text): void {
  const rank = rankOf(text);
  const lead = leadOf(text);
  const block = { text, page, tableHead: null };
  if (rank !== null && !(inClause && !isDivision(rank))) {
    const level = numberedLevel + rank;
    if (isNumberedHeading(text)) return sections.open({ level, text, page });
    if (lead !== null) sections.open({ level, text: lead, page });
  } else if (isPlain) {
    if (isPlainHeading(text) && !isCaption(text)) return sections.open({ level: plainLevel, text, page });
    return sections.add(block, lead);
  }
  sections.add(block);
}

function addTable(sections: Sections, { table, page }: Extract<Part, { kind: 'table' }>): void {
  const runs = tableRuns(table);
  const captions = runs.some(({ isText }) => !isText) ? takeCaptions(sections) : [];
  for (const { head, isText, lines } of runs) {
    if (isText) for (const text of lines) addText(sections, { text, page, inClause: false, isPlain: false });
    else {
      const tableHead = [...captions, ...(head === null ? [] : [head])].join('\n') || null;
      sections.add({ text: lines.join('\n'), page, tableHead });
    }
  }
}

function takeCaptions(sections: Sections): string[] {
  const captions: string[] = [];
  while (captions.length < mostCaptions) {
    const taken = sections.takeBack(({ text, tableHead }) => tableHead === null && isCaption(text));
    if (!taken) break;
    captions.unshift(taken.text);
  }
  return captions;
}
