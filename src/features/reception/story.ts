import { isoOf } from '../../base/calendar.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Case, CaseStep } from '../../domain/case.ts';
import type { Store } from '../../ports/store.ts';

/** A step as it is shown; `at` ISO. */
export type ShownStep = Omit<CaseStep, 'at'> & { at: string };

/** Who had to act; times ISO. */
export type ShownAssignment = {
  assignee: string;
  kind: Assignment['assignee']['kind'];
  lead: string | null;
  dueDay: string | null;
  assignedBy: string;
  assignedAt: string;
  endedAt: string | null;
  endedAs: Assignment['endedAs'];
};

/** All that was done to a case, the first first, and the cases that were merged into it. */
export type Story = Pick<Case, 'version' | 'source' | 'satisfaction' | 'mergedInto' | 'details'> & {
  endedAt: string | null;
  steps: ShownStep[];
  assignments: ShownAssignment[];
  merged: string[];
};

export async function readStory({ cases, assignments }: Store, one: Case): Promise<Story> {
  const { no, version, source, satisfaction, mergedInto, details, endedAt } = one;
  return {
    version,
    source,
    satisfaction,
    mergedInto,
    details,
    endedAt: endedAt === null ? null : isoOf(endedAt),
    steps: (await cases.steps(no)).map((step) => ({ ...step, at: isoOf(step.at) })),
    assignments: (await assignments.listOf(no)).map(toShown),
    merged: (await cases.listMergedInto(no)).map((other) => other.no),
  };
}

function toShown({ assignee, lead, dueDay, assignedBy, assignedAt, endedAt, endedAs }: Assignment): ShownAssignment {
  return {
    assignee: assignee.name,
    kind: assignee.kind,
    lead: lead?.name ?? null,
    dueDay,
    assignedBy,
    assignedAt: isoOf(assignedAt),
    endedAt: endedAt === null ? null : isoOf(endedAt),
    endedAs,
  };
}
