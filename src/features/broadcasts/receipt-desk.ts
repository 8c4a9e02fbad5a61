import { AppError } from '../../base/errors.ts';
import type { NewFile } from '../../domain/file.ts';
import type { Message } from '../../domain/message.ts';
import { type AskingDelivery, mostReceipts, type Receipt } from '../../domain/receipt.ts';
import type { Acknowledgement, Report } from '../../ports/channel.ts';
import type { Outcome } from '../../ports/outcome.ts';
import { askedBy, type AskedDeps } from './asked.ts';
import { fetchFile, findCarried } from './fetch-file.ts';
import { readReceiptWords } from './receipt-words.ts';
import { alreadySentence, notedSentence, nothingAskedSentence, notAskingSentence } from './receipt-sentences.ts';
import { findAsking, findPosted, type PostedDeps } from './receipt-target.ts';

export type ReceiptDeskDeps = AskedDeps & PostedDeps;

/** What the page behind a link shows. */
export type ReceiptNotice = {
  text: string;
  file: { name: string; size: number } | null;
  until: number;
  late: boolean;
  acknowledged: boolean;
};

/** Where everybody's 收到 arrives. A late one counts and is told from the others by its time. */
export type ReceiptDesk = {
  /** The button under a message; the same person twice is one. Resolves with what to show to them. */
  acknowledge(pressed: Acknowledgement): Promise<string>;
  /**
   * What the platform tells by itself; only of deliveries that ask for a 收到, and of members who wrote or confirmed
   * before: a page can tell of people who are none.
   */
  report(report: Report): Promise<void>;
  /** Words said to the bot. Null when they are no 收到, or nobody asked. */
  handle(message: Message): Promise<Outcome | null>;
  /** Words said among members: the same, but never answered. */
  overhear(message: Message): Promise<Outcome | null>;
  /** The page of a delivery that asks by a link; throws `record/not-found` when nobody asks there, or no longer. */
  notice(deliveryId: string, visitor: string | null): Promise<ReceiptNotice>;
  /** What is posted with it; throws as `notice` does, and when there is none or no longer. */
  file(deliveryId: string): Promise<NewFile>;
  /** 收到 on that page; the same visitor twice is one. Throws as `notice` does, `input/invalid` for a bad name, `record/conflict` when there are too many. */
  sign(signed: { deliveryId: string; visitor: string; name: string }): Promise<void>;
};

const longestName = 30;

export function createReceiptDesk(deps: ReceiptDeskDeps): ReceiptDesk {
  const { store, clock } = deps;

  const handle = async (message: Message): Promise<Outcome | null> => {
    const words = readReceiptWords(message.text);
    if (words === null) return null;
    const asking = await askedBy(deps, message, words);
    if (words === 'bare') return asking === null ? null : noted(asking, message, () => []);
    if (asking === null) return async () => [{ text: nothingAskedSentence }];
    return noted(asking, message, (fresh, late) => [{ text: fresh ? notedSentence(late) : alreadySentence }]);
  };

  return {
    async acknowledge({ deliveryId, conversation, sender }) {
      const asking = await findAsking(deps, deliveryId, conversation);
      if (asking === null) return notAskingSentence;
      const at = clock.now();
      const fresh = await store.transaction(async ({ members, receipts }) => {
        const { id } = await members.ensure({ channel: conversation.channel, ...sender });
        return receipts.record(receiptOf(asking, { person: id, name: sender.name, at, way: 'button' }));
      });
      return fresh ? notedSentence(at > asking.until) : alreadySentence;
    },

    report: (report) => takeReport(deps, report),

    handle,

    async overhear(message) {
      return readReceiptWords(message.text) === 'bare' ? handle(message) : null;
    },

    async notice(deliveryId, visitor) {
      const { id, text, until } = await findPosted(deps, deliveryId);
      const known = visitor !== null && (await store.receipts.find(keyOf(id, visitor))) !== null;
      const file = await findCarried(deps, id);
      return {
        text,
        file: file && { name: file.name, size: file.size },
        until,
        late: clock.now() > until,
        acknowledged: known,
      };
    },

    async file(deliveryId) {
      const { id } = await findPosted(deps, deliveryId);
      return fetchFile(deps, id);
    },

    async sign({ deliveryId, visitor, name }) {
      const asking = await findPosted(deps, deliveryId);
      const key = keyOf(deliveryId, visitor);
      const by = { person: key.person, name: readName(name), at: clock.now() };
      const receipt = receiptOf(asking, { ...by, way: 'link' });
      if ((await store.receipts.find(key)) === null && (await isFull(deps, key))) throw tooMany();
      await store.receipts.record(receipt);
    },
  };
}

async function takeReport({ store, clock }: ReceiptDeskDeps, report: Report): Promise<void> {
  const { kind, conversation: ref, sender, platformMessageIds } = report;
  const conversation = await store.conversations.findByRef(ref);
  if (conversation === null) return;
  const asking = await store.receipts.listAskingAs(conversation.id, platformMessageIds);
  if (asking.length === 0) return;
  const member = await store.members.findThere({ channel: ref.channel, platformId: sender.platformId });
  if (member === null) return;
  const at = clock.now();
  await store.transaction(async ({ receipts }) => {
    for (const { id: deliveryId } of asking) {
      if ((await receipts.countOf({ deliveryId, kind })) >= mostReceipts) continue;
      await receipts.record({ deliveryId, kind, person: member.id, name: member.name, at });
    }
  });
}

async function isFull({ store }: ReceiptDeskDeps, of: Pick<Receipt, 'deliveryId' | 'kind'>): Promise<boolean> {
  return (await store.receipts.countOf(of)) >= mostReceipts;
}

function tooMany(): AppError {
  return new AppError('record/conflict', `这条通知已有 ${mostReceipts} 人确认，到了上限，请直接告诉秘书处。`);
}

/** Recorded together with the end of the message that said it. */
function noted(
  asking: AskingDelivery,
  message: Message,
  reply: (fresh: boolean, late: boolean) => { text: string }[],
): Outcome {
  const at = Math.min(message.sentAt, message.receivedAt);
  const receipt = receiptOf(asking, { person: message.memberId, name: message.sender.name, at, way: 'word' });
  return async ({ receipts }) => reply(await receipts.record(receipt), at > asking.until);
}

function receiptOf({ id }: AskingDelivery, of: Omit<Required<Receipt>, 'deliveryId' | 'kind'>): Receipt {
  return { deliveryId: id, kind: 'acknowledged', ...of };
}

/** Visitors and members do not share ids. */
function keyOf(deliveryId: string, visitor: string): Pick<Receipt, 'deliveryId' | 'kind' | 'person'> {
  return { deliveryId, kind: 'acknowledged', person: `visitor:${visitor}` };
}

function readName(written: string): string {
  const name = written.replace(/[\p{Cc}\p{Cs}]/gu, '').trim();
  if (/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(name)) throw new AppError('input/invalid', '请填上您的称呼。');
  if (Array.from(name).length > longestName)
    throw new AppError('input/invalid', `称呼太长了，请不超过 ${longestName} 个字。`);
  return name;
}
