import type { IsWorkday } from '../domain/workdays.ts';
import { endOfQuiet, type QuietHours } from '../features/broadcasts/guard.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import { createAssignAbility } from '../features/reception/assign-ability.ts';
import { createAssigneeAbility } from '../features/reception/assignee-ability.ts';
import { createFollowUp, type FollowUp } from '../features/reception/follow-up.ts';
import type { FollowUpDeps } from '../features/reception/follow-up-deps.ts';
import { createRating } from '../features/reception/rating.ts';
import { type AssignmentReminders, createAssignmentReminders } from '../features/reception/reminders.ts';
import type { Message } from '../domain/message.ts';
import type { Outcome } from '../ports/outcome.ts';

type Ability = (message: Message) => Promise<Outcome | null>;

/** What follows cases to their end: what staff do, what members say of it, and who is reminded. */
export type FollowingUp = { followUp: FollowUp; assignments: AssignmentReminders; abilities: readonly Ability[] };

export type FollowingUpDeps = Omit<FollowUpDeps, 'quietUntil' | 'workdays'> &
  Pick<QuietHours, 'quietHours'> & { holidays: () => Promise<Holidays> };

/** Holidays and quiet hours are words of the broadcasts; reception gets them as functions. */
export function createFollowingUp({ holidays, quietHours, ...shared }: FollowingUpDeps): FollowingUp {
  const { timeZone } = shared;
  const workdays = async (): Promise<IsWorkday> => (await holidays()).isWorkday;
  const quietUntil = (now: number): number | null => endOfQuiet({ quietHours, timeZone }, now);
  const deps = { ...shared, workdays, quietUntil };
  return {
    followUp: createFollowUp(deps),
    assignments: createAssignmentReminders(deps),
    abilities: [createAssignAbility(deps).handle, createAssigneeAbility(deps).handle, createRating(deps).handle],
  };
}
