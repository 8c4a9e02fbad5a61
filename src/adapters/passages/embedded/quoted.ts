const opening = '《〈「『“"【';
const closing = '》〉」』”"】';
const inMarks = new RegExp(`[${opening}]([^${opening}${closing}\\n]{1,60})[${closing}]`, 'g');

/** What a question puts into 《》 or quotation marks, each once. */
export function quotedIn(question: string): string[] {
  return [...new Set([...question.matchAll(inMarks)].map(([, name = '']) => name))];
}

/** Share of the names that a piece has in marks too, of whatever kind, or that stand above it. 0 when there are none. */
export function shareQuoted(names: readonly string[], of: { title: string; section: string; text: string }): number {
  if (names.length === 0) return 0;
  const found = names.filter((name) => name === of.title || name === of.section || isMarked(of.text, name));
  return found.length / names.length;
}

/** 《光学》 is no word of 光学仪器. A title may go on in brackets: 《办法(试行)》. */
function isMarked(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const after = text.charAt(at + name.length);
    if (at > 0 && opening.includes(text.charAt(at - 1)) && after !== '' && `${closing}(`.includes(after)) return true;
  }
  return false;
}
