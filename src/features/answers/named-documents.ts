import type { Document } from '../../domain/document.ts';
import { validityOn } from '../../domain/validity.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';

/** Passages looked at for the titles above them, and passages read of a document that was named. */
const searched = 60;
const read = 24;

/** What was found in the documents named, and what is asked of them: the question without their title. */
export type Named = { hits: Hit[]; rest: string };

/**
 * Looks into the documents that a normalised question names by their titles; null when it names none that is not in force.
 * `query` is what the index may be asked of the question.
 */
export type SearchNamed = (
  question: string,
  of: { query: string; collections: readonly string[] | null },
) => Promise<Named | null>;

/**
 * Documents that are over or not yet in force leave retrieval, unless a question names one: 《会费办法》, or its title without
 * marks. Where a document of the same title is in force, that one is meant, except when the question names the year of the
 * other.
 */
export function createSearchNamed(deps: Pick<AnswerDeps, 'index' | 'normalise' | 'today'>): SearchNamed {
  return async (question, { query, collections }) => {
    if (!mayNameDocument(question)) return null;
    const all = { collections, validOn: null };
    const around = await deps.index.search(query, { ...all, limit: searched, documents: null });
    const documents = new Map(around.map(({ document }) => [document.id, document]));
    const named = namedIn(deps, question, [...documents.values()]);
    if (named.length === 0) return null;
    const hits = await deps.index.search(query, { ...all, limit: read, documents: named.map(({ id }) => id) });
    return { hits, rest: withoutTitles(deps, question, named) };
  };
}

/** 办法里每人补多少: what is left is asked of the document; nothing left means the whole of it. */
function withoutTitles(deps: Pick<AnswerDeps, 'normalise'>, question: string, documents: readonly Document[]): string {
  const rest = documents.reduce(
    (text, document) => text.replace(/《[^》]*》/g, '').replace(nameIn(deps, question, document), ''),
    question,
  );
  const asked = rest.replace(/^(?:请问|按照?|根据|依据)+/, '').replace(/^[里中内上]?面?(?:规定的?|的)?[，,]?/, '');
  return asked.replace(/[\p{P}\s]/gu, '').length < 3 ? question : asked;
}

/** Words that end the titles of documents. */
const kinds =
  '办法|规定|条例|细则|通知|意见|标准|手册|章程|指引|须知|方案|制度|公约|准则|规则|规范|规程|守则|决定|公告|通告|纪要|合同|协议|计划|规划|要点|清单|指南|安排|措施|法';
const endsAsTitle = new RegExp(`(?:${kinds})$`, 'u');
const anyKind = new RegExp(kinds, 'u');

function mayNameDocument(question: string): boolean {
  return /[《》]/.test(question) || anyKind.test(question);
}

function namedIn(
  deps: Pick<AnswerDeps, 'normalise' | 'today'>,
  question: string,
  documents: readonly Document[],
): Document[] {
  const today = deps.today();
  const named = documents
    .map((document) => ({ document, name: nameIn(deps, question, document) }))
    .filter(({ name }) => name !== '');
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const meant = named.filter(({ name }) => name.length === longest).map(({ document }) => document);
  const years: readonly string[] = question.match(/(?<!\d)(?:19|20)\d{2}(?=年|版|\D|$)/g) ?? [];
  const ofYear = meant.filter((document) =>
    years.some((year) => datesOf(document).some((day) => day.startsWith(year))),
  );
  const chosen = ofYear.length > 0 ? ofYear : meant;
  // The ordinary search has those in force.
  return chosen.some((document) => validityOn(today, document).kind === 'valid') ? [] : chosen;
}

function datesOf({ date, validFrom, title }: Document): string[] {
  return [date, validFrom, /(?:19|20)\d{2}/.exec(title)?.[0] ?? null].filter((day) => day !== null);
}

/** How the question names the document, "" when it does not: by its title, whole or without the association's name. */
function nameIn(deps: Pick<AnswerDeps, 'normalise'>, question: string, document: Document): string {
  const title = bare(deps.normalise(document.title));
  const quoted = [...question.matchAll(/《([^》]{2,60})》/g)].map(([, name = '']) => bare(name));
  if (quoted.some((name) => name === title || (name.length >= 4 && endsAsTitle.test(name) && title.endsWith(name))))
    return title;
  if (title.length >= 4 && bare(question).includes(title)) return title;
  const organization = document.organization === null ? '' : deps.normalise(document.organization);
  const short = organization === '' ? title : title.replace(organization, '');
  const isName = short !== title && short.length >= 4 && endsAsTitle.test(short);
  return isName && bare(question).includes(short) ? short : '';
}

/** Without marks, and without what says which version it is: （2024年修订）, (试行). */
function bare(title: string): string {
  return title.replace(/[（(][^）)]*[）)]/g, '').replace(/[《》"“”「」『』\s]/g, '');
}
