import type { DocumentContent } from '../../../domain/document.ts';
import { normalise } from '../../../base/text.ts';

/** What stands above a passage and is found with it: title and section, normalised. */
export type Head = { title: string; section: string };

/** Remembers the last head, because passages come in order and share it. */
export function createHeadReader(): (content: DocumentContent, passage: number) => Head {
  let last = { title: '', section: '', head: { title: '', section: '' } };
  return ({ document, passages }, passage) => {
    const section = passages[passage]?.section ?? '';
    if (last.title !== document.title || last.section !== section) {
      const head = { title: normalise(document.title), section: normalise(section) };
      last = { title: document.title, section, head };
    }
    return last.head;
  };
}
