import type { Synonyms } from '../../domain/synonyms.ts';
import { isClassNoun } from './frames.ts';

/** The two characters before 部 and it, where they are a name. */
const departments =
  /(?![个的各每几是在有等哪因由及]|.[全内外东西南北中局干总哪一])\p{Script=Han}{2}部(?![门分署队长]|位|为|呈)/gu;

/** Times and ordinals a document would have to name itself. */
const otherTimes =
  /第[一二三四五六七八九十\d]+[项条个名步届章次]|\d{1,2}月\d{1,2}日|下一?[次届]|去年|前年|明年|后年|上半年|下半年|[一二三四]季度|上个?月|下个?月/g;

/** Text in quotation marks and times of a normalised question, each with its other names. */
export function namesIn(text: string, synonyms: Synonyms): string[][] {
  return [...quoted(text), ...(text.match(otherTimes) ?? [])].map((name) => [name, ...otherNames(synonyms, name)]);
}

export function departmentsIn(text: string): string[] {
  return text.match(departments) ?? [];
}

function quoted(text: string): string[] {
  return [...text.matchAll(/[“"「『《]([^”"」』》]{2,30})[”"」』》]/g)].map(([, name = '']) => name);
}

/** A name with one of its words said otherwise. */
function otherNames(synonyms: Synonyms, name: string): string[] {
  if (name === '第1次') return ['首次', '初次'];
  return synonyms
    .in(name)
    .flatMap(({ at, length, words }) => words.map((word) => name.slice(0, at) + word + name.slice(at + length)));
}

/** Nouns that an answer of their kind need not say. */
const openNouns =
  /^(?:[市省县区镇村]|城市|地方|地区|单位|部门|机构|协会|商会|企业|公司|国家|省份|方面|牌子|品牌|工程|项目|措施|做法|办法|制度|文件|活动|平台|人员|内容|东西|名字|字样|意思|数字|称号|方式|方法|作用|好处|效果|成果|成绩|问题|时候|时间|日子|服务|组织|会议|行业|条件|关系|原因|目的|比)/;

/** The noun after 哪个 (酒店 in 哪个酒店), null when it is an open one or there is none. */
export function askedNoun(text: string): string | null {
  const noun = /哪[个家所条座间](\p{Script=Han}{2})/u.exec(text)?.[1] ?? null;
  return noun === null || openNouns.test(noun) || isClassNoun(noun) || /[是的了在有和与吗呢]/.test(noun) ? null : noun;
}
