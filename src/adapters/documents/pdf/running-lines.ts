import type { Line } from './lines.ts';

type PagedLines = { height: number; lines: Line[] };

/** Part of a page at its top and bottom where running heads and page numbers stand. */
const margin = 0.12;
/** Heads of left and right pages may differ, and the first page has none. */
const leastShare = 0.4;
const pageNumber = /^(?:[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–·\s]*)$/;

/** Takes away what stands at the same place of most pages, and page numbers. */
export function withoutRunningLines<Page extends PagedLines>(pages: readonly Page[]): Page[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set(marginLines(page).map((line) => keyOf(line))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const least = Math.max(2, pages.length * leastShare);
  return pages.map((page) => {
    const running = new Set(
      marginLines(page).filter((line) => pageNumber.test(line.text) || (counts.get(keyOf(line)) ?? 0) >= least),
    );
    return { ...page, lines: page.lines.filter((line) => !running.has(line)) };
  });
}

function marginLines({ height, lines }: PagedLines): Line[] {
  return lines.filter(({ top, bottom }) => bottom < height * margin || top > height * (1 - margin));
}

/** Digits differ from page to page; the place may by a few points. */
function keyOf({ text, bottom }: Line): string {
  return `${Math.round(bottom / 8)} ${text.replace(/\d+/g, '#')}`;
}
