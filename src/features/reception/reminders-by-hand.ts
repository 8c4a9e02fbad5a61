import type { ReminderStage } from '../../domain/assignment.ts';
import { deliveryStates } from '../../domain/delivery.ts';
import type { Store } from '../../ports/store.ts';
import type { FollowUpDeps } from './follow-up-deps.ts';

/** Somebody who has to be told by a person; `at`: since when, ISO. */
export type ReminderByHand = {
  no: string;
  assignee: string;
  lead: string | null;
  stage: ReminderStage;
  dueDay: string | null;
  at: string;
  reason: string;
};

const lookedBackMs = 30 * 24 * 3_600_000;
const looked = 1_000;

/** The newest of each open assignment, where it could not be told, or was not. */
export async function listByHand({ store, clock }: Pick<FollowUpDeps, 'store' | 'clock'>): Promise<ReminderByHand[]> {
  const newest = new Map<string, Awaited<ReturnType<Store['assignments']['listReminders']>>[number]>();
  for (const one of await store.assignments.listReminders(clock.now() - lookedBackMs, looked))
    newest.set(one.assignmentId, one);
  const found: ReminderByHand[] = [];
  for (const { caseNo: no, stage, at, deliveryId } of newest.values()) {
    const assignment = await store.assignments.findOpen(no);
    const reason = await whyByHand(store, deliveryId);
    if (assignment === null || reason === null) continue;
    const { assignee, lead, dueDay } = assignment;
    const shown = { assignee: assignee.name, lead: lead?.name ?? null, dueDay };
    found.push({ no, ...shown, stage, at: new Date(at).toISOString(), reason });
  }
  return found;
}

const notTold: ReadonlySet<string> = new Set(
  deliveryStates.filter((state) => /^(?:failed|unknown|skipped)$/u.test(state)),
);

async function whyByHand({ deliveries }: Store, deliveryId: string | null): Promise<string | null> {
  if (deliveryId === null) return '没有能私聊的账号';
  const delivery = await deliveries.find(deliveryId);
  if (delivery === null) return '提醒已经不在了';
  return notTold.has(delivery.state) ? `私聊没有发成（${delivery.reason ?? '原因不明'}）` : null;
}
