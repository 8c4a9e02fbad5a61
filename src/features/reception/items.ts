import type { CaseKind } from '../../domain/case.ts';
import type { Span } from './fold.ts';

const numerals = '一二三四五六七八九十';
const boundary = String.raw`(?<=^|[\s,。;!?:、)】]|建议|意见|如下|分别|\p{Script=Han}(?=第))`;
const thing = '(?:建议|意见|诉求|问题|投诉|想法|需求)';
const after = String.raw`[\s:、,.。是]*`;

/** How people number what they say; the group is the number. The first way that counts from one is taken. */
const markers: readonly RegExp[] = [
  new RegExp(
    `${boundary}${thing}([${numerals}]|\\d{1,2})(?!是)(?:[:、,.。\\s]|$|(?=[^\\d${numerals}条个点]))${after}`,
    'gu',
  ),
  new RegExp(`${boundary}(?:我的)?第?([${numerals}]|\\d{1,2})[条个点]?${thing}${after}`, 'gu'),
  new RegExp(`${boundary}([${numerals}])(?:是|来|则)${after}`, 'gu'),
  new RegExp(`${boundary}第([${numerals}])(?:[条个点](?:是)?|是|[,、:.\\s])${after}`, 'gu'),
  new RegExp(`${boundary}其([${numerals}])(?:是|[,、:\\s])${after}`, 'gu'),
  new RegExp(`\\(([${numerals}]|\\d{1,2})\\)${after}`, 'gu'),
  new RegExp(`${boundary}(\\d{1,2})(?:[.、)](?!\\d)|\\s*:|️?⃣)${after}`, 'gu'),
  new RegExp(`([①②③④⑤⑥⑦⑧⑨])${after}`, 'gu'),
  new RegExp(`${boundary}([${numerals}])[、.]${after}`, 'gu'),
  new RegExp(`${boundary}(首先|其次|再次|然后|最后)[,:是\\s]*`, 'gu'),
];
const words = ['首先', '其次', '再次', '最后'];

/** A new sentence that says outright it is another case: another 建议 after a 建议, or 另外还要投诉. */
const another =
  /(?<=[。;!\n])\s{0,8}(?:(?:另外|此外|还有|再有|同时|还|再就是)[,\s]*(?:我们?)?(?:还|也|再)?(?:想|要)?(?:建议|投诉|举报|反映)|(?:我们?)?(?:还|也|再)?建议(?!书|稿))/gu;

/**
 * `apart`: each says outright that it is a case of its own; points of a list may also be grounds of one complaint.
 * `announced`: nothing but 反映两件事 stands before the first. `kind`: what 建议一 calls them.
 */
export type Items = { items: Span[]; apart: boolean; announced: boolean; kind: CaseKind | null };

/** The marker itself. */
const ending = /(?:第?[一1]|其一|首先|①|\(\s*[一1]\s*\))[\s:、,.。是条个点)]*$/u;
const announces = /^[\s,。:]*(?:[^,。;\n]{0,8}(?:[事点条个]|问题|情况|诉求|意见|如下|反映)[^,。;\n]{0,4}[\s,。:-]*)?$/u;

/** The bodies of several cases in one message; null when it is one. `folded` is read within the span. */
export function splitItems(folded: string, body: Span): Items | null {
  const text = folded.slice(body.start, body.end);
  for (const [at, marker] of markers.entries()) {
    const items = countFromOne([...text.matchAll(marker)], text.length);
    const first = items?.[0];
    if (items === null || first === undefined) continue;
    const before = text.slice(0, first.start).replace(ending, '');
    const kind = at < 2 ? kindNamed(text.slice(0, first.start)) : null;
    return { items: place(body, items), apart: at < 2, announced: announces.test(before), kind };
  }
  const sentences = splitSentences(text);
  return sentences && { items: place(body, sentences), apart: true, announced: true, kind: null };
}

function kindNamed(marked: string): CaseKind | null {
  const named = /(建议|意见|想法)[^建意想诉需]{0,8}$|(诉求|需求)[^建意想诉需]{0,8}$/u.exec(marked);
  if (named === null) return null;
  return named[1] === undefined ? 'demand' : 'suggestion';
}

function countFromOne(matches: readonly RegExpExecArray[], length: number): Span[] | null {
  const chosen: RegExpExecArray[] = [];
  for (const match of matches) if (numberOf(match[1] ?? '', chosen.length) === chosen.length + 1) chosen.push(match);
  if (chosen.length < 2) return null;
  const items = chosen.map((match, at) => ({
    start: match.index + match[0].length,
    end: chosen[at + 1]?.index ?? length,
  }));
  return items.every(({ start, end }) => end - start >= 3) ? items : null;
}

/** `before`: how many were counted; 最后 closes any count. */
function numberOf(text: string, before: number): number {
  if (/^\d+$/u.test(text)) return Number(text);
  if (text === '最后' || text === '然后') return before >= 1 ? before + 1 : 0;
  if (words.includes(text)) return words.indexOf(text) + 1;
  const circled = '①②③④⑤⑥⑦⑧⑨'.indexOf(text);
  return circled >= 0 ? circled + 1 : numerals.indexOf(text) + 1;
}

function splitSentences(text: string): Span[] | null {
  const starts = [...text.matchAll(another)].map(({ index }) => index);
  if (starts.length === 0 || !/建议|投诉|举报|反映/u.test(text.slice(0, starts[0]))) return null;
  const bounds = [0, ...starts, text.length];
  return bounds.slice(0, -1).map((start, at) => ({ start, end: bounds[at + 1] ?? text.length }));
}

function place(body: Span, items: readonly Span[]): Span[] {
  return items.map(({ start, end }) => ({ start: body.start + start, end: body.start + end }));
}
