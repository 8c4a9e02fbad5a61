import type { SaidFields } from '../../../src/features/reception/case-fields.ts';
import { parseCases } from '../../../src/features/reception/parse.ts';
import type { Labelled } from './examples.ts';

export const judgedFields = ['organization', 'contact', 'phone', 'email', 'content', 'expectation'] as const;
type Field = (typeof judgedFields)[number];

export type FieldFigures = { field: Field; right: number; of: number; precision: number; recall: number };
export type Figures = { kinds: { right: number; of: number }; fields: FieldFigures[]; wrong: string[] };

export type ReadItems = (message: Labelled) => readonly SaidFields[];
const byRules: ReadItems = ({ text }) => parseCases(text).items;

/** How many messages came out as the cases they are, and how well fields were read where their number came out right. */
export function judge(messages: readonly Labelled[], readItems: ReadItems = byRules): Figures {
  const read = messages.map((message) => ({ ...message, got: readItems(message) }));
  const missed = read.filter(({ items, got }) => kindsOf(items) !== kindsOf(got));
  const pairs = read.flatMap(({ items, got }) =>
    items.length === got.length ? items.flatMap((want, at) => (got[at] ? [{ want, got: got[at] }] : [])) : [],
  );
  const fields = judgedFields.map((field) =>
    figuresOf(
      field,
      pairs.map(({ want, got }) => [bare(want[field]), bare(got[field])]),
    ),
  );
  const wrong = missed.map(({ text, items, got }) => `${kindsOf(items)} <- ${kindsOf(got)}: ${text}`);
  return { kinds: { right: read.length - missed.length, of: read.length }, fields, wrong };
}

function figuresOf(field: Field, values: readonly (readonly [string | null, string | null])[]): FieldFigures {
  const right = values.filter(([want, got]) => want === got);
  const hits = right.filter(([want]) => want !== null).length;
  const share = (of: number): number => (of === 0 ? 1 : hits / of);
  return {
    field,
    right: right.length,
    of: values.length,
    precision: share(values.filter(([, got]) => got !== null).length),
    recall: share(values.filter(([want]) => want !== null).length),
  };
}

function kindsOf(items: readonly { kind: string }[]): string {
  return items.map(({ kind }) => kind).join() || 'none';
}

/** A mark or a picture at the end is a matter of taste. */
function bare(value: string | null): string | null {
  return value === null
    ? null
    : value.replace(/^[\s，。；、,.;!！]+|[\s，。；、,.;!！\p{Extended_Pictographic}\uFE0F]+$/gu, '');
}
