const shownLength = 16;

/** The beginning of a text in one line, to tell it from others by. */
export function shorten(text: string): string {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim());
  return characters.length <= shownLength ? characters.join('') : `${characters.slice(0, shownLength).join('')}…`;
}
