import { isoOf } from '../../base/calendar.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Case, CaseStep } from '../../domain/case.ts';
import { treeOf } from '../../domain/organization.ts';
import type { Store } from '../../ports/store.ts';

/** A step as it is shown; `at` ISO. */
export type ShownStep = Omit<CaseStep, 'at'> & { at: string };

/** Who had to act; times ISO. `where`: the organization of a person of the address book, by its path. */
export type ShownAssignment = {
  assignee: string;
  kind: Assignment['assignee']['kind'];
  where: string | null;
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

export async function readStory(store: Store, one: Case): Promise<Story> {
  const { cases, assignments } = store;
  const given = await assignments.listOf(one.no);
  const whereOf = await readPlaces(store, given);
  const { no, version, source, satisfaction, mergedInto, details, endedAt } = one;
  return {
    version,
    source,
    satisfaction,
    mergedInto,
    details,
    endedAt: endedAt === null ? null : isoOf(endedAt),
    steps: (await cases.steps(no)).map((step) => ({ ...step, at: isoOf(step.at) })),
    assignments: given.map((assignment) => ({ ...toShown(assignment), where: whereOf(assignment) })),
    merged: (await cases.listMergedInto(no)).map((other) => other.no),
  };
}

/** Two people of an address book may have the same name. */
async function readPlaces(
  { people, organizations }: Store,
  given: readonly Assignment[],
): Promise<(assignment: Assignment) => string | null> {
  const places = new Map<string, string>();
  const ids = new Set(given.flatMap(({ assignee }) => (assignee.kind === 'person' ? [assignee.id] : [])));
  if (ids.size === 0) return () => null;
  const tree = treeOf(await organizations.list());
  for (const id of ids) {
    const person = await people.find(id);
    const organization = person === null ? null : tree.find(person.organizationId);
    if (organization !== null) places.set(id, tree.pathOf(organization));
  }
  return ({ assignee }) => (assignee.kind === 'person' ? (places.get(assignee.id) ?? null) : null);
}

function toShown({
  assignee,
  lead,
  dueDay,
  assignedBy,
  assignedAt,
  endedAt,
  endedAs,
}: Assignment): Omit<ShownAssignment, 'where'> {
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
