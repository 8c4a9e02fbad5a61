import type { Case } from '../../domain/case.ts';
import type { Form } from '../../domain/form.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { askField, type Asking, openAsking, readField } from './asking.ts';
import { keyOf } from './dialogue.ts';
import { questionsLeft, valueOf } from './questions-left.ts';

/** What is known of the place a case is completed in. */
export type Completing = {
  forms: readonly Form[];
  /** Whether members can talk to the bot alone there. */
  directChats: boolean;
  newId: () => string;
};

const replyLifeMs = 24 * 3_600_000;
export const formOf = (forms: readonly Form[], kind: string): Form | null =>
  forms.find(({ id }) => id === kind) ?? null;

/** Asks what is needed and missing of the first case, alone with the member where it is discreet; the sentence for the reply. */
export async function askMissing(
  records: Records,
  of: { message: Message; cases: readonly Case[]; with: Completing },
): Promise<string> {
  const { message, with: place } = of;
  const [one] = of.cases;
  const form = one === undefined ? null : formOf(place.forms, one.kind);
  if (one === undefined || form === null) return '';
  const group = message.conversation.kind === 'group';
  if (group && form.discreet) return place.directChats ? askAlone(records, { message, one, form, with: place }) : '';
  const [first, ...more] = questionsLeft(form, one, { group });
  if (first === undefined) return '';
  const asking = { no: one.no, fields: [first, ...more].map(({ id }) => id) };
  await openAsking(records, { key: keyOf(message), asking, now: message.receivedAt });
  return `\n还想问一句：${askField(first)}`;
}

/** In the private chat there is, or by saying how to begin one. */
async function askAlone(
  records: Records,
  of: { message: Message; one: Case; form: Form; with: Completing },
): Promise<string> {
  const { message, one, form } = of;
  const [first, ...more] = questionsLeft(form, one, { group: false });
  if (first === undefined) return '';
  const [chat] = await records.members.listDirect([message.memberId]);
  if (chat === undefined) return `要补充情况，请私聊我发“/补充 ${one.no}”。`;
  const key = { ...keyOf(message), conversationId: chat.conversationId };
  const asking = { no: one.no, fields: [first, ...more].map(({ id }) => id) };
  await openAsking(records, { key, asking, now: message.receivedAt });
  await sayAlone(records, { ...of, conversationId: chat.conversationId, text: `${one.no} 已登记。${askField(first)}` });
  return '我私聊您再问一句。';
}

async function sayAlone(
  records: Records,
  of: { message: Message; one: Case; with: Completing; conversationId: string; text: string },
): Promise<void> {
  const now = of.message.receivedAt;
  const delivery = {
    id: of.with.newId(),
    key: `case/${of.one.no}/ask`,
    kind: 'reply',
    conversationId: of.conversationId,
    text: of.text,
    replyTo: null,
    broadcastId: null,
    fileId: null,
    reminds: null,
    notBefore: now,
    closesAt: now + replyLifeMs,
    skipped: null,
  } as const;
  await records.deliveries.add([delivery], now);
}

const supplement = /^\/?\s?(?:补充|supplement)(?![a-z])(?:[\s:：]*(20\d\d)\s*-\s*(\d{1,6}))?[\s。.!]*$/u;

/** The number in `/补充 2026-0001`; empty when none stands there, null for any other text. */
export function readSupplement(folded: string): string | null {
  const found = supplement.exec(folded.trim());
  if (found === null) return null;
  const [, year, count] = found;
  return year === undefined || count === undefined ? '' : `${year}-${count.padStart(4, '0')}`;
}

/** Asks the next question of a case, or says that nothing is left. */
export function supplementOf(message: Message, one: Case, forms: readonly Form[]): Outcome {
  return async (records) => {
    const group = message.conversation.kind === 'group';
    const [first, ...more] = questionsLeft(formOf(forms, one.kind), one, { group });
    if (first === undefined) return [{ text: `${one.no} 没有需要补充的了，谢谢。` }];
    const asking = { no: one.no, fields: [first, ...more].map(({ id }) => id) };
    await openAsking(records, { key: keyOf(message), asking, now: message.receivedAt });
    return [{ text: askField(first) }];
  };
}

/** What is said to an answer: the next question, or that all is noted. `skipped`: no value was given. */
export function answered(message: Message, asking: Asking, of: { forms: readonly Form[]; skipped: boolean }): Outcome {
  return async (records) => {
    const one = await records.cases.find(asking.no);
    const [field = '', ...rest] = asking.fields;
    if (one === null) return endAsking(records, message, '');
    const changes = of.skipped ? {} : readField(message.text, field, one);
    if (changes === null) return [{ text: `没有认出来，请再发一次，或回“跳过”。` }];
    const changed = Object.keys(changes).length === 0 ? one : await note(records, { message, one, changes });
    const left = rest.filter((id) => valueOf(changed, id) === null);
    const [next] = left.flatMap((id) => formOf(of.forms, one.kind)?.fields.filter((asked) => asked.id === id) ?? []);
    if (next === undefined) return endAsking(records, message, `好的，${one.no} 已登记齐全，有进展会告诉您。`);
    await openAsking(records, { key: keyOf(message), asking: { no: one.no, fields: left }, now: message.receivedAt });
    return [{ text: askField(next) }];
  };
}

async function note(
  records: Records,
  of: { message: Message; one: Case; changes: Parameters<Records['cases']['change']>[1] },
): Promise<Case> {
  const { message, one, changes } = of;
  const told = Object.keys(changes).map((field) => [field, true] as const);
  return records.cases.change(one, changes, {
    at: message.receivedAt,
    who: message.sender.name,
    action: 'correct',
    note: null,
    detail: Object.fromEntries(told),
  });
}

async function endAsking(records: Records, message: Message, text: string): Promise<Reply[]> {
  await records.dialogues.close(keyOf(message));
  return text === '' ? [] : [{ text }];
}

/** 取消 while being asked: the case stands as it is. */
export function stopAsking(message: Message, { no }: Asking): Outcome {
  return (records) => endAsking(records, message, `好的，不再问了。${no} 已经登记；要撤回请发“撤回 ${no}”。`);
}
