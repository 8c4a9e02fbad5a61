import { AppError } from '../../base/errors.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Message } from '../../domain/message.ts';
import { mayBroadcast, type User } from '../../domain/user.ts';
import type { AttachedFiles } from '../../ports/attached-files.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { keptUntil } from './carrying.ts';
import { copyFor } from './copy.ts';
import { readDirectory } from './directory.ts';
import { readDraft } from './draft.ts';
import { confirmMinutes, findOrder, keepOrder, type OpenOrder, orderKey, readOrderTurn } from './order-dialogue.ts';
import { dropWaiting, findWaiting, keepForOrder, keepWaiting, takeFile, type TakenFile } from './order-file.ts';
import { previewText } from './order-preview.ts';
import { fingerprintOf, reachOf, reachWith } from './order-reach.ts';
import {
  fileDroppedSentence,
  fileGoneSentence,
  fileRefusedSentence,
  fileReplacedSentence,
  fileWaitsSentence,
  groupsChangedSentence,
  mayNotOrderSentence,
  nothingToConfirmSentence,
  orderAloneSentence,
  orderCancelledSentence,
  orderedBeforeSentence,
  orderedSentence,
  orderVoidSentence,
  sayConfirmSentence,
} from './order-sentences.ts';
import { readOrder, readOrderCommand } from './order-text.ts';
import { type OutlookDeps, outlookOf } from './outlook.ts';
import { addBroadcast, isPostedByHand, type PlanDeps } from './plan.ts';
import { unspokenAmong } from './unspoken.ts';

export type OrderDeps = PlanDeps & Pick<OutlookDeps, 'linkOf'> & { dailyCap: number; attached: AttachedFiles };

export type OrderDesk = {
  /** `/群发` in a private chat, a file for it, and what is said to its preview; null when a message is none of these. */
  handle(message: Message): Promise<Outcome | null>;
};

