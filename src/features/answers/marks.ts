import { readNumeral } from '../../base/numerals.ts';
import type { Question } from './question.ts';
import type { Surroundings } from './scope.ts';

/**
 * What singles out one of several like things: 第6期, C区, 第12号简报, 全年, 非会员. A sentence about another one is
 * no answer, however much else it shares with the question; one that names none speaks of what stands around it.
 */
export function isOfSameMark(question: Question, texts: Surroundings): boolean {
  const asked = foldOrdinals(question.text);
  const sentence = foldOrdinals(texts.sentence);
  const around = foldOrdinals(`${texts.above} ${texts.before} ${texts.passage}`);
  const marks = asked.match(mark) ?? [];
  return (
    marks.every((one) => isMarked(one, sentence, around)) &&
    isOfSameSpan(asked, sentence) &&
    isOfSameSide(asked, sentence) &&
    isOfSameRank(asked, sentence) &&
    hasAttribute(question, texts) &&
    hasFigureOfKind(question, texts.sentence)
  );
}

/** A number or letter with what is counted by it; 号 also with the kind of paper, or of room (3号会议室, not 3号开会). */
const mark =
  /第\d+(?:[期季批轮版组区]|号(?:\p{Script=Han}{2})?)|(?<![第月\d])\d+号(?:[楼馆厅线门库车窗室院]|会议|教室|展|宿舍|仓)|(?<![a-z])[a-z][区座栋楼类级组档型馆]/gu;

function isMarked(asked: string, sentence: string, around: string): boolean {
  if (sentence.includes(asked)) return true;
  const kind = asked.replace(/^第\d+号?|^[a-z]/u, '');
  const others = (sentence.match(mark) ?? []).filter((one) => one.includes('号') === asked.includes('号'));
  const isOther = asked.includes('号') ? others.length > 0 : others.some((one) => one.endsWith(kind));
  return !isOther && around.includes(asked);
}

const numerals = '一二三四五六七八九十';

/** 第六期 and 第6期, 第十二期 and 第12期. */
function foldOrdinals(text: string): string {
  return text.replace(/第([一二三四五六七八九十]+)/gu, (_, run: string) => {
    const number = run.length === 1 ? `${numerals.indexOf(run) + 1}` : readNumeral(run);
    return `第${number ?? run}`;
  });
}

/** What holds for half a year says nothing of all of it. */
function isOfSameSpan(asked: string, sentence: string): boolean {
  return !/全年|整年/.test(asked) || /全年|整年|年度/.test(sentence) || !/[上下]半年|[一二三四1-4]季度/.test(sentence);
}

const noSide = /^非(?:常|公|遗|法|凡|但|物质|营利|盈利|政府|要|得|同)/u;

/** 非会员 is not 会员. */
function isOfSameSide(asked: string, sentence: string): boolean {
  const sides = (asked.match(/非\p{Script=Han}{2}/gu) ?? []).filter((side) => !noSide.test(side));
  return sides.every((side) => sentence.includes(side) || !sentence.includes(side.slice(1)));
}

const most = '最(?:多|少|大|小|高|低|早|晚|快|慢|好|差|长|短|贵|强)';
const one = '(?:哪(?!一?[天年月日])|谁)';
const asksRank = new RegExp(`${most}的?(?:是|为)?${one}|${one}.{0,16}${most}$`, 'u');

/** 最多的是哪个: what is said of one of them, or of all together, does not rank them. */
function isOfSameRank(asked: string, sentence: string): boolean {
  return !asksRank.test(asked) || /最|首|第1|居前|领先|排名|名列|冠/u.test(sentence);
}

const attribute = /(\p{Script=Han}[费金款额率价税数贴酬])(?:是|为|要交?|交|收)?多少(?:钱|元|万元)?$/u;

/** 年会费多少 wants a sum of that: the noun before 多少 stands with the figure, not somewhere in the passage. */
function hasAttribute(question: Question, { sentence, above, before }: Surroundings): boolean {
  const [, noun] = attribute.exec(question.text) ?? [];
  if (noun === undefined || question.want !== 'number') return true;
  const near = `${sentence} ${above} ${before}`;
  if (near.includes(noun)) return true;
  return question.spans.some(
    ({ text, alternatives }) =>
      text.includes(noun) && alternatives.some(({ words }) => words.some((word) => near.includes(word))),
  );
}

/** Whether it is 500条 is told by a sentence that says how many 条, not by one that says nothing of it. */
function hasFigureOfKind({ want, text }: Question, sentence: string): boolean {
  if (want !== 'whether') return true;
  const kinds = [...text.matchAll(/(?<![第\d.])\d+(?:\.\d+)?(?:余|多)?([%\p{Script=Han}])/gu)].map(
    ([, kind = '']) => kind,
  );
  return kinds.every((kind) => new RegExp(`\\d(?:余|多)?(?:[万千百]?)${kind}`, 'u').test(sentence));
}
