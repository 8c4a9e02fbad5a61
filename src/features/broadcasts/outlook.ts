import { dayOf, instantAt } from '../../base/calendar.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Records } from '../../ports/store.ts';
import type { LinkOf } from './asking.ts';
import { endOfQuiet, quietFor, type QuietHours } from './guard.ts';
import { companionsOf, type Piece } from './merge.ts';

export type OutlookDeps = QuietHours & {
  channels: ReadonlyMap<string, Channel>;
  dailyCap: number;
  linkOf: LinkOf;
};

/**
 * What a broadcast will meet in a group, as of now. `sentToday`: messages nobody asked for; `capped`: it would be one too
 * many; `mergesWith`: how many others that wait it would go out with.
 */
export type Outlook = { sentToday: number; capped: boolean; mergesWith: number };

/** When it can first go out, epoch ms; not before now. */
export function firstSentAt(quiet: QuietHours, broadcast: NewBroadcast, now: number): number {
  const { at } = broadcast;
  return Math.max(now, endOfQuiet(quietFor(quiet, broadcast), at) ?? at);
}

/** A broadcast and what each group would get of it, at an instant; `alone`: it merges with nothing. */
type Look = {
  broadcast: NewBroadcast;
  copies: readonly { group: Conversation; text: string }[];
  now: number;
  alone?: boolean;
};

/** By the id of the group. */
export async function outlookOf(
  deps: OutlookDeps,
  { deliveries }: Pick<Records, 'deliveries'>,
  { broadcast, copies, now, alone = false }: Look,
): Promise<ReadonlyMap<string, Outlook>> {
  const sentAt = firstSentAt(deps, broadcast, now);
  const today = dayOf(now, deps.timeZone);
  const ids = copies.map(({ group }) => group.id);
  const sent = await deliveries.countUnrequestedOf(ids, instantAt(today, '00:00', deps.timeZone));
  const waiting = broadcast.urgent === null && !alone ? await deliveries.listWaiting(ids, sentAt) : [];
  const due = waiting.filter(({ notBefore: at }) => Math.max(now, endOfQuiet(deps, at) ?? at) === sentAt);
  const counts = dayOf(sentAt, deps.timeZone) === today && broadcast.urgent === null;
  return new Map(
    copies.map(({ group, text }) => {
      const sentToday = sent.get(group.id) ?? 0;
      const piece = { id: broadcast.id, text, asksReceipt: broadcast.receipt !== null };
      // Of a link only its length counts here, which is the same for all.
      const others = due
        .filter(({ conversationId }) => conversationId === group.id)
        .map((one) => ({ ...one, id: broadcast.id }));
      const mergesWith = partnersOf(deps, piece, { waiting: others, channel: deps.channels.get(group.channel) });
      return [group.id, { sentToday, capped: counts && sentToday >= deps.dailyCap, mergesWith }];
    }),
  );
}

/** As the sender will put them together: the oldest takes with it what fits. */
function partnersOf(
  { linkOf }: Pick<OutlookDeps, 'linkOf'>,
  piece: Piece,
  { waiting, channel }: { waiting: readonly Piece[]; channel: Channel | undefined },
): number {
  if (channel === undefined || channel.capabilities.sentBy === 'person') return 0;
  for (let pool = [...waiting, piece]; ;) {
    const [lead = piece, ...behind] = pool;
    const chosen = companionsOf(lead, behind, { capabilities: channel.capabilities, linkOf });
    if (lead === piece || chosen.includes(piece)) return chosen.length;
    pool = behind.filter((one) => !chosen.includes(one));
  }
}
