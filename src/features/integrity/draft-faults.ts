/**
 * What a model wrote for the daily message is public the day it is sent, and nobody can look up what it made up. So only
 * what needs no looking up passes: a sentence of ours about everyday work, without figures, sources, places or quotations
 * that were not given. What a person would have let pass is dropped too; another draft costs nothing. Whether what is left
 * is true and kind is for the person who approves it.
 */
import { longestDailyMessage } from '../../domain/daily-message.ts';
import { firstAlike, type Known } from './likeness.ts';
import { type ToneFault, toneFaults } from './tone.ts';

export type DraftFault =
  | 'long'
  | 'short'
  | 'form'
  | 'figure'
  | 'quotation'
  | 'source'
  | 'place'
  | 'request'
  | ToneFault
  | 'alike';

/** Why it is not kept, for staff. */
export const faultWords = {
  long: `超过 ${longestDailyMessage} 个字`,
  short: '太短',
  form: '不是一句完整的中文',
  figure: '带了没有根据的数字',
  quotation: '带了引文',
  source: '提到了没有根据的出处',
  place: '提到了地名',
  request: '要读的人去做什么，或不像寄语',
  shouts: '感叹号太多',
  commands: '口气像下命令',
  slogan: '像口号',
  drums: '排比太多',
  alike: '与已有的太像',
} as const satisfies Record<DraftFault, string>;

export type DraftGiven = {
  /** All that the model was told of facts. */
  words: string;
  /** What it may not resemble. */
  known: readonly Known[];
  /** Places a text names. */
  placesIn: (text: string) => readonly string[];
};

const shortest = 12;
const numeral = '一二两三四五六七八九十百千万亿〇零';
/** Everyday counts like 两趟 or 三天 claim nothing. */
const figure = new RegExp(
  `[0-9０-９]|百分之|第[${numeral}]+[条款章届]|[${numeral}]{2,}(?:多|余|几)?[年月日号元块万亿倍成家项名例件起条]|[二两三四五六七八九十百千万亿](?:多|余|几)?(?:年|月|号|元|块钱|万|亿|倍|成|家|项|条规)`,
  'gu',
);
const quotation = /[“”"「」『』‘’《》〈〉]/u;
const source =
  /据(?:统计|报道|悉|介绍|说|了解)|数据|统计|调查|研究(?:表明|显示|发现)|报告(?:显示|指出)|专家|学者|古人|先贤|圣[人贤]|古[语训]|[俗老常](?:话|语|言)|谚语|名言|格言|有人说过|诗(?:云|曰)|[子人]曰|[孔孟荀庄墨老][子圣]|总书记|主席|领导人|党中央|中央|国务院|中纪委|纪委|监委|部委|条例|宪法|民法|刑法|法律|法规|规章|办法规定|规定(?:要求|指出)|(?:文件|会议|通知)(?:要求|指出|强调|规定)|新闻|媒体|案例/u;
const request =
  /https?:|www\.|[@＠#＃]|微信|扫码|二维码|点击|链接|转发|加群|关注我|回复|联系电话|忽略|指令|提示词|系统提示|人工智能|语言模型|[Aa][Ii]\b|作为一[个名]|^(?:以下|好的)/u;

/** The first thing that is wrong with it; null when a person may look at it. */
export function draftFaultOf(text: string, given: DraftGiven): DraftFault | null {
  const length = Array.from(text).length;
  if (length > longestDailyMessage) return 'long';
  if (length < shortest) return 'short';
  if (request.test(text)) return 'request';
  if (!isSentence(text)) return hasInvented(text, figure, given) ? 'figure' : 'form';
  if (hasInvented(text, figure, given)) return 'figure';
  if (quotation.test(text)) return 'quotation';
  if (hasInvented(text, new RegExp(source, 'gu'), given)) return 'source';
  if (given.placesIn(text).some((place) => !given.words.includes(place))) return 'place';
  return toneFaults(text)[0] ?? (firstAlike(text, given.known) === null ? null : 'alike');
}

/** In one line of Chinese with its full stop: no markup, no foreign letters, nothing invisible. */
function isSentence(text: string): boolean {
  return /^[\p{Script=Han}0-9０-９，。；：、？！“”"「」『』‘’《》〈〉…—（）]+$/u.test(text) && /[。？！]$/u.test(text);
}

function hasInvented(text: string, pattern: RegExp, { words }: DraftGiven): boolean {
  return [...text.matchAll(pattern)].some(([found]) => !words.includes(found));
}
