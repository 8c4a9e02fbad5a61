import type { Gazetteer } from '../../domain/gazetteer.ts';
import { type Span, spansOf } from './frames.ts';
import { findOrganizations, type NamedOrganization } from './organizations.ts';

/** What kind of thing is asked for. */
export type Want = 'number' | 'date' | 'who' | 'where' | 'list' | 'how' | 'why' | 'whether' | 'compare' | 'what';

/** A question taken apart; all text is normalised. */
export type Question = {
  text: string;
  want: Want;
  /** What is counted (条, 家, 人, 元, %), null when not said. Two questions in one message have two. */
  measure: string | null;
  measures: readonly string[];
  places: readonly string[];
  /** The distinctive part of organizations named (水北, 家具), without place and kind. */
  organizations: readonly string[];
  /** What it is about, each by itself: every organization with its place, every other place. */
  subjects: readonly { places: readonly string[]; organizations: readonly string[] }[];
  /** The noun after 多少 and its measure (制度 in 多少项制度), null when there is none. */
  counted: string | null;
  /** Text in quotation marks, and times a document would have to name. */
  names: readonly string[];
  /** Digits the question itself gives; they must stand in the answer's passage. */
  figures: readonly string[];
  /** The noun after 哪个 (酒店 in 哪个酒店), null when it is a common one or there is none. */
  asked: string | null;
  /** What the question is about, apart from places and organizations. */
  spans: readonly Span[];
};

/** The first that fits decides. */
const wants: readonly (readonly [Want, RegExp])[] = [
  ['compare', /区别|不同|差异|差别|相比|对比|比较|异同|各是|分别(?:是|有|做|怎)|哪个(?:更|比)/],
  ['date', /什么时候|何时|哪一?年|哪一?天|几月|几号|日期|啥时候|什么时间/],
  [
    'number',
    /多少|多大|百分之几|占比|比例|(?<![哪十])几(?=[个家名位条项件次场起支批份所人年天届期亿万])|[率额](?:是|为|有|达|现在)?(?:多高|多大|到)?$/,
  ],
  ['where', /哪里|哪儿|何地|什么地方|在哪|地点|地址|啥地方/],
  ['why', /为了?(?:什么|啥)|为何|原因|目的|图的?(?:是)?(?:什么|啥)/],
  ['list', /哪些|哪几|有什么|有啥|包括什么|列举|列出|都有谁|[什啥]么?方面|什么内容/],
  ['who', /谁|哪位|什么人|哪个部门|什么部门|哪家/],
  ['how', /怎么|怎样|如何|咋|办法|做法|措施|经验|途径/],
  ['whether', /[吗]$|对不对|(\p{Script=Han})不\1|(?<![什怎那多])么$|是不是|有没有|是否|能不能|能否/u],
];

/** Counted things that are said in more than one way. */
const measures =
  '万元|亿元|元|钱|资金|款|亿|万|吨|个|家|名|位|条|项|件|次|场次|场|起|类|种|支|批|份|所|人次|人|岁|年|天|村|平方米|亩|公里|小时|分钟|页|册|本|层|间|栋|倍|米|台|辆|块|期|届|轮|门|处|分|票|席|级|周|笔|宗|单|对|套|封|株';
const measurePattern = new RegExp(`(?:多少|多大|几)(?:多)?(${measures})`);

export type QuestionReader = (normalised: string) => Question;

export function createQuestionReader(gazetteer: Gazetteer): QuestionReader {
  return function readQuestion(text) {
    const bare = text.replace(/[？?。！!，,、\s]+$/u, '');
    const places = innermost(gazetteer, gazetteer.placesIn(bare));
    const organizations = findOrganizations(bare, places);
    const rest = organizations.reduce((left, { whole }) => left.replaceAll(whole, ' '), bare);
    return {
      text: bare,
      want: wants.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'what',
      measure: readMeasure(bare),
      measures: [...bare.matchAll(new RegExp(measurePattern, 'g'))].map(([, measure = '']) => measure),
      places,
      organizations: organizations.map(({ name }) => name),
      subjects: subjectsOf(gazetteer, places, organizations),
      counted: new RegExp(`(?:多少|几)(?:${measures})?(\\p{Script=Han}{2,8})`, 'u').exec(bare)?.[1] ?? null,
      names: [...quoted(bare), ...(bare.match(otherTimes) ?? [])],
      figures: readFigures(bare),
      asked: askedNoun(bare),
      spans: spansOf(withoutFigures(withoutMeasure(withoutPlaces(rest, places)))),
    };
  };
}

/** 湖南省长沙市 asks about 长沙. */
function innermost(gazetteer: Gazetteer, places: readonly string[]): string[] {
  return places.filter((outer) => !places.some((inner) => inner !== outer && gazetteer.contains(outer, inner)));
}

function subjectsOf(
  gazetteer: Gazetteer,
  places: readonly string[],
  organizations: readonly NamedOrganization[],
): Question['subjects'] {
  const own = organizations.map(({ name, whole }) => ({ places: gazetteer.placesIn(whole), organizations: [name] }));
  const others = places.filter((place) => !own.some((organization) => organization.places.includes(place)));
  return [...others.map((place) => ({ places: [place], organizations: [] })), ...own];
}

/** Times and ordinals a document would have to name itself. */
const otherTimes =
  /第[一二三四五六七八九十\d]+[项条个名步届章次]|去年|前年|明年|后年|上半年|下半年|[一二三四]季度|上个?月|下个?月/g;

function quoted(text: string): string[] {
  return [...text.matchAll(/[“"「『《]([^”"」』》]{2,30})[”"」』》]/g)].map(([, name = '']) => name);
}

function readMeasure(text: string): string | null {
  if (/百分之几|占比|比例|率(?:是|为|有|达|提|多|现|$)/.test(text)) return '%';
  const measure = measurePattern.exec(text)?.[1] ?? null;
  if (measure === null) return null;
  return /^(?:万元|亿元|元|钱|资金|款)$/.test(measure) ? '元' : measure;
}

/** Nouns that an answer of their kind need not say. */
const openNouns =
  /^(?:[市省县区镇村]|城市|地方|地区|单位|部门|机构|协会|商会|企业|公司|国家|省份|方面|牌子|品牌|工程|项目|措施|做法|办法|制度|文件|活动|平台|人员|内容|东西|名字|字样|意思|数字|称号|方式|方法|作用|好处|效果|成果|成绩|问题|时候|时间|日子|服务|组织|会议|行业|条件|关系|原因|目的|比)/;

function askedNoun(text: string): string | null {
  const noun = /哪[个家所条座间](\p{Script=Han}{2})/u.exec(text)?.[1] ?? null;
  return noun === null || openNouns.test(noun) || /[是的了在有和与吗呢]/.test(noun) ? null : noun;
}

function readFigures(text: string): string[] {
  return [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([figure]) => figure).filter((figure) => figure.length > 1);
}

function withoutMeasure(text: string): string {
  return text.replace(new RegExp(`(?:多少|多大|几)(?:多)?(?:${measures})?`, 'g'), ' ');
}

/** Figures have a guard of their own. */
function withoutFigures(text: string): string {
  return text.replace(new RegExp(`\\d[\\d.]+(?:多|余)?(?:${measures})?`, 'g'), ' ');
}

/** A place goes with its rank: 长沙市, 长沙那边. */
function withoutPlaces(text: string, places: readonly string[]): string {
  return places.reduce((rest, place) => rest.replaceAll(new RegExp(`${place}[省市县]?`, 'g'), ' '), text);
}
