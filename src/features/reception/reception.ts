import { builtInKinds, type CaseFields, type CaseKind } from '../../domain/case.ts';
import type { Form, FormSet } from '../../domain/form.ts';
import type { Message } from '../../domain/message.ts';
import type { IsWorkday } from '../../domain/workdays.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { readAnonymous, readClaim, recordAnonymous, startOfDay, tellByClaim } from './anonymous.ts';
import { barePhotos, keepUnknown } from './anonymous-files.ts';
import { type Asking, findAsking, isSkip } from './asking.ts';
import { changeOwn } from './change-own.ts';
import { answered, askMissing, readSupplement, stopAsking, supplementOf } from './complete.ts';
import { keepFiles, noFiles, type TakeFiles } from './case-files.ts';
import { endOfDay, targetDay } from './due-day.ts';
import {
  askReply,
  cancelledReply,
  findDialogue,
  keyOf,
  noContentReply,
  openDialogue,
  readOpening,
  readTurn,
} from './dialogue.ts';
import type { Extract } from './extract.ts';
import { fold } from './fold.ts';
import { readUnknownWord } from './heading.ts';
import { noOwnCaseReply, readOwnWish } from './own-case.ts';
import { openMessage, parseAnswer, parseCases } from './parse.ts';
import { progressReply, readProgressRequest } from './progress.ts';
import { receiversOf } from './receivers.ts';
import { type DueOf, recordCases, recordedReply } from './record.ts';

export type ReceptionDeps = {
  records: Pick<Records, 'dialogues' | 'cases' | 'users' | 'people' | 'organizations'>;
  timeZone: string;
  /** What kinds ask for; absent: the built-in ones, and nothing is asked. */
  forms?: () => Promise<FormSet>;
  /** Absent: cases have no date. */
  workdays?: () => Promise<IsWorkday>;
  /** Whether members of a channel can talk to the bot alone. */
  directChats?: (channel: string) => boolean;
  newId?: () => string;
  /** Reads what came with a message; absent: no files are kept. */
  takeFiles?: TakeFiles | undefined;
  /** A model that reads what rules are not sure of; absent: rules alone. */
  extract?: Extract | undefined;
  /** A code nobody can guess, as `ABCD-EFGH-JKMN`; absent: nothing is taken anonymously. */
  newCode?: () => string;
};

export type Reception = {
  /** Takes suggestions, complaints and questions about them; null when a message is none. */
  handle(message: Message): Promise<Outcome | null>;
};

/** What is known when a message is looked at. */
type Turn = { message: Message; forms: readonly Form[]; dueOf: DueOf; deps: ReceptionDeps };

export function createReception(deps: ReceptionDeps): Reception {
  return {
    async handle(message) {
      const code = readClaim(message.text);
      if (code !== null) return tellByClaim(message, code);
      const request = readProgressRequest(message.text);
      if (request !== null) return tellProgress({ message, request, timeZone: deps.timeZone });
      const wish = readOwnWish(message.text);
      if (wish !== null) return changeOwn(message, wish);
      const turn = { message, forms: await formsOf(deps), dueOf: await dueOfOf(deps), deps };
      const unknown = readAnonymous(message.text);
      if (unknown !== null && deps.newCode !== undefined) return takeAnonymous(turn, unknown, deps.newCode);
      const asking = await findAsking(deps.records, keyOf(message), message.receivedAt);
      const replied = asking === null ? undefined : await reply(turn, asking);
      return replied === undefined ? hear(turn) : replied;
    },
  };
}

async function takeAnonymous(turn: Turn, said: string, newCode: () => string): Promise<Outcome> {
  const { message, deps } = turn;
  const code = readClaim(said);
  if (code !== null) return tellByClaim(message, code);
  const { records: directory, timeZone } = deps;
  const taken = barePhotos((await deps.takeFiles?.(message)) ?? noFiles);
  const at = startOfDay(message.receivedAt, timeZone);
  return recordAnonymous({
    ...turn,
    said,
    newCode,
    timeZone,
    directory,
    keepPhotos: (records, one) => keepUnknown(records, { one, taken, at, newId: newIdOf(turn) }),
    directChats: deps.directChats?.(message.conversation.channel) ?? false,
  });
}

function newIdOf({ message, deps }: Turn): () => string {
  return deps.newId ?? ((): string => `of-message-${message.id}`);
}

async function formsOf({ forms }: ReceptionDeps): Promise<readonly Form[]> {
  return forms === undefined ? [] : (await forms()).forms;
}

/** The end of the last of the working days a form gives. */
async function dueOfOf(deps: ReceptionDeps): Promise<DueOf> {
  const [forms, isWorkday] = [await formsOf(deps), await deps.workdays?.()];
  return (kind, from) => {
    if (isWorkday === undefined) return null;
    const form = forms.find(({ id }) => id === kind) ?? null;
    const last = targetDay(form, { isWorkday, timeZone: deps.timeZone, now: from });
    return last === null ? null : endOfDay(last, deps.timeZone);
  };
}

