import { hasCode } from '../base/errors.ts';
import { chosenBy, groupsOf, nameSegment, pinSegment, readSegment } from '../domain/segment.ts';
import { readDirectory } from '../features/broadcasts/directory.ts';
import { readDraft } from '../features/broadcasts/draft.ts';
import { cancelledReason, isBeforeNoon, leftReason, mutedReason } from '../features/broadcasts/guard.ts';
import { addBroadcast, isPostedByHand, type PlanDeps } from '../features/broadcasts/plan.ts';
import { privateChatsOf } from '../features/broadcasts/reminder-receivers.ts';
import { type DayNotices, keyOf, type Notice, type Room } from '../features/reception/days-notices.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Directory } from '../domain/directory.ts';
import type { Records } from '../ports/store.ts';

/** States in which a group has a message, or may have, after what waited was skipped. */
const heardIn: ReadonlySet<string> = new Set(['pending', 'claimed', 'sending', 'sent', 'unknown']);
/** The same without those that would be withdrawn. */
const mayHaveIt: ReadonlySet<string> = new Set(['claimed', 'sending', 'sent', 'unknown']);
const waitingIn: ReadonlySet<string> = new Set(['pending', 'claimed']);

/** Broadcasts as reception days use them: planned within the transaction of the day's own change. */
export function createDayNotices(deps: PlanDeps): DayNotices {
  return {
    async prepare(records, notice) {
      try {
        const groups = groupsOf(readSegment(notice.to), await readDirectory(records)).length;
        return { groups, none: null, send: () => send(deps, records, notice) };
      } catch (error) {
        // An organization or a tag may be gone by now; the story of the day says so.
        if (!hasCode(error, 'record/not-found') && !hasCode(error, 'input/invalid')) throw error;
        return { groups: 0, none: error.message, send: async () => {} };
      }
    },

    async reach(records, segment) {
      const directory = await readDirectory(records);
      const chosen = chosenHere(segment, directory).map((group) => ({ group, reason: whyNot(group) }));
      const groups = chosen.filter(({ reason }) => reason === null).map(({ group }) => roomOf(deps, group));
      const leftOut = chosen.flatMap(({ group, reason }) =>
        reason === null ? [] : [{ ...roomOf(deps, group), reason }],
      );
      return { groups, leftOut, none: whyNobody(segment, directory) };
    },

    async heard(records, dayId) {
      const told = await records.deliveries.listByKey(`broadcast/${keyOf(dayId, '')}`);
      const invited = await records.deliveries.listByKey(keyOf(dayId, 'invite/'));
      const ids = new Set(told.filter(({ state }) => mayHaveIt.has(state)).map(({ conversationId }) => conversationId));
      const groups = (await records.conversations.list()).filter((one) => ids.has(one.id) && isReached(one));
      const waiting = [...told, ...invited].filter(({ state }) => state === 'pending').length;
      return { groups: groups.map((group) => roomOf(deps, group)), waiting };
    },

    async withdraw(records, dayId) {
      const key = `broadcast/${keyOf(dayId, '')}`;
      const planned = await records.deliveries.listByKey(key);
      const invited = await records.deliveries.listByKey(keyOf(dayId, 'invite/'));
      const waiting = [...planned, ...invited].filter(({ state }) => waitingIn.has(state));
      for (const id of new Set(waiting.map(({ broadcastId }) => broadcastId))) {
        if (id === null || !(await records.broadcasts.cancel(id, deps.clock.now()))) continue;
        await records.deliveries.skipBroadcast(id, cancelledReason);
      }
      // Only now it is certain what another worker took meanwhile, or takes at this moment.
      const heard = new Set(
        (await records.deliveries.listByKey(key))
          .filter(({ state }) => heardIn.has(state))
          .map(({ conversationId }) => conversationId),
      );
      const open = (await records.conversations.list()).filter((one) => heard.has(one.id) && isReached(one));
      return open.map(({ id }) => id);
    },

    async groupsIn(records, segment) {
      return groupsHere(segment, await readDirectory(records)).map(({ id }) => id);
    },

    async chatsFor(segment) {
      const directory = await readDirectory(deps.store);
      const organizations = groupsHere(segment, directory).map(({ organizationId }) => organizationId);
      const ids = [...new Set(organizations.filter((id) => id !== null))];
      if (ids.length === 0) return [];
      const people = await deps.store.people.listKnown(ids);
      // A person is invited once, in the first chat that can be written to.
      const chats = await privateChatsOf(
        deps,
        people.flatMap(({ memberIds }) => memberIds),
      );
      const first = people.map(({ memberIds }) => memberIds.map((id) => chats.get(id)).find((id) => id !== undefined));
      return [...new Set(first.filter((id) => id !== undefined))].map((conversationId) => ({ conversationId }));
    },

    async invite(records, { dayId, text, chats, until }) {
      const now = deps.clock.now();
      const broadcastId = keyOf(dayId, 'open');
      const known = (await records.broadcasts.find(broadcastId)) !== null;
      const deliveries = chats.map(({ conversationId }) => ({
        id: deps.newId(),
        key: `${keyOf(dayId, 'invite')}/${conversationId}`,
        kind: 'reminder' as const,
        conversationId,
        text,
        replyTo: null,
        broadcastId: known ? broadcastId : null,
        fileId: null,
        reminds: null,
        notBefore: now,
        closesAt: until,
        skipped: null,
      }));
      await records.deliveries.add(deliveries, now);
    },

    async pin(records, segment) {
      const directory = await readDirectory(records);
      groupsOf(readSegment(segment), directory);
      return pinSegment(segment, directory.tree);
    },

    async name(records, segment) {
      return nameSegment(segment, (await readDirectory(records)).tree);
    },
  };
}

