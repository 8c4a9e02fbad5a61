import type { CaseKind } from '../../domain/case.ts';
import { type Form, isCommonField } from '../../domain/form.ts';
import { readFields, type SaidFields, type Source } from './case-fields.ts';
import { readKind, readKindOfPoint, unheaded } from './case-signal.ts';
import { readFilledForm } from './filled-form.ts';
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
  const text = withoutQuoted(message).replace(mention, '');
  const folded = withoutDate(fold(text));
  const source: Source = { text, folded, identity: findIdentity(folded) };
  const { masked } = source.identity;
  const { heading, body, told } = readFrame(masked, forms);
  return { source, heading, body, said: masked.slice(told.start, told.end) + moodAfter(masked, told.end) };
}

/** Who laughs at the end has not reported anything, so what is cut off there is still heard. */
function moodAfter(masked: string, end: number): string {
  return (
    /^[\p{Extended_Pictographic}\uFE0F]{1,8}|^\[\p{Script=Han}{1,4}\]/u.exec(masked.slice(end, end + 20))?.[0] ?? ''
  );
}

/** The day under a letter is no part of what it says. */
function withoutDate(folded: string): string {
  return folded.replace(/\n\s{0,8}\d{4}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?[日号]?\s*$/u, (date) =>
    ' '.repeat(date.length),
  );
}

type Frame = { heading: Heading; body: Span; told: Span };

/** `told` is the part of the body that tells what happened: in a form a wish has a field of its own. */
function readFrame(masked: string, forms: readonly Form[]): Frame {
  const filled = readFilledForm(masked);
  if (filled !== null) {
    const body = withoutTail(masked, filled.body);
    return { heading: { ...filled.heading, body: body.start }, body, told: filled.told };
  }
  const heading = readHeading(masked, forms);
  const body = withoutTail(masked, { start: heading.body, end: masked.length });
  return { heading, body, told: body };
}

const marked = /^“([^“”]{4,})”[。.!\s]*$/u;

/** Without who signs, and without the marks around the whole of somebody's words. */
function withoutTail(masked: string, { start, end }: Span): Span {
  const body = { start, end: skipTail(masked, { start, end }) };
  const words = marked.exec(masked.slice(body.start, body.end))?.[1];
  return words === undefined ? body : { start: body.start + 1, end: body.start + 1 + words.length };
}

/** 「…」 above a line of dashes is what the message replies to; a whole text in marks is somebody's words. */
const quoted = /^\s*「[^」]{1,2000}」\s*\n\s*(?:-\s*){4,}\n/u;

function withoutQuoted(message: string): string {
  return message.replace(quoted, '');
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
  return pieces(source, body, as).map(({ span, kind }) =>
    readFields(source, span, { kind, labelled: as.heading.via !== null }),
  );
}

type Piece = { span: Span; kind: CaseKind };

/** Points of a list are cases of their own, unless they are grounds of one. */
function pieces({ folded, identity }: Source, body: Span, as: { kind: CaseKind; heading: Heading }): Piece[] {
  const several = splitItems(folded, body);
  if (several === null) return [{ span: body, kind: as.kind }];
  const headed = several.kind !== null || as.heading.kind !== null;
  const found = several.items.map(({ start, end }) => {
    const span = { start, end: skipTail(identity.masked, { start, end }) };
    const words = identity.masked.slice(span.start, span.end);
    return { span, kind: kindOfItem(words, { kind: several.kind ?? as.kind, headed }) };
  });
  const points = several.apart || several.announced || as.kind === 'suggestion' || as.kind === 'demand';
  const apart = points || found.some(({ span }) => proposes.test(folded.slice(span.start, span.end)));
  return apart ? found : [{ span: body, kind: as.kind }];
}

/** A point that proposes is no ground of a complaint. */
const proposes = /^\s*(?:另外|此外|还有|同时)?[,\s]*(?:我们?)?(?:还|也|再)?(?:想|要)?(?:建议|提议|希望|盼望)/u;

/** What was headed as one kind is of it, unless a point says otherwise outright; else each says what it is. */
function kindOfItem(words: string, { kind, headed }: { kind: CaseKind; headed: boolean }): CaseKind {
  const outright =
    complaining.test(words) || /^\s*(?:另外|此外|还有|同时)?[,\s]*(?:我们?)?(?:还|也|再)?(?:想|要)?建议/u.test(words);
  if (headed) return (outright ? readKind(words, unheaded) : null) ?? kind;
  return readKindOfPoint(words, kind);
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
