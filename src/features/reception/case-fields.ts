import type { Case, CaseFields, CaseKind } from '../../domain/case.ts';
import { findCategory } from './category.ts';
import { splitExpectation } from './expectation.ts';
import type { Span } from './fold.ts';
import type { Identity } from './identity.ts';

/** What is taken from a text. Every value but category, phone and e-mail is cut verbatim from it. */
export type SaidFields = CaseFields & Pick<Case, 'email'>;

/** A message taken apart: `text` as it was written, `folded` of the same length. */
export type Source = { text: string; folded: string; identity: Identity };

/** 我想 and 另外 before the verb say nothing. */
const preface =
  /^(?:另外|此外|还有|再有|同时|再就是|最后)?[,，\s]*(?:我们?|本人)?(?:还|也|再|先|今天)?(?:想|要|想要|来)?(?:跟|向|和|给)?(?:协会|商会|领导|您)?(?=建议|投诉|举报|反映)/u;

export function readFields(source: Source, body: Span, of: { kind: CaseKind; labelled: boolean }): SaidFields {
  const { kind } = of;
  const { text, folded, identity } = source;
  const verbatim = (span: Span | null): string | null => span && text.slice(span.start, span.end);
  const start = body.start + (preface.exec(folded.slice(body.start, body.end))?.[0].length ?? 0);
  const { content, expectation } = splitExpectation(folded, { start, end: body.end }, of);
  return {
    kind,
    organization: verbatim(identity.organization),
    contact: verbatim(identity.contact),
    phone: identity.phone,
    email: identity.email,
    category: findCategory(folded, folded.slice(body.start, body.end)) ?? (kind === 'fee_report' ? '涉企收费' : null),
    content: text.slice(content.start, content.end),
    expectation: verbatim(expectation),
  };
}
