import { dayOf, instantAt } from '../../base/calendar.ts';
import {
  type Assignment,
  nextStageAt,
  type OfficeHours,
  type ReminderStage,
  stageDue,
  stageTimes,
} from '../../domain/assignment.ts';
import type { NewDelivery } from '../../domain/delivery.ts';
import type { IsWorkday } from '../../domain/workdays.ts';
import type { Records } from '../../ports/store.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';
import { accountNamed, privateChatOf } from './private-chats.ts';
import { type Due, reminderText } from './reminder-words.ts';

/** Tells those who must act, and their leads, in private alone: each thing once, whoever plans. */
export type AssignmentReminders = {
  /** Plans what is due; nothing in quiet hours. */
  planDue(): Promise<void>;
};

const atOnce = 200;
/** When people are told of a day that has come. */
export const officeOpens = '09:00';
/** A reminder of the morning is none any more the next day. */
const lastsMs = 24 * 3_600_000;

export function createAssignmentReminders(deps: FollowUpDeps): AssignmentReminders {
  return {
    async planDue() {
      const now = deps.clock.now();
      if (deps.quietUntil(now) !== null) return;
      const waiting = await deps.store.assignments.listToRemind(now, atOnce);
      if (waiting.length === 0) return;
      const hours = officeHours(deps.timeZone, await deps.workdays());
      const notices: Notice[] = [];
      for (const assignment of waiting) notices.push(await prepare(deps, assignment, { hours, now }));
      for (const group of groupsOf(notices)) await plan(deps, group, now);
    },
  };
}

export function officeHours(timeZone: string, isWorkday: IsWorkday): OfficeHours {
  return {
    isWorkday,
    startOf: (day) => instantAt(day, officeOpens, timeZone),
    dayOf: (instant) => dayOf(instant, timeZone),
  };
}

/** What has come for one assignment: to whose chats it goes; none and a stage = a person says it. */
type Notice = {
  assignment: Assignment & { nextAt: number };
  next: number | null;
  stage: ReminderStage | null;
  to: { chat: string; due: Due }[];
};

async function prepare(
  deps: FollowUpDeps,
  assignment: Assignment,
  { hours, now }: { hours: OfficeHours; now: number },
): Promise<Notice> {
  const stages = stageTimes(assignment, hours);
  const nextAt = assignment.nextAt ?? now;
  const about = await deps.store.cases.find(assignment.caseNo);
  // Whoever withdrew it, or merged it, may not have known of the assignment.
  const isOpen = about !== null && about.endedAt === null;
  const stage = isOpen ? stageDue(stages, nextAt, now) : null;
  const to = isOpen && stage !== null ? await receiversOf(deps, assignment, { stage, content: about.content }) : [];
  return { assignment: { ...assignment, nextAt }, next: nextStageAt(stages, now), stage, to };
}

async function receiversOf(
  deps: FollowUpDeps,
  assignment: Assignment,
  { stage, content }: { stage: ReminderStage; content: string },
): Promise<Notice['to']> {
  const { caseNo: no, assignee, dueDay } = assignment;
  const due = { stage, no, content, assignee: assignee.name, dueDay };
  const own = await privateChatOf(deps, assignee);
  const to: Notice['to'] = own === null ? [] : [{ chat: own, due: { ...due, to: 'assignee' } }];
  if (stage !== 'overdue') return to;
  const lead = assignment.lead ?? (await accountNamed(deps.store, assignment.assignedBy));
  const chat = lead === null ? null : await privateChatOf(deps, lead);
  return chat === null || chat === own ? to : [...to, { chat, due: { ...due, to: 'lead' } }];
}

/** Those that share a chat are told together, so that one morning is one message; each group is one transaction. */
function groupsOf(notices: readonly Notice[]): Notice[][] {
  const groups: { chats: Set<string>; notices: Notice[] }[] = [];
  for (const notice of notices) {
    const chats = notice.to.map(({ chat }) => chat);
    const touched = groups.filter((group) => chats.some((chat) => group.chats.has(chat)));
    const joined = { chats: new Set(chats), notices: [notice] };
    for (const group of touched) {
      for (const chat of group.chats) joined.chats.add(chat);
      joined.notices.unshift(...group.notices);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(joined);
  }
  return groups.map((group) => group.notices);
}

/** The claims and the messages are one transaction: a crash leaves both, or none. What another took is not told again. */
async function plan(deps: FollowUpDeps, notices: readonly Notice[], now: number): Promise<void> {
  const planned = await deps.store.transaction(async (records) => {
    const ids = new Map<string, string>();
    const taken: Notice[] = [];
    for (const notice of notices) if (await take(deps, records, { notice, ids, now })) taken.push(notice);
    const deliveries = [...ids].flatMap(([chat, id]) => toDelivery(taken, { chat, id, now }));
    await records.deliveries.add(deliveries, now);
    return { taken, deliveries };
  });
  if (planned.deliveries.length > 0) deps.onPlanned();
  const byHand = planned.taken.filter(({ stage, to }) => stage !== null && to.length === 0).length;
  if (byHand > 0) deps.log.warn({ byHand }, 'assignees cannot be written to in private; a person must remind them');
}

async function take(
  deps: FollowUpDeps,
  { assignments }: Records,
  { notice, ids, now }: { notice: Notice; ids: Map<string, string>; now: number },
): Promise<boolean> {
  const { assignment, next: nextAt, stage, to } = notice;
  const fresh = to.map(({ chat }) => [chat, ids.get(chat) ?? deps.newId()] as const);
  const deliveryId = fresh[0]?.[1] ?? null;
  const outcome = deliveryId === null ? 'by-hand' : 'planned';
  const reminder = stage === null ? null : ({ stage, at: now, outcome, deliveryId } as const);
  if (!(await assignments.remind({ id: assignment.id, seen: assignment.nextAt, nextAt }, reminder))) return false;
  for (const [chat, id] of fresh) ids.set(chat, id);
  return true;
}

function toDelivery(
  taken: readonly Notice[],
  { chat, id, now }: { chat: string; id: string; now: number },
): NewDelivery[] {
  const told = taken.flatMap(({ to }) => to.filter((one) => one.chat === chat));
  if (told.length === 0) return [];
  return [
    {
      id,
      key: `assignment/${id}`,
      kind: 'reminder',
      conversationId: chat,
      text: reminderText(told.map(({ due }) => due)),
      replyTo: null,
      broadcastId: null,
      fileId: null,
      reminds: null,
      notBefore: now,
      closesAt: now + lastsMs,
      skipped: null,
    },
  ];
}
