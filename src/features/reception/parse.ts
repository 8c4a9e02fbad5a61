import type { CaseKind } from '../../domain/case.ts';
import { type Form, isCommonField } from '../../domain/form.ts';
import { readFields, type SaidFields, type Source } from './case-fields.ts';
import { readKind, unheaded } from './case-signal.ts';
import { fold, type Span } from './fold.ts';
import { readHeading, type Heading } from './heading.ts';
import { findIdentity, skipTail } from './identity.ts';
import { splitItems } from './items.ts';

/** What would be recorded of a text; `missing` names the fields a follow-up would need. */
export type ParsedCases = { items: SaidFields[]; missing: string[] };

const mention = /^[\s\u200b-\u200f\u2060]*(?:[@＠]清语[\s,，:：\u200b]*|[@＠][^\s@＠]{1,20}[\s\u2005]+)*/u;
/** Of an item of a list that says its own kind. */
const complaining = /^\s*(?:另外|此外|还有|同时)?[,\s]*(?:我们?)?(?:还|也|再)?(?:想|要)?(?:投诉|举报)/u;

/** No items when the text is no case. Phone digits are written in one form, absent is null. */
export function parseCases(text: string, forms: readonly Form[] = []): ParsedCases {
  return parse(text, { asked: null, forms });
}

/** Reads a text that was asked for: whatever it is, it is a case, of this kind unless it says another. */
export function parseAnswer(text: string, kind: CaseKind, forms: readonly Form[] = []): ParsedCases {
  return parse(text, { asked: kind, forms });
}

/** A message taken apart; `said` is what is left without mention, greeting, heading and who writes, who is named blanked. */
type Opened = { source: Source; heading: Heading; body: Span; said: string };

export function openMessage(message: string, forms: readonly Form[] = []): Opened {
  const text = message.replace(mention, '');
  const folded = fold(text);
  const source: Source = { text, folded, identity: findIdentity(folded) };
  const { masked } = source.identity;
  const heading = readHeading(masked, forms);
  const body = { start: heading.body, end: skipTail(masked, { start: heading.body, end: masked.length }) };
  return { source, heading, body, said: masked.slice(body.start, body.end) };
}

function parse(message: string, { asked, forms }: { asked: CaseKind | null; forms: readonly Form[] }): ParsedCases {
  const { source, heading, body, said } = openMessage(message, forms);
  const { folded, identity } = source;
  if (folded.slice(body.start, body.end).trim() === '') {
    return { items: [], missing: heading.via === null && asked === null ? [] : ['content'] };
  }
  const read = readKind(said, { ...heading, signed: identity.masked !== folded });
  const kind = heading.via === null ? kindOf(read, asked) : (read ?? asked);
  if (kind === null) return { items: [], missing: [] };
  const items = readItems(source, body, { kind, heading });
  return { items, missing: missingOf(items, forms) };
}

/**
 * What somebody came to say is what it is called. 我要反映 opens anything, so there the words tell; and a complaint may
 * be of a closer kind.
 */
function kindOf(read: CaseKind | null, asked: CaseKind | null): CaseKind | null {
  if (asked === null || read === null) return read ?? asked;
  if (asked === 'suggestion') return read;
  return asked === 'complaint' && (read === 'fee_report' || read === 'dispute') ? read : asked;
}

function readItems(source: Source, body: Span, as: { kind: CaseKind; heading: Heading }): SaidFields[] {
  const several = splitItems(source.folded, body);
  const spans =
    several !== null && (as.kind === 'suggestion' || as.kind === 'demand' || several.apart) ? several.items : [body];
  return spans.map((span) => {
    const end = skipTail(source.identity.masked, span);
    const words = source.folded.slice(span.start, end);
    const kind = spans.length > 1 ? kindOfItem(words, as.kind) : as.kind;
    return readFields(source, { start: span.start, end }, { kind, labelled: as.heading.via !== null });
  });
}

function kindOfItem(words: string, kind: CaseKind): CaseKind {
  const own =
    complaining.test(words) || /^\s*(?:另外|此外|还有|同时)?[,\s]*(?:我们?)?(?:还|也|再)?(?:想|要)?建议/u.test(words);
  return (own ? readKind(words, unheaded) : null) ?? kind;
}

/** What the form of the first one needs; where there is no form, who can be called. */
function missingOf([first]: readonly SaidFields[], forms: readonly Form[]): string[] {
  if (first === undefined) return [];
  const form = forms.find(({ id }) => id === first.kind);
  if (form !== undefined) return form.fields.filter(({ id, needed }) => needed && !has(first, id)).map(({ id }) => id);
  return (['organization', 'contact', 'phone'] as const).filter((field) => first[field] === null);
}

function has(fields: SaidFields, id: string): boolean {
  return isCommonField(id) && fields[id] !== null;
}