/** A restored day may come by what is on record as sent. */
async function send(
  deps: PlanDeps,
  records: Records,
  { key, text, to, at: now, until, by, urgent }: Notice,
): Promise<void> {
  if ((await records.broadcasts.find(key)) !== null) return;
  // Whoever would set out in the morning must know before; everybody else is let sleep.
  const hurry = urgent && {
    urgent: urgent.reason,
    keepsQuiet: !isBeforeNoon(deps, { at: urgent.startsAt, now }),
  };
  const draft = { text, to, at: null, until, receipt: null, by, ...hurry };
  await addBroadcast(deps, records, readDraft(draft, { ...deps, id: key, now }));
}

function isReached({ enrolledAt, leftAt }: Conversation): boolean {
  return enrolledAt !== null && leftAt === null;
}

function whyNot({ enrolledAt, leftAt, muted }: Conversation): string | null {
  if (leftAt !== null) return leftReason;
  if (enrolledAt === null) return '没有开启接收群发';
  return muted ? mutedReason : null;
}

function whyNobody(segment: string, directory: Directory): string | null {
  try {
    groupsOf(readSegment(segment), directory);
    return null;
  } catch (error) {
    if (!hasCode(error, 'record/not-found') && !hasCode(error, 'input/invalid')) throw error;
    return error.message;
  }
}

function roomOf(deps: PlanDeps, group: Conversation): Room {
  const { id, title, platformId, channel } = group;
  return { groupId: id, group: title ?? platformId, channel, byHand: isPostedByHand(deps, group) };
}

/** Those that get nothing unrequested belong to it too: what is said there is said to the day. */
function groupsHere(segment: string, directory: Directory): Conversation[] {
  return chosenHere(segment, directory).filter(({ leftAt }) => leftAt === null);
}

function chosenHere(segment: string, directory: Directory): Conversation[] {
  try {
    return chosenBy(readSegment(segment), directory);
  } catch (error) {
    if (!hasCode(error, 'record/not-found') && !hasCode(error, 'input/invalid')) throw error;
    return [];
  }
}
