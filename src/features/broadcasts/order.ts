import { AppError } from '../../base/errors.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Message } from '../../domain/message.ts';
import { mayBroadcast, type User } from '../../domain/user.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { copyFor } from './copy.ts';
import { readDirectory } from './directory.ts';
import { readDraft } from './draft.ts';
import { confirmMinutes, findOrder, keepOrder, type OpenOrder, orderKey, readOrderTurn } from './order-dialogue.ts';
import { previewText } from './order-preview.ts';
import { fingerprintOf, reachOf } from './order-reach.ts';
import {
  groupsChangedSentence,
  mayNotOrderSentence,
  noFilesSentence,
  nothingToConfirmSentence,
  orderAloneSentence,
  orderCancelledSentence,
  orderedBeforeSentence,
  orderedSentence,
  orderVoidSentence,
  sayConfirmSentence,
} from './order-sentences.ts';
import { readOrder, readOrderCommand } from './order-text.ts';
import { outlookOf } from './outlook.ts';
import { addBroadcast, isPostedByHand, type PlanDeps } from './plan.ts';

export type OrderDeps = PlanDeps & { dailyCap: number };

export type OrderDesk = {
  /** `/群发` in a private chat, and what is said to its preview; null when a message is neither. */
  handle(message: Message): Promise<Outcome | null>;
};

/** Broadcasts ordered in chat: shown first, and planned by 确认 alone, in one transaction with the end of that message. */
export function createOrderDesk(deps: OrderDeps): OrderDesk {
  return {
    async handle(message) {
      const written = readOrderCommand(message.text);
      if (message.conversation.kind === 'group') return written === null ? null : saying(orderAloneSentence);
      if (written !== null) return begin(deps, message, written);
      const open = await findOrder(deps.store, message);
      return open === null ? answerLate(deps, message) : goOn(deps, message, open);
    },
  };
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

/** An order of before is over in any case: 确认 is about what was written last. */
function begin(deps: OrderDeps, message: Message, written: string): Outcome {
  return async (records) => {
    await records.dialogues.close(orderKey(message));
    const user = await records.bindings.findUser(message.memberId);
    if (user === null || !mayBroadcast(user)) return [{ text: mayNotOrderSentence(user) }];
    if (message.attachments.length > 0) return [{ text: noFilesSentence }];
    return inOneSentence(async () => {
      const directory = await readDirectory(records);
      const order = readOrder(written, { directory, now: deps.clock.now(), timeZone: deps.timeZone });
      return show(deps, records, { message, user, order: { ...order, id: deps.newId() } });
    });
  };
}

/** Without an order there is nothing to confirm; 确认 from anybody else is no business of this desk. */
async function answerLate({ store }: OrderDeps, message: Message): Promise<Outcome | null> {
  if (readOrderTurn(message.text) !== 'confirms') return null;
  const user = await store.bindings.findUser(message.memberId);
  return user !== null && mayBroadcast(user) ? saying(nothingToConfirmSentence) : null;
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
      const planned = await addBroadcast(deps, records, toBroadcast(deps, open, user));
      return [{ text: orderedSentence(planned, { now: open.at === null, timeZone: deps.timeZone }) }];
    });
  };
}

type Shown = { message: Message; user: User; order: Omit<OpenOrder, 'reach'> };

async function show(deps: OrderDeps, records: Records, { message, user, order }: Shown): Promise<Reply[]> {
  const broadcast = toBroadcast(deps, order, user);
  const directory = await readDirectory(records);
  const reach = reachOf(order.segment, directory);
  const byHand = reach.receivers.filter((group) => isPostedByHand(deps, group)).length;
  const copies = reach.receivers.map((group) => copyFor(group, broadcast, { ...deps, tree: directory.tree }));
  const outlooks = await outlookOf(deps, records, { broadcast, copies, now: deps.clock.now() });
  await keepOrder(records, message, { ...order, reach: fingerprintOf(reach) });
  const preview = { broadcast, reach, byHand, outlooks, now: order.at === null };
  return [{ text: previewText(preview, { ...deps, minutes: confirmMinutes }) }];
}

function toBroadcast(deps: OrderDeps, { id, segment, at, text, urgent }: Shown['order'], user: User): NewBroadcast {
  const draft = { text, to: segment, at, until: null, receipt: null, urgent, by: user.name };
  return readDraft(draft, { ...deps, id, now: deps.clock.now() });
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
