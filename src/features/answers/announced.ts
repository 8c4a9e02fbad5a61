/** Marks at the head of a line, the highest first: 第X章, 一、, （一）, 1., （1）, ①, 一是. */
const marks = [
  /^第[一二三四五六七八九十百\d]+[章编]/u,
  /^第[一二三四五六七八九十百\d]+[条节]/u,
  /^[一二三四五六七八九十]+[、.．]/u,
  /^[（(][一二三四五六七八九十]+[）)]/u,
  /^\d+[、.．](?!\d)/u,
  /^[（(]\d+[）)]|^\d+[）)]/u,
  /^[①-⑳]/u,
  /^(?:[一二三四五六七八九]是|第[一二三四五六七八九][,，、]|其[一二三四五六][,，、是]|首先|其次|再次|最后)/u,
  /^(?:[-*+•·◆●]\s?|\|)/u,
];

/** Characters of a heading that stands for what is below it. */
const longestHeading = 40;
/** Characters quoted of what a sentence announces. */
const mostAnnounced = 600;
/** Characters that may follow a heading on its own line before they are what it announces. */
const aloneWith = 60;
/** Lines quoted where what is announced is no list. */
const plainLines = 2;

/** The place of a line's mark in the order of marks, `marks.length` for a line without one. */
function levelOf(line: string): number {
  const level = marks.findIndex((mark) => mark.test(line.trim()));
  return level === -1 ? marks.length : level;
}

/** A question, a heading, 通知如下：: a sentence that says nothing without what stands below it. */
export function announces(text: string): boolean {
  return /[：:？?]$|(?:如下|下列|以下)[^，,。]{0,8}[。：:]?$|见下表/u.test(text) || isHeading(text);
}

function isHeading(text: string): boolean {
  const level = levelOf(text);
  return level < 5 && text.length <= longestHeading && !/[，,；;]/u.test(text);
}

/** The sentence at `at` with what it announces: the rest of its line, then lines down to the next of its own kind. */
export function withAnnounced(passage: string, { at, text }: { at: number; text: string }): string {
  const [own = '', ...lines] = passage.slice(at).split(/(?<=\n)/u);
  const isAlone = own.trim().length - text.length < aloneWith;
  return joined([own, ...(isAlone ? belongingTo(text, lines) : [])]);
}

/** The same, where it begins in the next passage; "" when nothing of it does. */
export function announcedIn(next: string, text: string): string {
  const lines = next.split(/(?<=\n)/u);
  const belonging = isHeading(text) && levelOf(lines[0] ?? '') <= levelOf(text) ? [] : belongingTo(text, lines);
  return joined(belonging);
}

function joined([first = '', ...lines]: readonly string[]): string {
  let whole = first;
  for (const line of lines) {
    if (whole.length + line.length > mostAnnounced) break;
    whole += line;
  }
  return shortened(whole.trimEnd());
}

/** Below a heading or a question all down to the next; elsewhere a list, or a few lines. */
function belongingTo(text: string, lines: readonly string[]): readonly string[] {
  const own = levelOf(text);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (own < marks.length || /[？?]$/u.test(text)) {
    const end = lines.findIndex((line) => levelOf(line) <= own && levelOf(line) < marks.length);
    return own === marks.length ? lines.slice(0, first + plainLines) : lines.slice(0, end === -1 ? lines.length : end);
  }
  const level = levelOf(lines[first] ?? '');
  if (level === marks.length) return lines.slice(0, first + plainLines);
  const end = lines.findIndex((line, index) => index > first && line.trim() !== '' && levelOf(line) < level);
  const plain = lines.findIndex((line, index) => index > first && line.trim() !== '' && levelOf(line) === marks.length);
  return lines.slice(0, Math.min(...[end, plain, lines.length].filter((index) => index !== -1)));
}

/** Whole sentences of what is too long for a chat. */
function shortened(text: string): string {
  if (text.length <= mostAnnounced) return text;
  const end = text.slice(0, mostAnnounced).search(/[。！？；;\n][^。！？；;\n]*$/u);
  return end === -1 ? text : text.slice(0, end + 1);
}
