import { createHash } from 'node:crypto';
import { noUsage } from '../../../src/domain/generation.ts';
import { type ChatModel, ModelError } from '../../../src/ports/chat-model.ts';
import type { Labelled } from './examples.ts';

/** What the scripted model does with a message: the right thing mostly, and what models do wrong. */
export const manners = [
  'right',
  'kind', // another kind that there is
  'invents', // a number, a name and an organization from nowhere
  'rewrites', // says it in other words
  'unknown', // a kind that there is not
  'none', // overlooks the case
  'babbles', // nothing of the asked shape
] as const;
type Manner = (typeof manners)[number];

/** Of a hundred messages, how many are treated so, in the order of `manners`. */
const shares = [70, 8, 8, 4, 2, 4, 4];

/** Decided by the text alone: the same set gives the same table. */
export function mannerOf(text: string): Manner {
  const number = createHash('sha256').update(text).digest().readUInt32BE(0) % 100;
  const at = shares.findIndex((_, index) => number < shares.slice(0, index + 1).reduce((sum, share) => sum + share, 0));
  return manners[at] ?? 'right';
}

/** A model that knows the labels of one message and what was shown of it; nothing is cut where the label was masked. */
export function createScriptedModel(message: Labelled): ChatModel {
  const answer = (shown: string): unknown => answerAs(mannerOf(message.text), message, shown);
  return {
    name: 'scripted',
    async generate({ prompt, shape }) {
      const read = shape.schema.safeParse(answer(shownIn(prompt.user)));
      if (!read.success) throw new ModelError('malformed', 'no answer of the asked shape', { usage: noUsage });
      return { value: read.data, usage: noUsage };
    },
    research: () => Promise.reject(new ModelError('refused', 'is not asked to', { usage: noUsage })),
  };
}

const others = new Map([
  ['suggestion', 'demand'],
  ['complaint', 'dispute'],
  ['dispute', 'complaint'],
  ['demand', 'suggestion'],
  ['fee_report', 'complaint'],
]);

function answerAs(manner: Manner, { items }: Labelled, shown: string): unknown {
  if (manner === 'babbles') return { answer: '好的' };
  if (manner === 'none') return { cases: [] };
  const cases = items.map(({ kind, content, expectation }) => ({
    kind: manner === 'kind' ? others.get(kind) : manner === 'unknown' ? 'bribe' : kind,
    content: manner === 'rewrites' ? `会员反映${content}` : seen(shown, content),
    expectation: expectation === null ? null : seen(shown, expectation),
    ...(manner === 'invents' ? { organization: '无中生有商会', contact: '贾宝玉', phone: '13911112222' } : {}),
  }));
  return { cases };
}

/** The last line that is a string is the message, as the prompt has it. */
function shownIn(user: string): string {
  const line = user.split('\n').findLast((one) => one.startsWith('"'));
  const read: unknown = JSON.parse(line ?? '""');
  return typeof read === 'string' ? read : '';
}

/** A label as the model sees it: what is masked in the text is masked in the answer. */
function seen(shown: string, label: string): string {
  if (shown.includes(label)) return label;
  for (let at = 0; at + label.length <= shown.length; at += 1) {
    const piece = shown.slice(at, at + label.length);
    if ([...piece].every((sign, index) => sign === '*' || sign === [...label][index])) return piece;
  }
  return label;
}
