import type { ExpressionBuilder } from 'kysely';
import type { Responsible } from '../../domain/assignment.ts';
import type { Tables } from './schema.ts';

/** Whoever must act on the case now is one of these. */
export function assignedTo(assignees: readonly Pick<Responsible, 'kind' | 'id' | 'name'>[]) {
  return ({ eb: ofCase, selectFrom }: ExpressionBuilder<Tables, 'cases'>) =>
    ofCase(
      'cases.no',
      'in',
      // By themselves, since they are few: asked of each case, all cases would be read.
      selectFrom('assignments as a')
        .select('a.case_no')
        .where('a.ended_at', 'is', null)
        .where((eb) =>
          eb.or(
            assignees.map(({ kind, id, name }) =>
              id === null
                ? eb.and([eb('a.assignee_kind', '=', kind), eb('a.assignee_name', '=', name)])
                : eb.and([eb('a.assignee_kind', '=', kind), eb('a.assignee_id', '=', id)]),
            ),
          ),
        ),
    );
}
