import type { Block } from '../../domain/document.ts';

export type Heading = { level: number; text: string; page: number | null };

/** Gathers blocks under the path of the headings open above them. */
export type Sections = {
  /** Closes headings of its level and below, and opens this one. */
  open(heading: Heading): void;
  /** `lead` ends the path of this block alone. */
  add(block: Omit<Block, 'section'>, lead?: string | null): void;
  /** Takes back the last block of the section that is open, when `wanted` says so. */
  takeBack(wanted: (block: Block) => boolean): Block | null;
  /** Closes all headings. */
  finish(): Block[];
};

export function createSections(): Sections {
  const blocks: Block[] = [];
  let path: (Heading & { used: boolean })[] = [];
  const section = (): string[] => path.map(({ text }) => text.replace(/[:：]$/, ''));

  /** A heading with nothing below it is text after all: a signature, an item of a list. */
  function close(level: number): void {
    const closed = path.filter((heading) => heading.level >= level && !heading.used);
    path = path.filter((heading) => heading.level < level);
    blocks.push(...closed.map(({ text, page }) => ({ section: section(), text, page, tableHead: null })));
  }

  return {
    open(heading) {
      close(heading.level);
      path.push({ ...heading, used: false });
    },
    add(block, lead = null) {
      for (const heading of path) heading.used = true;
      blocks.push({ section: lead === null ? section() : [...section(), lead], ...block });
    },
    takeBack(wanted) {
      const last = blocks.at(-1);
      if (!last || last.section.join('\n') !== section().join('\n') || !wanted(last)) return null;
      return blocks.pop() ?? null;
    },
    finish() {
      close(0);
      return blocks;
    },
  };
}
