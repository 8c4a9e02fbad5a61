import { AppError } from '../../base/errors.ts';
import type { Responsible } from '../../domain/assignment.ts';
import { inChinese } from '../../domain/command.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { CaseAct } from './case-act.ts';
import {
  aloneSentence,
  doneSentence,
  listText,
  nothingSentence,
  notYoursSentence,
  unknownSentence,
  whichSentence,
  wholeText,
} from './assignee-words.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';
import { fold } from './fold.ts';
import { takeStep } from './take-step.ts';
import { listWaiting, mostWaiting, type WaitingItem, type WaitingList } from './waiting.ts';

/** `no` null = the only one there is; `act` null = to be shown. */
type Asked = { no: string | null; act: CaseAct | null };

const listed = 15;

/**
 * `/督办` in a private chat of a bound account or person: what they must act on, one of it whole, and what they say of it
 * (开始, 已办结, 退回). Null for anything else.
 */
export function createAssigneeAbility(deps: FollowUpDeps): { handle(message: Message): Promise<Outcome | null> } {
  return {
    async handle(message) {
      const asked = readAsked(message.text);
      if (asked === null) return null;
      if (message.conversation.kind === 'group') return saying(aloneSentence);
      const isWorkday = await deps.workdays();
      const kinds = await deps.kindNames();
      return async (records) => {
        const self = await identitiesOf(records, message.memberId);
        if (self.length === 0) return [{ text: unknownSentence }];
        const store = { ...deps.store, ...records };
        const list = await listWaiting(
          { ...deps, store, isWorkday, kinds },
          { overdue: false, assignees: self, after: null, limit: asked.no === null ? listed : mostWaiting },
          deps.clock.now(),
        );
        return answer({ ...deps, isWorkday }, records, { message, asked, list, self });
      };
    },
  };
}

type Turn = { message: Message; asked: Asked; list: WaitingList; self: readonly Responsible[] };

async function answer(
  deps: Parameters<typeof takeStep>[0],
  records: Records,
  { message, asked: { no, act }, list, self }: Turn,
): Promise<Reply[]> {
  if (list.total === 0) return [{ text: nothingSentence }];
  if (no === null && act === null) return [{ text: listText(list) }];
  if (no === null && list.total > 1) return [{ text: whichSentence(list) }];
  const one = no === null ? list.cases[0] : list.cases.find((item) => item.no === no);
  if (one === undefined) return [{ text: notYoursSentence(no ?? '') }];
  const by = { who: self[0]?.name ?? message.sender.name, at: message.receivedAt, seen: null };
  if (act === null) return show(records, one, by);
  return inOneSentence(async () => {
    const taken = await takeStep(deps, records, { no: one.no, act, by });
    return [{ text: doneSentence(taken.case, taken.told) }];
  });
}

/** Names and numbers of members are shown, so that goes on record. */
async function show({ audit }: Records, one: WaitingItem, { who, at }: { who: string; at: number }): Promise<Reply[]> {
  await audit.append({ at, who, action: 'case/view', subject: one.no, detail: { cases: 1 } });
  return [{ text: wholeText(one) }];
}

async function identitiesOf({ bindings }: Pick<Store, 'bindings'>, memberId: string): Promise<Responsible[]> {
  const user = await bindings.findUser(memberId);
  const people = await bindings.listPeople(memberId);
  const accounts: Responsible[] =
    user === null || user.disabledAt !== null ? [] : [{ kind: 'user', id: user.id, name: user.name }];
  return [...accounts, ...people.map(({ id, name }): Responsible => ({ kind: 'person', id, name }))];
}

const command = /^\/\s?督办(?![\p{Script=Han}a-z])[\s:]*(.*)$/su;
const parts = /^(?:(20\d\d-?\d{4,6})[\s:,]*)?(?:(已?办结|办完了?|已完成|退回|开始(?:办理)?|已开始)[\s:,。]*(.*))?$/su;

/** What stands behind /督办; null = it is not that. */
function readAsked(text: string): Asked | null {
  const [, behind] = command.exec(fold(inChinese(text.trim()))) ?? [];
  if (behind === undefined) return null;
  const said = text.trim().slice(text.trim().length - behind.length);
  const [, number, word, note = ''] = parts.exec(behind.trim()) ?? [];
  const no = number === undefined ? null : `${number.slice(0, 4)}-${number.slice(4).replace('-', '')}`;
  const written = said
    .trim()
    .slice(said.trim().length - note.length)
    .trim();
  return { no, act: word === undefined ? null : actOf(word, note === '' ? '' : written) };
}

function actOf(word: string, note: string): CaseAct {
  if (word === '退回') return { action: 'return', note };
  return { action: /开始/u.test(word) ? 'start' : 'resolve', note };
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

/** What is wrong is found before anything is stored, and told to who wrote it. */
async function inOneSentence(work: () => Promise<Reply[]>): Promise<Reply[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !/^(?:input\/|record\/)/u.test(error.code)) throw error;
    return [{ text: error.message }];
  }
}
