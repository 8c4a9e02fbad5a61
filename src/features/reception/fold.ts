/** A piece of a text, by UTF-16 offsets. */
export type Span = { start: number; end: number };

const traditional =
  '議訴會協電話號聯繫單請問題嗎麼樣費強機構據報進條個們這業務導對應時間開關於經處後無與為實訓練廠錢亂糾紛調貨過還學歡謝';
const simplified =
  '议诉会协电话号联系单请问题吗么样费强机构据报进条个们这业务导对应时间开关于经处后无与为实训练厂钱乱纠纷调货过还学欢谢';
const plain = new Map(Array.from(traditional, (letter, at) => [letter, simplified.charAt(at)]));
const blank = /[\u00a0\u2002-\u200a\u3000]/u;
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/u;
/** Stands for a mark nobody sees: no space, so that it is kept at the ends of what is cut. */
const mark = '\uE001';
const dash = /[\u2010-\u2015\u2212\uff0d]/u;

/**
 * The text as rules read it: half-width, small letters, simplified.
 *
 * Every UTF-16 unit stays where it was, so what a rule finds can be cut verbatim from the original.
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text.charAt(at));
  return folded;
}

function foldUnit(unit: string): string {
  if (unit < '\u0080') return unit.toLowerCase();
  if (dash.test(unit)) return '-';
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (unseen.test(unit)) return mark;
  return blank.test(unit) ? ' ' : (plain.get(unit) ?? unit);
}

/** The span without spaces and separators at its ends; a full stop at the end stays. */
export function trimSpan(folded: string, { start, end }: Span): Span {
  const piece = folded.slice(start, end);
  const left = /^(?:[\s,。;:、|]|-{2,})*/u.exec(piece)?.[0].length ?? 0;
  const right = /(?:[\s,;:、|]|-{2,})*$/u.exec(piece.slice(left))?.[0].length ?? 0;
  return { start: start + left, end: end - right };
}

/** Where group 1 of a pattern (flags d and g) stands, every time. */
export function findGroup(folded: string, pattern: RegExp): Span[] {
  return [...folded.matchAll(pattern)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? [0, 0];
    return end > start ? [{ start, end }] : [];
  });
}
