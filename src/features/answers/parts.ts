import type { Span } from './frames.ts';
import type { Question, Subject } from './question.ts';
import type { Cut } from './words.ts';

/** The questions in one: a comparison asks of each subject, or for each of several things. One part otherwise. */
export function partsOf(question: Question): Question[] {
  if (question.want === 'whether') return [question];
  if (question.subjects.length > 1) return question.subjects.map((subject) => ({ ...question, ...subject }));
  if (question.topics.length < 2) return [question];
  return question.topics.map((spans) => ({ ...question, spans }));
}

/** A subject with the words that name it in the question. */
export type NamedSubject = { names: readonly string[]; places: readonly string[]; organizations: readonly string[] };

/**
 * What stands behind a subject and before the next is asked of that one alone (长沙的接待日和合肥的覆盖率); where nothing does
 * (长沙和合肥的覆盖率), all are asked the same.
 */
export function withOwnSpans(text: string, subjects: readonly NamedSubject[], cut: Cut): Subject[] {
  const placed = subjects
    .map((subject) => ({ subject, at: Math.min(...subject.names.map((name) => text.indexOf(name))) }))
    .sort((a, b) => a.at - b.at);
  const own = placed.map(({ at }, index) => cut(text.slice(at, placed[index + 1]?.at ?? text.length)));
  const isOwn = placed.length > 1 && own.every((spans) => spans.some(hasWeight));
  return placed.map(({ subject: { places, organizations } }, index) => {
    const spans = own[index];
    return isOwn && spans ? { places, organizations, spans } : { places, organizations };
  });
}

/** Things asked for side by side, behind which 各 or 分别 stands. */
const sideBySide = /^(.{2,40}?)(?:各自?|分别)(.{1,20})$/u;
const mostTopics = 4;

export function topicsOf(text: string, cut: Cut): Span[][] {
  const [, named = '', asked = ''] = sideBySide.exec(text) ?? [];
  const topics = named.split(/[和与跟及、]/u).map((part) => [...cut(part), ...cut(asked)]);
  const isList = topics.length > 1 && topics.length <= mostTopics;
  return isList && topics.every((spans) => spans.some(hasWeight)) ? topics : [];
}

function hasWeight({ weights }: Span): boolean {
  return weights.includes(1);
}
