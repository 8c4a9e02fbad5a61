import type { Gazetteer } from '../../domain/gazetteer.ts';
import { commonWords, frameWords } from './frames.ts';

/** What kind of thing is asked for. */
export type Want = 'number' | 'date' | 'who' | 'where' | 'list' | 'how' | 'why' | 'whether' | 'compare' | 'what';

/** A word of the question that says what it is about. `weight`: how much its absence says. */
export type Unit = { text: string; weight: number };

/** A question taken apart; all text is normalised. */
export type Question = {
  text: string;
  want: Want;
  /** What is counted (条, 家, 人, 元, %), null when not said. */
  measure: string | null;
  places: readonly string[];
  /** The distinctive part of organizations named (水北, 家具), without place and kind. */
  organizations: readonly string[];
  /** Text in quotation marks. */
  names: readonly string[];
  /** Digits the question itself gives; they must stand in the answer's passage. */
  figures: readonly string[];
  units: readonly Unit[];
};

const wants: readonly (readonly [Want, RegExp])[] = [
  ['compare', /区别|不同|差异|差别|相比|对比|比较|异同|哪个(?:更|比)/],
  ['date', /什么时候|何时|哪一?年|哪一?天|几月|几号|日期|啥时候|什么时间/],
  [
    'number',
    /多少|百分之几|占比|比例|(?<![哪十])几(?=[个家名位条项件次场起种类支批份所人年天成届期亿万])|[率额数](?:是|为|有|达)?(?:多高|多大|到)?$/,
  ],
  ['where', /哪里|哪儿|何地|什么地方|在哪|地点|地址|啥地方/],
  ['why', /为什么|为啥|为何|原因|目的|图什么/],
  ['list', /哪些|哪几|有什么|有啥|包括什么|分别|列举|列出|都有谁|[什啥]么?方面|什么内容/],
  ['who', /谁|哪位|什么人|哪个部门|什么部门|哪家/],
  ['how', /怎么|怎样|如何|咋|办法|做法|措施|经验|途径/],
  ['whether', /[吗么]$|是不是|有没有|是否|能不能|能否/],
];

/** Counted things that are said in more than one way. */
const measurePattern =
  /(?:多少|几)(?:多)?(个|家|名|位|条|项|件|次|场次|场|起|种|类|支|批|份|所|人|年|天|村|万元|亿元|元|钱|资金|款)/;

const organizationKinds = /(?:协会|商会|学会|联合会|促进会|联盟|公司|集团|基金会|研究院|委员会)$/;
/** Before "协会" these are verbs and kinds, not the name of one. */
const notNames =
  /^(?:鼓励|引导|推动|组织|帮助|支持|选派|服务|参与|成立|联合|促进|规范|监管|管理|培育|整治|覆盖|市级|省级|全市|全省|全市性|各类|地方|属地|乡镇|街道|民营|行业|产业|综合|社会|同业|党建|会员|给|让|要求|指导|加入|到)$/;

export type QuestionReader = (normalised: string) => Question;

export function createQuestionReader(gazetteer: Gazetteer): QuestionReader {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const wordsOf = (text: string): string[] =>
    [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

  return function readQuestion(text) {
    const bare = text.replace(/[？?。！!，,、\s]+$/u, '');
    const places = gazetteer.placesIn(bare);
    const words = wordsOf(bare);
    return {
      text: bare,
      want: wants.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'what',
      measure: readMeasure(bare),
      places,
      organizations: readOrganizations(words, places),
      names: [...bare.matchAll(/[“"「『《]([^”"」』》]{2,30})[”"」』》]/g)].map(([, name = '']) => name),
      figures: readFigures(bare),
      units: readUnits(wordsOf(withoutPlaces(bare, places))),
    };
  };
}

function readMeasure(text: string): string | null {
  if (/百分之几|占比|比例|率(?:是|为|有|达|提|多|$)/.test(text)) return '%';
  const measure = measurePattern.exec(text)?.[1] ?? null;
  return measure !== null && /^(?:万元|亿元|元|钱|资金|款)$/.test(measure) ? '元' : measure;
}

function readFigures(text: string): string[] {
  return [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([figure]) => figure).filter((figure) => figure.length > 1);
}

/** Walks back from 协会, 商会 … over what may be its name. */
function readOrganizations(words: readonly string[], places: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const kind = organizationKinds.exec(word);
    if (!kind) return [];
    let name = word.slice(0, kind.index);
    for (let before = at - 1; before >= 0 && name.length < 10; before -= 1) {
      const part = words[before] ?? '';
      if (frameWords.has(part) || (notNames.test(part) && !/^(?:行业|产业|服务)$/.test(part))) break;
      name = part + name;
    }
    const distinctive = withoutPlaces(name, places).replace(/行业|产业|服务业|同业|[省市县区]$/g, '');
    return distinctive.length >= 2 && !notNames.test(distinctive) ? [distinctive] : [];
  });
}

function withoutPlaces(text: string, places: readonly string[]): string {
  return places.reduce((rest, place) => rest.replaceAll(new RegExp(`${place}[省市县]?`, 'g'), ' '), text);
}

function readUnits(words: readonly string[]): Unit[] {
  const units: Unit[] = [];
  let joins = false;
  for (const word of words) {
    if (frameWords.has(word)) {
      joins = false;
      continue;
    }
    const last = units.at(-1);
    // The segmenter leaves single characters over (接待|日); they belong to the word before.
    if (last && joins && word.length === 1) units[units.length - 1] = { text: last.text + word, weight: 1 };
    else units.push({ text: word, weight: commonWords.has(word) ? 0.3 : 1 });
    joins = true;
  }
  return units.filter(({ text }) => text.length > 1 || /[a-z\d]/.test(text));
}
