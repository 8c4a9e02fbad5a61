import { setImmediate } from 'node:timers/promises';
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
import type { DueReminder } from '../../ports/assignments.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';
import { type Chats, createChats } from './private-chats.ts';
import { inPieces } from './reminder-pieces.ts';
import { type Due, reminderText } from './reminder-words.ts';

/** Tells those who must act, and their leads, in private alone: each thing once, whoever plans. */
export type AssignmentReminders = {
  /** Plans all that is due; nothing in quiet hours. */
  planDue(): Promise<void>;
};

/** Read at once; there may be as many again behind them. */
const atOnce = 5_000;
/** Claimed and told in one transaction, which takes some tens of milliseconds then; more only of one chat. */
const inOneTransaction = { usual: 200, most: 1_000 };
/** Looked up before others get their turn. */
const preparedAtOnce = 50;
/** When people are told of a day that has come. */
export const officeOpens = '09:00';
/** A reminder of the morning is none any more the next day. */
const lastsMs = 24 * 3_600_000;

export function createAssignmentReminders(deps: FollowUpDeps): AssignmentReminders {
  return {
    async planDue() {
      while ((await planPage(deps)) === atOnce);
    },
  };
}

/** The longest due; how many there were. */
async function planPage(deps: FollowUpDeps): Promise<number> {
  const now = deps.clock.now();
  if (deps.quietUntil(now) !== null) return 0;
  const waiting = await deps.store.assignments.listToRemind(now, atOnce);
  if (waiting.length === 0) return 0;
  const hours = officeHours(deps.timeZone, await deps.workdays());
  const chats = createChats(deps);
  const notices: Notice[] = [];
  for (const assignment of waiting) {
    if (notices.length % preparedAtOnce === 0) await setImmediate();
    notices.push(await prepare({ ...deps, chats }, assignment, { hours, now }));
  }
  for (const piece of inPieces(notices, inOneTransaction)) {
    await plan(deps, piece, now);
    await setImmediate();
  }
  return waiting.length;
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

type PrepareDeps = FollowUpDeps & { chats: Chats };

async function prepare(
  deps: PrepareDeps,
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
  deps: PrepareDeps,
  assignment: Assignment,
  { stage, content }: { stage: ReminderStage; content: string },
): Promise<Notice['to']> {
  const { caseNo: no, assignee, dueDay } = assignment;
  const due = { stage, no, content, assignee: assignee.name, dueDay };
  const own = await deps.chats.of(assignee);
  const to: Notice['to'] = own === null ? [] : [{ chat: own, due: { ...due, to: 'assignee' } }];
  if (stage !== 'overdue') return to;
  const lead = assignment.lead ?? (await deps.chats.accountNamed(assignment.assignedBy));
  const chat = lead === null ? null : await deps.chats.of(lead);
  return chat === null || chat === own ? to : [...to, { chat, due: { ...due, to: 'lead' } }];
}

/** The claims and the messages are one transaction: a crash leaves both, or none. What another took is not told again. */
async function plan(deps: FollowUpDeps, notices: readonly Notice[], now: number): Promise<void> {
  const chats = new Set(notices.flatMap(({ to }) => to.map(({ chat }) => chat)));
  const ids = new Map(Array.from(chats, (chat) => [chat, deps.newId()]));
  const planned = await deps.store.transaction(async (records) => {
    const dues = notices.map((notice) => dueOf(notice, ids, now));
    const known = await records.assignments.remind(dues);
    const taken = notices.filter(({ assignment }) => known.has(assignment.id));
    const deliveries = toDeliveries(taken, ids, now);
    await records.deliveries.add(deliveries, now);
    return { taken, deliveries };
  });
  if (planned.deliveries.length > 0) deps.onPlanned();
  const byHand = planned.taken.filter(({ stage, to }) => stage !== null && to.length === 0).length;
  if (byHand > 0) deps.log.warn({ byHand }, 'assignees cannot be written to in private; a person must remind them');
}

function dueOf(
  { assignment, next: nextAt, stage, to }: Notice,
  ids: ReadonlyMap<string, string>,
  now: number,
): DueReminder {
  const deliveryId = ids.get(to[0]?.chat ?? '') ?? null;
  const outcome = deliveryId === null ? 'by-hand' : 'planned';
  const reminder = stage === null ? null : ({ stage, at: now, outcome, deliveryId } as const);
  return { id: assignment.id, seen: assignment.nextAt, nextAt, reminder };
}

/** One a chat, of all that was taken for it. */
function toDeliveries(taken: readonly Notice[], ids: ReadonlyMap<string, string>, now: number): NewDelivery[] {
  const told = new Map<string, Due[]>();
  for (const { chat, due } of taken.flatMap(({ to }) => to)) {
    const dues = told.get(chat) ?? [];
    dues.push(due);
    told.set(chat, dues);
  }
  return [...told].map(([chat, dues]) => toDelivery({ chat, id: ids.get(chat) ?? '', dues }, now));
}

function toDelivery({ chat, id, dues }: { chat: string; id: string; dues: readonly Due[] }, now: number): NewDelivery {
  return {
    id,
    key: `assignment/${id}`,
    kind: 'reminder',
    conversationId: chat,
    text: reminderText(dues),
    replyTo: null,
    broadcastId: null,
    fileId: null,
    reminds: null,
    notBefore: now,
    closesAt: now + lastsMs,
    skipped: null,
  };
}