/** Broadcasts ordered in chat: shown first, and planned by 确认 alone, in one transaction with the end of that message. */
export function createOrderDesk(deps: OrderDeps): OrderDesk {
  return {
    async handle(message) {
      const written = readOrderCommand(message.text);
      if (message.conversation.kind === 'group') return written === null ? null : saying(orderAloneSentence);
      if (written !== null) return begin(deps, message, { written, taken: await takeFromSecretary(deps, message) });
      if (message.text.trim() === '' && message.attachments.length > 0) return receive(deps, message);
      const open = await findOrder(deps.store, message);
      if (open !== null && bringsMore(message)) return receive(deps, message);
      return open === null ? answerLate(deps, message) : goOn(deps, message, open);
    },
  };
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

/** Of anybody else nothing is fetched, nor kept. */
async function takeFromSecretary({ store, attached }: OrderDeps, message: Message): Promise<TakenFile | null> {
  if (message.attachments.length === 0) return null;
  const user = await store.bindings.findUser(message.memberId);
  return user !== null && mayBroadcast(user) ? takeFile(attached, message) : null;
}

type Written = { written: string; taken: TakenFile | null };

/** An order of before is over in any case: 确认 is about what was written last. */
function begin(deps: OrderDeps, message: Message, { written, taken }: Written): Outcome {
  return async (records) => {
    await records.dialogues.close(orderKey(message));
    const user = await records.bindings.findUser(message.memberId);
    if (user === null || !mayBroadcast(user)) return [{ text: mayNotOrderSentence(user) }];
    if (taken !== null && 'refused' in taken) return [{ text: fileRefusedSentence(taken.refused) }];
    // It waits until an order is shown with it: what is wrong in the words does not cost the file.
    const file = taken === null ? await findWaiting(records, message) : await keepWaiting(records, message, taken.file);
    return inOneSentence(async () => {
      const directory = await readDirectory(records);
      const of = { directory, now: deps.clock.now(), timeZone: deps.timeZone, carries: file !== null };
      return show(deps, records, { message, user, order: { ...readOrder(written, of), id: deps.newId(), file } });
    });
  };
}

/** 确认 is about what was shown, and that was without this file. */
function bringsMore({ text, attachments }: Message): boolean {
  return attachments.length > 0 && readOrderTurn(text) === 'confirms';
}

/** A file alone: for the order that is open, or for the one to come. */
async function receive(deps: OrderDeps, message: Message): Promise<Outcome | null> {
  const taken = await takeFromSecretary(deps, message);
  if (taken === null) return null;
  return async (records) => {
    const user = await records.bindings.findUser(message.memberId);
    if (user === null || !mayBroadcast(user)) return [{ text: mayNotOrderSentence(user) }];
    const open = await findOrder(records, message);
    await records.dialogues.close(orderKey(message));
    if ('refused' in taken) return [{ text: open === null ? taken.refused : fileRefusedSentence(taken.refused) }];
    const file = await keepWaiting(records, message, taken.file);
    if (open === null) return [{ text: fileWaitsSentence(file, confirmMinutes) }];
    return inOneSentence(async () => {
      const shown = await show(deps, records, { message, user, order: { ...open, file } });
      return open.file === null ? shown : [{ text: fileReplacedSentence(file) }, ...shown];
    });
  };
}

/** Without an order there is nothing to confirm; 确认 from anybody else is no business of this desk. */
async function answerLate({ store }: OrderDeps, message: Message): Promise<Outcome | null> {
  const turn = readOrderTurn(message.text);
  if (turn === 'cancels') return dropFile(store, message);
  if (turn !== 'confirms') return null;
  const user = await store.bindings.findUser(message.memberId);
  return user !== null && mayBroadcast(user) ? saying(nothingToConfirmSentence) : null;
}

async function dropFile(store: Pick<Records, 'dialogues'>, message: Message): Promise<Outcome | null> {
  const file = await findWaiting(store, message);
  if (file === null) return null;
  return async (records) => {
    await dropWaiting(records, message);
    return [{ text: fileDroppedSentence(file) }];
  };
}

function goOn(deps: OrderDeps, message: Message, open: OpenOrder): Outcome {
  switch (readOrderTurn(message.text)) {
    case 'confirms':
      return confirm(deps, message, open);
    case 'hesitates':
      return saying(sayConfirmSentence);
    case 'cancels':
      return drop(message, orderCancelledSentence);
    case 'other':
      return drop(message, orderVoidSentence);
  }
}

function drop(message: Message, text: string): Outcome {
  return async ({ dialogues }) => {
    await dialogues.close(orderKey(message));
    return [{ text }];
  };
}

function confirm(deps: OrderDeps, message: Message, open: OpenOrder): Outcome {
  return async (records) => {
    await records.dialogues.close(orderKey(message));
    const user = await records.bindings.findUser(message.memberId);
    if (user === null || !mayBroadcast(user)) return [{ text: mayNotOrderSentence(user) }];
    if ((await records.broadcasts.find(open.id)) !== null) return [{ text: orderedBeforeSentence }];
    return inOneSentence(async () => {
      const reach = reachOf(open.segment, await readDirectory(records));
      if (fingerprintOf(reach) !== open.reach)
        return [{ text: groupsChangedSentence }, ...(await show(deps, records, { message, user, order: open }))];
      const broadcast = toBroadcast(deps, open, user);
      if (open.file !== null && !(await records.files.keep(open.file.id, keptUntil(broadcast))))
        return [{ text: fileGoneSentence }];
      const planned = await addBroadcast(deps, records, broadcast);
      return [{ text: orderedSentence(planned, { now: open.at === null, timeZone: deps.timeZone }) }];
    });
  };
}

type Shown = { message: Message; user: User; order: Omit<OpenOrder, 'reach'> };

async function show(deps: OrderDeps, records: Records, { message, user, order }: Shown): Promise<Reply[]> {
  const { file } = order;
  const broadcast = toBroadcast(deps, order, user);
  const directory = await readDirectory(records);
  const chosen = reachOf(order.segment, directory);
  const reach = reachWith(deps, chosen, file);
  if (file !== null && !(await keepForOrder(records, message, file))) return [{ text: fileGoneSentence }];
  const byHand = reach.receivers.filter((group) => isPostedByHand(deps, group)).length;
  const copies = reach.receivers.map((group) => copyFor(group, broadcast, { ...deps, tree: directory.tree }));
  const outlook = { broadcast, copies, now: deps.clock.now(), alone: file !== null };
  const outlooks = await outlookOf(deps, records, outlook);
  await keepOrder(records, message, { ...order, reach: fingerprintOf(chosen) });
  await dropWaiting(records, message);
  const unspoken = await unspokenAmong(deps.channels, records, reach.receivers);
  const preview = { broadcast, reach, byHand, outlooks, unspoken, now: order.at === null };
  return [{ text: previewText(preview, { ...deps, minutes: confirmMinutes }) }];
}

function toBroadcast(deps: OrderDeps, order: Shown['order'], user: User): NewBroadcast {
  const { id, segment, at, text, urgent, file } = order;
  const written = { text, to: segment, at, until: null, receipt: null, urgent, by: user.name };
  return readDraft({ ...written, ...(file && { kept: file }) }, { ...deps, id, now: deps.clock.now() });
}

/** What is wrong with an order is found before anything of it is stored, and told to who wrote it. */
async function inOneSentence(work: () => Promise<Reply[]>): Promise<Reply[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !/^(?:input\/|record\/not-found)/u.test(error.code)) throw error;
    return [{ text: error.message }];
  }
}
