/** A run of a passage that can be quoted: `text` is verbatim. */
export type Sentence = { text: string; at: number };

/** Cuts at sentence ends, semicolons and line ends; a list item, a table row or a paragraph never runs into the next one. */
export function sentencesOf(text: string): Sentence[] {
  return [...text.matchAll(/[^。！？!?；;\n]+(?:[。！？!?；;]+["”』」）)]*)?/g)]
    .map((match) => ({ text: match[0].trim(), at: match.index + (match[0].length - match[0].trimStart().length) }))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text) && !isTableRule(sentence.text));
}

/** The line under a Markdown table's head. */
export function isTableRule(line: string): boolean {
  return /^\|?[\s:|-]+\|?$/.test(line);
}

/** Markdown marks are for the page, not for a chat: links, emphasis and table bars become plain words. */
export function plainWords(text: string): string {
  return text
    .replace(/^[-*+]\s+|^#+\s+|^>\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/^\|\s*|\s*\|$/gm, '')
    .replace(/\s*\|\s*/g, '，');
}
