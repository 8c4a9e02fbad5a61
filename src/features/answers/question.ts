import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Synonyms } from '../../domain/synonyms.ts';
import type { Span } from './frames.ts';
import { measuresIn, readCounted, readFigures, readMeasure } from './measure.ts';
import { askedNoun, departmentsIn, namesIn } from './named.ts';
import { findOrganizations, type NamedOrganization } from './organizations.ts';
import { type NamedSubject, topicsOf, withOwnSpans } from './parts.ts';
import { type Role, rolesIn } from './roles.ts';
import { type Want, wantOf } from './want.ts';
import { countedWords, createCut, withEmphasis } from './words.ts';

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
  subjects: readonly Subject[];
  /** What several things of one subject are asked by (规范性文件和工作指引各有几个), each by itself; empty when it is one. */
  topics: readonly (readonly Span[])[];
  /** The noun after 多少 and its measure (制度 in 多少项制度), null when there is none. */
  counted: string | null;
  /** Ways to say the first word of it; empty when there is none that carries weight. */
  countedWords: readonly string[];
  /** Text in quotation marks, and times a document would have to name; each with its other names. */
  names: readonly (readonly string[])[];
  /** Offices and bodies named (副会长, 理事单位). */
  roles: readonly Role[];
  /** Departments named (会员部). */
  departments: readonly string[];
  /** Asks for a sum (一共), which what is given to each is not. */
  total: boolean;
  /** Digits the question itself gives; they must stand in the answer's passage. */
  figures: readonly string[];
  /** The noun after 哪个 (酒店 in 哪个酒店), null when it is a common one or there is none. */
  asked: string | null;
  /** What the question is about, apart from places and organizations. */
  spans: readonly Span[];
  /** Nothing but common words: whatever sentence has them would seem to answer. */
  isCommon: boolean;
};

/** `spans` where something else is asked of it than of the others. */
export type Subject = { places: readonly string[]; organizations: readonly string[]; spans?: readonly Span[] };

export type QuestionReader = (normalised: string) => Question;

export function createQuestionReader(gazetteer: Gazetteer, synonyms: () => Synonyms): QuestionReader {
  return function readQuestion(text) {
    const known = synonyms();
    const bare = text
      .replace(/(?:来着|[呀啊啦哈嘛哦])?[？?。！!，,、\s]+$|(?:来着|[呀啊啦哈嘛哦])$/u, '')
      .replace(/(几|多少)个人/g, '$1人');
    const places = innermost(gazetteer, gazetteer.placesIn(bare));
    const organizations = findOrganizations(bare, places);
    const cut = createCut({ synonyms: known, places, organizations: organizations.map(({ whole }) => whole) });
    const counted = readCounted(bare);
    const spans = cut(bare);
    return {
      text: bare,
      want: wantOf(bare),
      measure: readMeasure(bare),
      measures: measuresIn(bare),
      places,
      organizations: organizations.flatMap(({ name, marks }) => [name, ...marks]),
      subjects: withOwnSpans(bare, subjectsOf(gazetteer, places, organizations), cut),
      topics: topicsOf(bare, cut),
      counted,
      countedWords: countedWords(counted, cut),
      names: namesIn(bare, known),
      roles: rolesIn(bare),
      departments: departmentsIn(bare),
      total: /一共|总共|共有|总计|合计|累计|全部|总额|总数/.test(bare),
      figures: readFigures(bare),
      asked: askedNoun(bare),
      spans: withEmphasis(spans),
      isCommon: !spans.some(({ weights }) => weights.includes(1)),
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
): NamedSubject[] {
  const own = organizations.map(({ name, whole, marks }) => ({
    names: [whole],
    places: gazetteer.placesIn(whole),
    organizations: [name, ...marks],
  }));
  const others = places.filter((place) => !own.some((organization) => organization.places.includes(place)));
  return [...others.map((place) => ({ names: [place], places: [place], organizations: [] })), ...own];
}
