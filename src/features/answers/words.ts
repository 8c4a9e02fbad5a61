import type { Alternative, Synonyms } from '../../domain/synonyms.ts';
import { type Span, spansOf } from './frames.ts';
import { withoutFigures, withoutMeasure } from './measure.ts';
import { paraphrasesIn } from './paraphrases.ts';

/** Cuts a part of a question into what it is about; what is named has guards of its own and is left out. */
export type Cut = (part: string) => Span[];

export function createCut(named: {
  synonyms: Synonyms;
  places: readonly string[];
  organizations: readonly string[];
}): Cut {
  const { synonyms, places, organizations } = named;
  const alternativesIn = (part: string): Alternative[] => [...synonyms.in(part), ...paraphrasesIn(part)];
  return (part) => {
    const rest = organizations
      .reduce((left, name) => left.replaceAll(name, ' '), part)
      .replace(/第1(?=[次家个批届位])/g, '首');
    return spansOf(withoutFigures(withoutMeasure(withoutPlaces(inShort(synonyms, rest), places))), alternativesIn);
  };
}

/** A name with frame words in it (新经济组织和新社会组织) would be cut; its short form is not. */
function inShort(synonyms: Synonyms, text: string): string {
  const long = synonyms.in(text).filter(({ at, length }) => spansOf(text.slice(at, at + length)).length > 1);
  return long.reduceRight((rest, { at, length, words }) => {
    const short = words.toSorted((a, b) => a.length - b.length)[0] ?? '';
    return short.length < length && short !== '' ? rest.slice(0, at) + short + rest.slice(at + length) : rest;
  }, text);
}

/** A place goes with its rank: 长沙市, 长沙那边. */
function withoutPlaces(text: string, places: readonly string[]): string {
  return places.reduce((rest, place) => rest.replaceAll(new RegExp(`${place}[省市县]?`, 'g'), ' '), text);
}

/** What asks for no more than what a document is about. */
const general =
  /做法|经验|特点|亮点|特色|思路|举措|模式|成效|成果|效果|工作|内容|主要|总体|整体|措施|办法|方式|方法|介绍|方案|目标|行业协会商会|行业协会|协会商会|协会|商会/g;

/** Where only common words are asked for (出台了哪些制度文件), they are what it is about. */
export function withEmphasis(spans: readonly Span[]): Span[] {
  const isCommon = !spans.some(({ weights }) => weights.includes(1));
  return spans.map((span) => {
    const isPlain = span.text.length < 2 || span.text.replace(general, '').length < 2;
    return isCommon && !isPlain ? { ...span, weights: span.weights.map(() => 1) } : span;
  });
}

const anyBody = /^(?:机构|单位|组织|部门|人员|群众)$/;

/** The pairs of its first word, and what else that word may be called. */
export function countedWords(counted: string | null, cut: Cut): string[] {
  const [first] = counted === null ? [] : cut(counted);
  // 给贫困生 of 捐了多少钱给贫困生 is not what is counted.
  if (!first || first.text.length < 2 || counted?.startsWith(first.text) !== true) return [];
  // 14家境外单位 counts 机构 as well.
  if (anyBody.test(first.text)) return [];
  const pairs = Array.from({ length: first.text.length - 1 }, (_, at) => first.text.slice(at, at + 2));
  return [...pairs, ...first.alternatives.flatMap(({ words }) => words)];
}
