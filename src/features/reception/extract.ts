import { z } from 'zod';
import { dayOf, instantAt } from '../../base/calendar.ts';
import { noUsage } from '../../domain/generation.ts';
import type { Form } from '../../domain/form.ts';
import type { Message } from '../../domain/message.ts';
import { findAddresses, findCards } from '../../domain/hidden.ts';
import { findNumbers } from '../../domain/phone.ts';
import { type ChatModel, ModelError } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Generations } from '../../ports/generations.ts';
import type { Log } from '../../ports/log.ts';
import type { Prompts } from '../../ports/prompts.ts';
import type { SaidFields } from './case-fields.ts';
import { findCategory } from './category.ts';
import { isUnsure } from './case-signal.ts';
import { openMessage } from './parse.ts';

export type ExtractDeps = {
  chat: ChatModel;
  prompts: Prompts;
  /** What members, and everybody in a conversation, may ask of a model a day. */
  budget: { perMember: number; perConversation: number };
  generations: Generations;
  clock: Clock;
  newId: () => string;
  log: Log;
  timeZone: string;
};

/** What a model reads in a message the rules are not sure of, each value checked; null = it was not asked, or said nothing of use. */
export type Extract = (message: Message, forms: readonly Form[]) => Promise<SaidFields[] | null>;

/** A number it may give is taken only when it stands in the text; it is not shown any. */
const schema = z.object({
  cases: z
    .array(
      z.object({
        kind: z.string(),
        content: z.string(),
        expectation: z.string().nullable().default(null),
        organization: z.string().nullable().default(null),
        contact: z.string().nullable().default(null),
        phone: z.string().nullable().default(null),
      }),
    )
    .max(10),
});
type Said = z.infer<typeof schema>['cases'][number];

const patienceMs = 20_000;
const maxOutputTokens = 2_000;
const longest = 2_000;

export function createExtract(deps: ExtractDeps): Extract {
  return async function extract(message, forms) {
    const opened = openMessage(message.text, forms);
    if (opened.heading.via !== null || message.text.length > longest || !isUnsure(opened.said)) return null;
    const shown = mask(opened.source);
    const kinds = forms.map(({ id, name }) => ({ id, name }));
    const prompt = deps.prompts.render('case', { text: shown, kinds });
    const entry = await begin(deps, message, prompt.version);
    if (entry === null) return null;
    try {
      const request = {
        prompt,
        shape: { name: 'cases', schema },
        maxOutputTokens,
        signal: AbortSignal.timeout(patienceMs),
      };
      const { value, usage } = await deps.chat.generate(request);
      const items = value.cases.flatMap((said) => check(said, { shown, source: opened.source, forms }) ?? []);
      const kept = items.length === value.cases.length;
      await entry({ outcome: kept ? 'sent' : 'dropped', reason: kept ? null : '原话里没有', usage });
      return kept ? items : null;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      deps.log.warn({ kind: error.kind }, 'a model could not read a case; rules go on');
      await entry({ outcome: 'dropped', reason: error.kind, usage: error.usage });
      return null;
    }
  };
}

type Entry = (end: Parameters<Generations['end']>[1]) => Promise<void>;

/** Null when a budget is used up. */
async function begin(deps: ExtractDeps, message: Message, promptVersion: string): Promise<Entry | null> {
  const [id, at] = [deps.newId(), deps.clock.now()];
  const since = instantAt(dayOf(at, deps.timeZone), '00:00', deps.timeZone);
  const { conversationId, memberId } = message;
  const row = { id, conversationId, memberId, at, model: deps.chat.name, promptVersion, usage: noUsage, reason: null };
  if (!(await deps.generations.begin({ ...row, outcome: 'running' }, { since, ...deps.budget }))) return null;
  return (end) => deps.generations.end(id, end);
}

type Source = ReturnType<typeof openMessage>['source'];

/** The text with every number to call or of a card, address and the name of who writes covered, as long as before. */
function mask({ text, folded, identity }: Source): string {
  const spans = [
    ...findNumbers(folded),
    ...findCards(folded),
    ...findAddresses(folded),
    ...(identity.contact === null ? [] : [identity.contact]),
  ];
  return spans.reduce(
    (shown, { start, end }) => shown.slice(0, start) + '*'.repeat(end - start) + shown.slice(end),
    text,
  );
}

/** Null when a piece is not of the text, or the kind is none. */
function check(said: Said, of: { shown: string; source: Source; forms: readonly Form[] }): SaidFields | null {
  const { source, forms } = of;
  const cut = (piece: string | null): string | null => {
    const at = piece === null || piece.trim() === '' ? -1 : of.shown.indexOf(piece.trim());
    return at < 0 || piece === null ? null : source.text.slice(at, at + piece.trim().length);
  };
  const content = cut(said.content);
  if (content === null || !forms.some(({ id }) => id === said.kind)) return null;
  if (said.expectation !== null && cut(said.expectation) === null) return null;
  const { identity, folded, text } = source;
  const verbatim = (span: { start: number; end: number } | null): string | null =>
    span && text.slice(span.start, span.end);
  return {
    kind: said.kind,
    organization: verbatim(identity.organization) ?? cut(said.organization),
    contact: verbatim(identity.contact) ?? cut(said.contact),
    phone: identity.phone ?? findNumbers(folded).find(({ value }) => value === said.phone)?.value ?? null,
    email: identity.email,
    category: findCategory(folded, content),
    content,
    expectation: cut(said.expectation),
  };
}
