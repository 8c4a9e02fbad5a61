import { type Case, isEnded } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import { keyOf } from './dialogue.ts';
import { chooseOwn, correctedReply, endedReply, noOwnCaseReply, type OwnWish, withdrawnReply } from './own-case.ts';

/** So many of one's own are looked through for the newest that is open. */
const looked = 20;

/** Who writes is said once for all that one message holds, so it is corrected in all of them. */
function saidTogether(one: Case, cases: readonly Case[]): Case[] {
  return cases
    .filter(({ messageId, status }) => messageId === one.messageId && !isEnded(status))
    .toSorted((a, b) => a.no.localeCompare(b.no));
}

/** Corrects or withdraws a case of the one who writes, as one step of its story; others' are not even known. */
export function changeOwn(message: Message, wish: OwnWish): Outcome {
  return async (records) => {
    await records.dialogues.close(keyOf(message));
    const named = wish.no === null ? null : await records.cases.find(wish.no);
    const own = named?.memberId === message.memberId ? [named] : [];
    const cases = wish.no === null ? await records.cases.listOfMember(message.memberId, looked) : own;
    const one = chooseOwn(cases, wish.no);
    if (one === null) return [{ text: noOwnCaseReply }];
    if (isEnded(one.status)) return [{ text: endedReply(one) }];
    const by = { at: message.receivedAt, who: message.sender.name, note: null };
    if (wish.kind === 'withdraw') {
      const ended = { status: 'withdrawn', endedAt: message.receivedAt } as const;
      await records.cases.change(one, ended, { ...by, action: 'withdraw', detail: {} });
      await records.assignments.end(one.no, { at: by.at, as: 'withdrawn' });
      return [{ text: withdrawnReply(one.no) }];
    }
    const detail = Object.fromEntries(Object.keys(wish.changes).map((field) => [field, true] as const));
    const said = wish.no === null && wish.changes.content === undefined ? saidTogether(one, cases) : [one];
    for (const each of said) await records.cases.change(each, wish.changes, { ...by, action: 'correct', detail });
    return [{ text: correctedReply(said.map(({ no }) => no).join('、'), wish.changes) }];
  };
}
