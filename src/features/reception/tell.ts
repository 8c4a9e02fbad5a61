import type { Case, CaseStep } from '../../domain/case.ts';
import { noticeKey, readNotice } from '../../domain/case-notice.ts';
import type { Delivery, NewDelivery } from '../../domain/delivery.ts';
import type { Records } from '../../ports/store.ts';
import { openRating } from './rating-dialogue.ts';
import { stepText, withNews } from './tell-words.ts';

export type TellDeps = {
  newId: () => string;
  timeZone: string;
  /** When the quiet hours end that an instant falls in; null: it falls in none. */
  quietUntil: (now: number) => number | null;
};

/**
 * So long news waits for more: 受理, 交办 and 办理中 are often a few clicks of one person, and one message. What comes after
 * the first does not make it wait longer.
 */
export const settleMs = 10_000;

const leftReason = '机器人已不在这个群里。';
const blockedReason = '提交人停用了和机器人的私聊。';

export type TellRecords = Pick<Records, 'cases' | 'conversations' | 'deliveries' | 'dialogues'>;

/** A step that was just taken, and the case as it is now. */
export type TakenStep = { changed: Case; before: Case; step: Pick<CaseStep, 'action' | 'note' | 'at'> };

/**
 * Plans what those who submitted a case hear of a step, each where they submitted it, with those whose case was merged
 * into it. Of one in whom nobody is known nobody hears. Part of the step's transaction; returns how many are told.
 */
export async function tellSubmitters(deps: TellDeps, records: TellRecords, taken: TakenStep): Promise<number> {
  const { changed, step } = taken;
  const [first, ...merged] = await receiversOf(records, taken);
  const asked = step.action === 'resolve' && first?.no === changed.no ? first : null;
  const waiting = await waitingOf(records, changed.no);
  const deliveries: NewDelivery[] = [];
  for (const to of first === undefined ? [] : [first, ...merged]) {
    const delivery = await toDelivery(deps, records, { taken, to, asksRating: to === asked, waiting });
    if (delivery !== null) deliveries.push(delivery);
  }
  const told = deliveries.filter(({ skipped }) => skipped === null).length;
  if (asked !== null && told > 0) await openRating(records, { ...asked, at: step.at });
  await records.deliveries.add(deliveries, step.at);
  return told;
}

/** The one who submitted it first; one person in one conversation once. Whoever was just merged into it hears of that from their own. */
async function receiversOf(records: TellRecords, { changed, step: { action } }: TakenStep): Promise<Reached[]> {
  const isMergeTarget = action === 'merge' && changed.mergedInto === null;
  const isTheirsAlone = isMergeTarget || action === 'reply';
  const cases = isTheirsAlone ? [changed] : [changed, ...(await allMergedInto(records, changed.no))];
  const places = new Set<string>();
  return cases.filter(isReached).filter(({ conversationId, memberId }) => {
    const place = `${conversationId}/${memberId}`;
    return !places.has(place) && places.add(place);
  });
}

export type Reached = Case & { conversationId: string; memberId: string };

function isReached(one: Case): one is Reached {
  return one.conversationId !== null && one.memberId !== null;
}

/** Also those merged into what was merged into it. */
async function allMergedInto(records: TellRecords, no: string): Promise<Case[]> {
  const found = new Map<string, Case>();
  const open = [no];
  for (const target of open)
    for (const one of await records.cases.listMergedInto(target)) {
      if (found.has(one.no)) continue;
      found.set(one.no, one);
      open.push(one.no);
    }
  return [...found.values()];
}

async function toDelivery(
  deps: TellDeps,
  records: TellRecords,
  of: { taken: TakenStep; to: Reached; asksRating: boolean; waiting: readonly Delivery[] },
): Promise<NewDelivery | null> {
  const { changed, before, step } = of.taken;
  const conversation = await records.conversations.find(of.to.conversationId);
  if (conversation === null) return null;
  const told = {
    ...step,
    one: changed,
    dueChanged: changed.dueAt !== before.dueAt || changed.status !== before.status,
  };
  const group = conversation.kind === 'group';
  const news = stepText({ ...told, timeZone: deps.timeZone }, { to: of.to, group, asksRating: of.asksRating });
  if (news === null) return null;
  const earlier = await takeWaiting(records, of);
  const asksRating = of.asksRating || (earlier?.asksRating === true && isHeard(changed));
  return {
    id: deps.newId(),
    key: noticeKey({ ...changed, at: step.at, to: of.to.no, asksRating }),
    // It answers what a member said, as what 转人工 brings does: no cap, but it can wait for the morning.
    kind: 'reply',
    conversationId: of.to.conversationId,
    text: earlier === null ? news : withNews(earlier.text, news, { no: of.to.no, group, asksRating }),
    replyTo: of.to.messageId,
    broadcastId: null,
    fileId: null,
    reminds: null,
    notBefore: goesAt(deps, step.at, earlier?.notBefore ?? step.at + settleMs),
    closesAt: null,
    // On record, so that staff see whom they have to tell.
    skipped: conversation.leftAt === null ? null : group ? leftReason : blockedReason,
  };
}

/** What waited for too long already, since nothing was sent, waits for the morning all the same. */
function goesAt({ quietUntil }: TellDeps, now: number, at: number): number {
  return quietUntil(Math.max(now, at)) ?? at;
}

/** Notices of a case that are still to be sent. */
async function waitingOf({ deliveries }: TellRecords, no: string): Promise<Delivery[]> {
  return (await deliveries.listByKey(`case/${no}/`)).filter(({ state }) => state === 'pending');
}

/** What of it goes to the same receiver, out of its place; null: nothing, or a sender was there before. */
async function takeWaiting(
  { deliveries }: TellRecords,
  { to, waiting }: { to: Reached; waiting: readonly Delivery[] },
): Promise<(Pick<Delivery, 'text' | 'notBefore'> & { asksRating: boolean }) | null> {
  for (const { id, key, conversationId, text, notBefore } of waiting) {
    const notice = readNotice(key);
    if (notice?.to !== to.no || conversationId !== to.conversationId) continue;
    if (await deliveries.supersede(id)) return { text, notBefore, asksRating: notice.asksRating };
  }
  return null;
}

/** A result was told that can be rated. */
function isHeard({ status }: Case): boolean {
  return status === 'resolved' || status === 'reported_back';
}