/** A message that stands by itself, or tells what was asked to be told. */
async function hear(turn: Turn): Promise<Outcome | null> {
  const { message, forms, deps } = turn;
  const supplement = readSupplement(fold(message.text));
  if (supplement !== null) return completeOwn(turn, supplement);
  const unknown = forms.length === 0 ? null : readUnknownWord(fold(message.text), forms);
  if (unknown !== null) return tellKinds(unknown, forms);
  const kind = readOpening(message.text);
  if (kind !== null) return ask(message, kind, forms);
  const { items, missing } = parseCases(message.text, forms);
  const open = await findDialogue(deps.records, message);
  if (open !== null) return goOn(turn, open);
  const extracted = (await deps.extract?.(message, forms)) ?? null;
  if (extracted !== null) return extracted.length > 0 ? record(turn, extracted) : null;
  if (items.length > 0) return record(turn, items);
  if (!missing.includes('content')) return null;
  return ask(message, openMessage(message.text, forms).heading.kind ?? 'suggestion', forms);
}

async function record(turn: Turn, items: readonly CaseFields[]): Promise<Outcome> {
  const { message, forms, dueOf, deps } = turn;
  const taken = (await deps.takeFiles?.(message)) ?? noFiles;
  const receivers = await receiversOf(deps.records, { forms, kinds: items.map(({ kind }) => kind) });
  return async (records) => {
    await records.dialogues.close(keyOf(message));
    const cases = await recordCases(records, { message, items, timeZone: deps.timeZone, dueOf, receivers });
    const directChats = deps.directChats?.(message.conversation.channel) ?? false;
    const newId = newIdOf(turn);
    const discreet =
      forms.length === 0 ? undefined : new Set(forms.flatMap((form) => (form.discreet ? [form.id] : [])));
    const [one] = cases;
    const key = `message/${message.id}`;
    const by = message.sender.name;
    const filed =
      one === undefined || taken === noFiles
        ? ''
        : await keepFiles(records, { one, taken, key, at: message.receivedAt, by, newId });
    const asked = await askMissing(records, { message, cases, with: { forms, directChats, newId } });
    return [{ text: recordedReply(cases, discreet) + filed + asked }];
  };
}

/** A text this long that is a case is one of its own, not an answer. */
const longAnswer = 60;

/** The answer to a question about a case; undefined when the member speaks of something else. */
async function reply({ message, forms, deps }: Turn, asking: Asking): Promise<Outcome | null | undefined> {
  if (isSkip(message.text)) return answered(message, asking, { forms, skipped: true });
  const turn = readTurn(message.text);
  if (turn === 'cancels') return stopAsking(message, asking);
  if (turn === 'fills') return null;
  const opens = readOpening(message.text) !== null || openMessage(message.text, forms).heading.via !== null;
  const another = message.text.length > longAnswer && parseCases(message.text, forms).items.length > 0;
  if (turn === 'leaves' || opens || another) {
    await deps.records.dialogues.close(keyOf(message));
    return turn === 'leaves' && !opens ? null : undefined;
  }
  return answered(message, asking, { forms, skipped: false });
}

async function goOn(turn: Turn, open: { kind: CaseKind; said: string }): Promise<Outcome | null> {
  const { message, forms, deps } = turn;
  const kind = readTurn(message.text);
  if (kind === 'cancels') return cancel(message);
  if (kind === 'fills') return null;
  if (kind === 'leaves') {
    // The ability that answers knows no dialogue; closing twice after a crash is the same as once.
    await deps.records.dialogues.close(keyOf(message));
    return null;
  }
  const said = open.said === '' ? message.text : `${open.said}\n${message.text}`;
  const { items } = parseAnswer(said, open.kind, forms);
  return items.length > 0 ? record(turn, items) : keepListening(message, { ...open, said });
}

async function completeOwn({ message, forms, deps }: Turn, no: string): Promise<Outcome> {
  const [newest] = no === '' ? await deps.records.cases.listOfMember(message.memberId, 1) : [];
  const one = no === '' ? newest : await deps.records.cases.find(no);
  if (one?.memberId !== message.memberId) return async () => [{ text: noOwnCaseReply }];
  return supplementOf(message, one, forms);
}

function tellKinds(word: string, forms: readonly Form[]): Outcome {
  const names = forms.map(({ name }) => name).join('、');
  const said = word === '' ? '' : `没有“${word.slice(0, 20)}”这一类。`;
  const example = forms[0]?.name ?? '建议';
  return async () => [{ text: `${said}可以登记：${names}。例如发“/登记 ${example} 内容”。` }];
}

function tellProgress(of: Parameters<typeof progressReply>[1]): Outcome {
  return async (records) => {
    await records.dialogues.close(keyOf(of.message));
    return [{ text: await progressReply(records, of) }];
  };
}

function ask(message: Message, kind: CaseKind, forms: readonly Form[]): Outcome {
  const own = isBuiltIn(kind) ? undefined : forms.find(({ id }) => id === kind)?.name;
  return async (records) => {
    await openDialogue(records, { message, dialogue: { kind, said: '' } });
    return [{ text: askReply(kind, { group: message.conversation.kind === 'group', name: own }) }];
  };
}

function isBuiltIn(kind: CaseKind): boolean {
  return builtInKinds.some((known) => known === kind);
}

function keepListening(message: Message, dialogue: { kind: CaseKind; said: string }): Outcome {
  return async (records) => {
    await openDialogue(records, { message, dialogue });
    return [{ text: noContentReply }];
  };
}

function cancel(message: Message): Outcome {
  return async (records) => {
    await records.dialogues.close(keyOf(message));
    return [{ text: cancelledReply }];
  };
}
