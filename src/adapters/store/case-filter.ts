import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import type { CaseFilter } from '../../ports/cases.ts';
import { assignedTo } from './assigned-to.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';
import { holds } from './search-text.ts';

export type FilteredCases = SelectQueryBuilder<Tables, 'cases', object>;

/** The cases that a filter leaves. */
export function filterCases(db: Db, filter: CaseFilter): FilteredCases {
  const { from, to, status, kind, source, open, dueBefore, organization, receptionDayId, phone, assignees } = filter;
  let query: FilteredCases = db.selectFrom('cases');
  if (from !== null) query = query.where('created_at', '>=', from);
  if (to !== null) query = query.where('created_at', '<', to);
  if (status !== null) query = query.where('status', '=', status);
  if (kind !== null) query = query.where('kind', '=', kind);
  if (source !== undefined) query = query.where('source', '=', source);
  if (open === true || dueBefore !== undefined) query = query.where('cases.ended_at', 'is', null);
  if (dueBefore !== undefined) query = query.where('due_at', '<', dueBefore);
  if (receptionDayId !== undefined) query = query.where('reception_day_id', '=', receptionDayId);
  if (organization !== undefined)
    query = query.where(holds(sql.ref<string | null>('cases.organization'), organization));
  if (filter.organizationId !== undefined) query = query.where(isOf(filter.organizationId));
  if (phone !== undefined) query = query.where('phone', '=', phone);
  if (assignees !== undefined) query = query.where(assignedTo(assignees));
  for (const word of filter.words ?? [])
    query = query.where((eb) => eb.or(searched.map((column) => holds(eb.ref(`cases.${column}`), word))));
  for (const mark of filter.marks ?? [])
    query = query.where((eb) => eb.or(marked.map((column) => holds(eb.ref(`cases.${column}`), mark))));
  return query;
}

/** Put into it, or written with its name where no other has that; as `organization-counts.ts` counts. */
function isOf(id: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(cases.organization_id = ${id} or (cases.organization_id is null and cases.organization in
    (select o.name from organizations as o where o.id = ${id}
      and not exists (select 1 from organizations as p where p.name = o.name and p.id <> o.id))))`;
}

const marked = ['no', 'organization', 'category'] as const;
const searched = [...marked, 'content', 'expectation'] as const;
