import { waysToWrite } from './measure.ts';
import type { Question } from './question.ts';
import type { Surroundings } from './scope.ts';
import type { Cell } from './table-row.ts';

/** A day or a year by its number; where only the time is asked for, a rhythm will do. */
const dated = /\d{4}年|\d{1,2}月|\d{4}-\d{2}-\d{2}|\d+年|(?<![前后个内])\d{1,2}[日号]/;
const date =
  /\d{4}年|\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}|每[年月周日天季]|周[一二三四五六日]|\d+年|(?<![前后个内])\d{1,2}[日号]|工作日|(?:\d|[一二三四五六七八九十半])个?(?:日|天|月|年|季度|周)(?:之|以)?(?:内|后|前)|[当次]月/;
const timeOfDay = /\d{1,2}[:：点时]/;

/** Could the sentence be an answer of the kind that is asked for: a number of just these things, a date, a name? */
export function isOfKind(question: Question, texts: Surroundings, cells: readonly Cell[] | null): boolean {
  const { sentence } = texts;
  if (question.want === 'date') return isOfTime(question, sentence);
  const role = asksForPerson.exec(question.text)?.[1];
  if (role !== undefined) return hasPerson(role, sentence);
  if (question.want !== 'number') return !asksOnlyCommon(question);
  if (question.total && /每[人家名位次户]|人均|平均每/.test(sentence) && !question.text.includes('每')) return false;
  // A figure that the question gave is not its answer.
  const given = question.figures.flatMap(waysToWrite);
  const rest = given.reduce((text, figure) => text.replaceAll(figure, ' '), sentence.replace(ordinals, ' '));
  if (!countsRole(question, rest) || !countsNoun(question, texts, cells)) return false;
  if (cells !== null && !cells.some((cell) => isAskedColumn(question, cell))) return false;
  const isShare = asksForShare.test(question.text) && /分之|半数|过半/.test(rest);
  return (
    (isShare || hasMeasured(question.measure, rest)) &&
    (!question.isCommon || isNamed(question) || countsIt(question, rest))
  );
}

/** 第七条, （二）: numbers that count nothing. */
const ordinals =
  /第[\d一二三四五六七八九十百]+[条章节款项届次期个]|[（(][\d一二三四五六七八九十]+[）)]|^[\d一二三四五六七八九十]+[、.．](?!\d)/g;

function isOfTime(question: Question, sentence: string): boolean {
  if (/几点|几时/.test(question.text)) return timeOfDay.test(sentence);
  if (/哪一?年|几几年/.test(question.text)) return /\d{4}年|\d{4}-|\d+年/.test(sentence);
  if (/几月|哪个月/.test(question.text)) return /\d{1,2}月/.test(sentence);
  return (/哪|几/.test(question.text) ? dated : date).test(sentence);
}

/** 多少人同意: a share of them is an answer. */
const asksForShare = /出席|到场|到会|参会|同意|赞成|通过|投票|表决|召开|才能/;

/** Heads that say of what is in their column no more than that it counts. */
const openHead = /^$|数|量|标准|金额|内容|说明|举例|对象|情况|做法|日期|时间|费用|价格/;

/** A field with a number answers for what its column is about. */
function isAskedColumn(question: Question, cell: Cell): boolean {
  if (!hasMeasured(question.measure, cell.text)) return false;
  if (openHead.test(cell.head) || (question.measure !== null && cell.head.includes(question.measure))) return true;
  return isOfColumn(question, cell);
}

/** The question has words of a field or of what its column is called, or other words for them. */
export function isOfColumn({ text: asked, spans }: Question, { head, text }: Cell): boolean {
  const said = `${head} ${text.replace(/[\d.]+/g, ' ')}`;
  for (let at = 0; at + 2 <= said.length; at += 1) if (asked.includes(said.slice(at, at + 2))) return true;
  return spans.some(({ alternatives }) => alternatives.some(({ words }) => words.some((word) => head.includes(word))));
}

/** Nothing but common words, even where those are what it is about. */
function asksOnlyCommon(question: Question): boolean {
  return !isNamed(question) && !question.spans.some(({ weights }) => weights.includes(1));
}

function isNamed({ figures, names }: Question): boolean {
  return figures.length > 0 || names.length > 0;
}

/** Between clauses, but not before one that goes on about the same thing: …会议室，每年不超过4次. */
const clauseEnd = /[,，;；。](?!每|共|累计|总|不超过|最多|最少|至少|约|达|已|有|数量|合计|近)/u;

const asksTwice = /(?:多少|几).+(?:多少|几)/u;

/** 多少快递员 is not answered by a number of brands, though a brand of theirs stands beside it. */
function countsNoun(question: Question, { sentence, before }: Surroundings, cells: readonly Cell[] | null): boolean {
  if (question.countedWords.length === 0 || asksTwice.test(question.text)) return true;
  const clauses = cells === null ? sentence.split(clauseEnd) : [sentence + before];
  const counting = clauses.filter(
    (clause) => /分之|半数|过半/.test(clause) || hasMeasured(question.measure, clause.replace(ordinals, ' ')),
  );
  const told = counting.join(' ');
  return question.countedWords.some((word) => told.includes(word));
}

/** 两名 in 副会长值班，派两名工作人员 does not count 副会长. */
function countsRole(question: Question, sentence: string): boolean {
  const [role] = question.roles;
  if (!role || question.counted !== null || !/^[人名位]$/.test(question.measure ?? '')) return true;
  const name = role.prefix + role.base;
  return new RegExp(`(?:${numeral})[人名位]${name}|${name}[^,;:，。；：]{0,8}(?:${numeral})[人名位]`).test(sentence);
}

