import type { Question } from './question.ts';

/** A day or a year by its number; where only the time is asked for, a rhythm will do. */
const dated = /\d{4}年|\d{1,2}月|\d{4}-\d{2}-\d{2}|\d+年/;
const date = /\d{4}年|\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}|每[年月周日天季]|周[一二三四五六日]|\d+年/;

/** Could the sentence be an answer of the kind that is asked for: a number of just these things, a date, a name? */
export function isOfKind(question: Question, sentence: string): boolean {
  if (question.want === 'date') return (/哪|几/.test(question.text) ? dated : date).test(sentence);
  const role = asksForPerson.exec(question.text)?.[1];
  if (role !== undefined) return hasPerson(role, sentence);
  if (question.want !== 'number') return !asksOnlyCommon(question);
  // A figure that the question gave is not its answer.
  const rest = question.figures.reduce((text, figure) => text.replaceAll(figure, ' '), sentence);
  return hasMeasured(question.measure, rest) && (!asksOnlyCommon(question) || countsIt(question, rest));
}

/** Nothing but common words: whatever sentence has them would seem to answer. */
function asksOnlyCommon(question: Question): boolean {
  return question.figures.length === 0 && !question.spans.some(({ weights }) => weights.includes(1));
}

/** The sentence counts just what is asked for: 12项制度 for 多少项制度. */
function countsIt(question: Question, sentence: string): boolean {
  if (question.counted === null) return false;
  return new RegExp(`\\d(?:余|多)?[万亿千百]*(?:余|多)?${question.measure ?? ''}.?${question.counted}`).test(sentence);
}

/** 书记是谁, 会长叫什么: asks for the name of a person. */
const asksForPerson =
  /(书记|会长|主席|主任|局长|市长|部长|院长|负责人|理事长|秘书长|领导|联系人|法人代表|法定代表人)(?:是|叫|姓|为)(?:谁|什么|啥|哪位)/;
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤纪';

function hasPerson(role: string, sentence: string): boolean {
  return new RegExp(`${role}(?:是|为|叫|：|:|，)?(?:[${surnames}])\\p{Script=Han}{1,2}`, 'u').test(sentence);
}

const numeral = '(?:\\d[\\d.]*|[一二三四五六七八九十百千两]+)(?:余|多)?[万亿千百]*(?:余|多)?';
/** Digits before a noun that is no measure word count people as well: 近70万留守妇女. */
const people = new RegExp(
  `${numeral}(?:名|人|位)|\\d(?:余|多)?[万千百]?(?:余|多)?(?![\\d余多万千百个家条项件次场起支所村县年月日元天种类批份亩亿岁])\\p{Script=Han}`,
  'u',
);

function hasMeasured(measure: string | null, text: string): boolean {
  if (measure === '%') return /\d+(?:\.\d+)?%|百分之|\d+成/.test(text);
  if (measure === '元') return new RegExp(`${numeral}元`).test(text);
  if (measure === '亿' || measure === '万') return new RegExp(`\\d(?:余|多)?${measure}`).test(text);
  if (measure === null || measure === '个') return /\d/.test(text);
  if (/^(?:人|名|位)$/.test(measure)) return people.test(text);
  return new RegExp(`${numeral}${measure.replace('场次', '场')}`).test(text);
}

const purpose = /目的|为了|为的是|是为|以便|从而|旨在|因为|由于|助力|促进|促使|使得|增强|作为.{0,12}(?:抓手|手段)/;
const enumeration = /[、；].*[、；]|包括|分别|一是|例如|有以下|如下/;

/** A sentence of the form that is asked for is preferred, one out of an overview of several subjects is not. */
export function formOf(question: Question, of: { sentence: string; isWholeInScope: boolean }): number {
  const mixed = of.isWholeInScope ? 0 : -0.08;
  if (question.want === 'why') return mixed + (purpose.test(of.sentence) ? 0.15 : 0);
  if (question.want !== 'list' && question.want !== 'how') return mixed;
  return mixed + (enumeration.test(of.sentence) ? 0.12 : 0);
}
