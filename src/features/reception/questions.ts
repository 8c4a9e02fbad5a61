/** A clause of a folded text: up to a mark, the mark included. */
const clause = /[^,。;!?\n]+[,。;!?\n]*/gu;

const asksAnyhow =
  /怎么(?!都|也)|怎样|如何|什么|多少|多久|多长时间|(?<![好十这那荐绍找有了])几(?=号|点|时|天|个|家|条|年|月|次)|哪(?!怕)|(?<!谁[^,。?]{0,8})谁(?!都|[^,。?]*谁)|为何|咋|啥(?!都)|请问|想问|问一?下|了解一?下|想了解|咨询(?!会|师|公司|服务|平台|窗口|费|热线|会|台|时)/u;

const asksYesOrNo = /是否|有没有|是不是|能不能|可不可以|能否|可否|会不会|行不行|好不好/u;

const questionEnd =
  /(?:\?|吗|呢|[^什怎那要这多]么|[了好到完]没有?|哪[里儿]?|多少|谁|什么|几[点号天]|有[^,。]{1,6}没有?)[\s。!~?]*$/u;

const statesFirst =
  /^[\s①-⑨\d.、()一二三四五第条是]*(?:我们?|本人|公司|协会|商会|个人|另外|同时|此外|还|也|再|就|所以|因此|强烈|诚恳|特|现|并)*(?:建议|提议|希望|投诉|举报|反映|请求|恳请|要求|期待|请(?!问|教|介绍|告|说|列|讲|解释|给|提供|帮我[查找]|帮忙[查找])|求|盼|麻烦|烦请|拜托)/u;

/** 反映问题要实名吗; 改到周末可以吗 only softens. */
const plainlyAsks = /(?<!可以|行|好|如何)[吗么][\s。!~?]*$/u;

const wonders = /会不会|有没有/u;

export type Clause = { text: string; at: number };

export function clausesOf(folded: string): Clause[] {
  return [...folded.matchAll(clause)].map(({ 0: text, index }) => ({ text, at: index }));
}

/** 建议明确收费标准是多少 states, 收费标准是多少 asks. */
export function isQuestion(text: string): boolean {
  if (statesFirst.test(text))
    return wonders.test(text) || (questionEnd.test(text) && (asksAnyhow.test(text) || plainlyAsks.test(text)));
  return questionEnd.test(text) || asksAnyhow.test(text) || asksYesOrNo.test(text);
}

/** Asks for information; 能不能多办培训 asks for an act. */
export function asksForInformation(text: string): boolean {
  return asksAnyhow.test(text) && !statesFirst.test(text);
}

/** The text with some clauses blanked; what is left stands where it stood. */
export function blank(folded: string, which: (text: string) => boolean): string {
  return clausesOf(folded).reduce(
    (text, { text: part, at }) =>
      which(part) ? text.slice(0, at) + ' '.repeat(part.length) + text.slice(at + part.length) : text,
    folded,
  );
}
