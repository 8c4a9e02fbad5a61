import { AppError } from '../../base/errors.ts';
import { inChinese } from '../../domain/command.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { assignedSentence, createdSentence, noAccountSentence, whatSentence } from './assign-words.ts';
import { aloneSentence } from './assignee-words.ts';
import type { AssignOrder } from './case-act.ts';
import { addCase } from './desk-case.ts';
import { readDueDay } from './due-day.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';
import { fold } from './fold.ts';
import { kindNames as builtInNames } from './labels.ts';
import { privateChatOf } from './private-chats.ts';
import { findResponsible } from './responsible.ts';
import { type StepDeps, takeStep } from './take-step.ts';

/** `no` null: `words` are a new thing to be done; else they are a remark for staff. */
export type SaidOrder = { no: string | null; order: AssignOrder; words: string };

/**
 * `/督办 2026-0001 交给 谁 期限`, or `/督办 交给 谁 期限 要办的事`, of a bound account in a private chat: who must act from now
 * on. They are told in private like those whom the desk assigned. Null for anything else.
 */
export function createAssignAbility(deps: FollowUpDeps): { handle(message: Message): Promise<Outcome | null> } {
  return {
    async handle(message) {
      const said = readOrder(message.text);
      if (said === null) return null;
      if (message.conversation.kind === 'group') return async () => [{ text: aloneSentence }];
      const isWorkday = await deps.workdays();
      const kinds = await deps.kindNames();
      const forms = (await deps.forms?.())?.forms ?? [];
      return async (records) => {
        const user = await records.bindings.findUser(message.memberId);
        if (user === null || user.disabledAt !== null) return [{ text: noAccountSentence }];
        const by = { who: user.name, at: message.receivedAt, seen: null };
        return assign({ ...deps, isWorkday, kinds, forms }, records, { said, by });
      };
    },
  };
}

type Deps = Omit<FollowUpDeps, 'forms'> & StepDeps & Parameters<typeof addCase>[0];
type Turn = { said: SaidOrder; by: { who: string; at: number; seen: null } };

/** What is wrong is found before anything is stored, and told to who wrote it. */
async function assign(deps: Deps, records: Records, { said, by }: Turn): Promise<Reply[]> {
  try {
    const assignee = await findResponsible(records, said.order.to);
    readDueDay(said.order, { ...deps, now: by.at });
    if (said.no === null && said.words === '') return [{ text: whatSentence }];
    const no = said.no ?? (await create(deps, records, { said, by }));
    const note = said.no === null || said.words === '' ? null : said.words;
    const act = { action: 'assign', note, order: said.order } as const;
    const taken = await takeStep(deps, records, { no, act, by });
    const alone = (await privateChatOf({ ...deps, store: { ...deps.store, ...records } }, assignee)) !== null;
    const told = { no, name: assignee.name, alone, told: taken.told };
    return [{ text: (said.no === null ? createdSentence(no) : '') + assignedSentence(told) }];
  } catch (error) {
    if (!(error instanceof AppError) || !/^(?:input\/|record\/)/u.test(error.code)) throw error;
    return [{ text: error.message }];
  }
}

async function create(deps: Deps, records: Records, { said, by }: Turn): Promise<string> {
  const nothing = { organization: null, contact: null, phone: null, category: null, expectation: null };
  const given = { ...nothing, givenBy: null, theirNumber: null, dueDay: null, workdays: null };
  const order = { ...given, key: null, source: 'desk', kind: builtInNames.demand, content: said.words } as const;
  return (await addCase(deps, records, { order, by })).no;
}

const command =
  /^\/\s?督办[\s:]*(?:(20\d\d-?\d{4,6})[\s:,]*)?(?:交给|交由|交办给?|转给)\s*([^\s,。;]+)(?:[\s,]+(20\d\d-\d\d-\d\d)[前止]?|[\s,]+(\d{1,3})\s*个?工作日内?)?[\s,:。;]*(.*)$/dsu;

/** Null where nobody is named who shall act. */
export function readOrder(written: string): SaidOrder | null {
  const text = inChinese(written.trim());
  const found = command.exec(fold(text));
  if (found === null) return null;
  const said = (group: number): string | null => {
    const [from, to] = found.indices?.[group] ?? [];
    return from === undefined ? null : text.slice(from, to).trim();
  };
  const number = found[1];
  const no = number === undefined ? null : `${number.slice(0, 4)}-${number.slice(4).replace('-', '')}`;
  const workdays = found[4] === undefined ? null : Number(found[4]);
  return { no, order: { to: said(2) ?? '', lead: null, dueDay: found[3] ?? null, workdays }, words: said(5) ?? '' };
}