/** The sentence counts just what is asked for: 12项制度 and 制度12项 for 多少项制度. */
function countsIt(question: Question, sentence: string): boolean {
  if (question.counted === null) return false;
  const count = `\\d+(?:\\.\\d+)?(?:余|多)?[万亿千百]*(?:余|多)?${question.measure ?? ''}`;
  return new RegExp(
    `${count}.?${question.counted}|${question.counted}(?:单位)?[有共达为约近计总数量已到增发展:：的]{0,4}${count}`,
  ).test(sentence);
}

/** 书记是谁, 会长叫什么: asks for the name of a person. */
const asksForPerson =
  /(书记|会长|主席|主任|局长|市长|部长|院长|处长|科长|组长|负责人|理事长|监事长|秘书长|会计|出纳|领导|联系人|法人代表|法定代表人)(?:是|叫|姓|为)(?:谁|什么|啥|哪位)/;
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤纪';

function hasPerson(role: string, sentence: string): boolean {
  const name = `(?:是|为|叫|：|:|，|,)?(?:[${surnames}])\\p{Script=Han}{1,2}`;
  return new RegExp(`${role}(?:${name}|由[^,，。]{2,12}担任)`, 'u').test(sentence);
}

const numeral = '(?:\\d[\\d.]*|[半二三四五六七八九十百千两]+)(?:余|多)?[万亿千百]*(?:余|多)?';
/** Digits before a noun that is no measure word count people as well: 近70万留守妇女. So do shares of them. */
const people = new RegExp(
  `${numeral}(?:名|人|位)|\\d(?:余|多)?[万千百]?(?:余|多)?(?![\\d余多万千百个家条项件次场起支所村县年月日元天种类批份亩亿岁届号])\\p{Script=Han}`,
  'u',
);
const duration = new RegExp(`${numeral}个?(?:工作日|日|天|周|星期|月|年|季度|小时|分钟)`);
/** A round sum is a number too: 千万元, 超千亿级. */
const counted = /\d|[百千][万亿]|半数|减半/;

function hasMeasured(measure: string | null, text: string): boolean {
  if (measure === '%') return /\d+(?:\.\d+)?%|百分之|\d+成/.test(text);
  if (measure === '元') return new RegExp(`(?:${numeral}|[百千]万)元`).test(text);
  if (measure === '亿' || measure === '万') return new RegExp(`\\d(?:余|多)?${measure}`).test(text);
  if (measure === '时长') return duration.test(text);
  if (measure === '频次') return /每.{0,8}(?:次|召开|开展|举行|一回)/.test(text);
  if (measure === '折') return /[\d一二三四五六七八九]折|减半|免收|%/.test(text);
  if (measure === '天') return /\d(?:余|多)?个?(?:天|日|工作日)/.test(text);
  if (measure === '岁') return new RegExp(`${numeral}周?岁`).test(text);
  if (measure === null || measure === '个') return counted.test(text);
  if (/^(?:人|名|位)$/.test(measure)) return people.test(text);
  return new RegExp(`${numeral}个?${measure.replace('场次', '场')}`).test(text);
}

const purpose =
  /目的|为了|为的是|是为|以便|从而|旨在|因为|由于|助力|促进|促使|使得|增强|作为.{0,12}(?:抓手|手段)|用来|目标/;
const enumeration = /[、；;].*[、；;]|包括|分别|一是|例如|有以下|如下/;
const manner = /通过|采用|采取|方式|应当|可以|须经|由.{1,10}(?:负责|受理|审批|批准)/u;
const place =
  /地点|地址|设在|位于|召开|挂靠|[路街道号楼室厅]|\p{Script=Han}[省市县区](?![场民级委政])|在(?!\d).{1,12}(?:里|内|中)?(?:发|办|开|举)/u;

/** One sentence has the list that is asked for, the reason, or what the question asks whether it is so or who has it. */
export function saysAll({ want, text }: Question, sentence: string): boolean {
  if (want === 'list' || (want === 'what' && /什么|啥/.test(text))) return enumeration.test(sentence);
  return want === 'why' ? purpose.test(sentence) : want === 'what' && /哪/.test(text);
}

/** 中央社会工作部召开了…, 由理事会决定: a body before the verb that the question has. */
function namesDoer(question: Question, sentence: string): boolean {
  const verb = /(?:谁|哪[^，。]{1,6}?)(?:来|去)?(\p{Script=Han}{2})的?$/u.exec(question.text)?.[1];
  if (verb === undefined) return false;
  return new RegExp(`(?:由|[部委局会处院办组社团队长])[^,;，。；的]{0,6}${verb}`, 'u').test(sentence);
}

const located = /地点|地址|设在|位于/;

/** A sentence of the form that is asked for is preferred, one out of an overview of several subjects is not. */
export function formOf(
  question: Question,
  of: { sentence: string; isRow: boolean; isWholeInScope: boolean; places: readonly string[] },
): number {
  // Prose reads better than a row that says the same.
  const mixed = (of.isWholeInScope ? 0 : -0.08) - (of.isRow ? 0.05 : 0);
  if (question.want === 'who') return mixed + (namesDoer(question, of.sentence) ? 0.1 : 0);
  if (question.want === 'why') return mixed + (purpose.test(of.sentence) ? 0.15 : 0);
  if (question.want === 'where')
    return (
      mixed +
      (place.test(of.sentence) ? 0.08 : 0) +
      (located.test(of.sentence) ? 0.1 : 0) +
      (of.places.some((name) => !question.places.includes(name)) ? 0.08 : 0)
    );
  if (question.want !== 'list' && question.want !== 'how') return mixed;
  if (question.want === 'how' && manner.test(of.sentence)) return mixed + 0.1;
  return mixed + (!of.isRow && enumeration.test(of.sentence) ? 0.12 : 0);
}
