const numeral = '[一二三四五六七八九十百零〇两\\d]+';

/** Numbered headings by rank: 第一编, 第一章, 第一节, 一、, （一）. */
const ranks = [
  new RegExp(`^第${numeral}[编篇]`),
  new RegExp(`^第${numeral}章`),
  new RegExp(`^第${numeral}节`),
  /^[一二三四五六七八九十]+[、．.]/,
  /^[（(][一二三四五六七八九十]+[）)]/,
];

const clause = new RegExp(`^第${numeral.replace('百', '百千')}条`);
const longestHeading = 30;
const longestLead = 26;
const stop = /[。！？；!?;]/;

/** Rank of a numbered line, 0 the highest; null when it has no number that ranks. */
export function rankOf(line: string): number | null {
  const rank = ranks.findIndex((pattern) => pattern.test(line));
  return rank === -1 ? null : rank;
}

/** 编, 章 and 节 divide a document; 一、 and （一） may also be items of a list. */
export function isDivision(rank: number): boolean {
  return rank <= 2;
}

/** 第X条 begins a clause; it is text and never a heading. */
export function isClause(line: string): boolean {
  return clause.test(line);
}

/** A numbered line short enough for a heading, and no sentence. */
export function isNumberedHeading(line: string): boolean {
  return line.length <= longestHeading && rankOf(line) !== null && !stop.test(line) && !/[，,、：:]$/.test(line);
}

/** A short line without a stop, as offices set a heading that has no number: 湖南省长沙市. */
export function isPlainHeading(line: string): boolean {
  if (line === '' || line.length > longestHeading || isClause(line) || rankOf(line) !== null) return false;
  if (/^[（(【[].*[）)】\]]$/.test(line) || /^[-*·•|]/.test(line)) return false;
  return !/[。！？；!?;，,]|[…、]["”』」）)]*$/.test(line) && /\p{Script=Han}/u.test(line);
}

/** The short leading sentence of a paragraph: 坚持党建引领。 before what is said of it. */
export function leadOf(paragraph: string): string | null {
  const end = paragraph.indexOf('。');
  if (end <= 0 || end > longestLead || end === paragraph.length - 1) return null;
  return paragraph.slice(0, end);
}
