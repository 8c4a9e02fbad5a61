import { badRequest } from './telegram-emulator-refusal.ts';

const tags = /<(\/?)([a-z]*)([^>]*)>|<|>/giu;
const known = /^(?:b|strong|i|em|u|s|code|pre|blockquote|a)$/;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The words of a text in the platform's HTML; refuses what it cannot read, with the platform's own sentence. */
export function readHtml(html: string): string {
  const open: string[] = [];
  for (const [found, slash, tag = '', rest = ''] of html.matchAll(tags)) {
    if (slash === undefined || !known.test(tag))
      throw badRequest(`can't parse entities: unsupported start tag "${tag}${rest}" in ${found}`);
    if (slash === '') open.push(tag);
    else if (open.pop() !== tag) throw badRequest(`can't parse entities: unexpected end tag "${tag}"`);
  }
  if (open.length > 0)
    throw badRequest(`can't parse entities: can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return html.replace(tags, '').replace(/&(\w+);/gu, (whole, name: string) => entities[name] ?? whole);
}
