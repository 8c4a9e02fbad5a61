import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type GroupFilter, type GroupState, noOrganization } from '../../domain/group-filter.ts';
import type { Conversations } from '../../ports/conversations.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';
import { hasString, holds, idsBelow } from './search-text.ts';

type Terms = ExpressionBuilder<Tables, 'conversations'>;
type Row = Selectable<Tables['conversations']>;

const Names = z.array(z.string());

/** By channel and title, those without one last; the id settles the rest. */
const place = (eb: Terms) => [
  eb.ref('channel'),
  sql<number>`case when title is null then 1 else 0 end`,
  eb.fn.coalesce('title', sql<string>`''`),
  eb.ref('id'),
];

export async function pageGroups(
  db: Db,
  filter: GroupFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Row[]> {
  let query = db.selectFrom('conversations').selectAll().where(matching(filter));
  if (after !== null) query = query.where(await behind(db, after));
  for (const column of [0, 1, 2, 3]) query = query.orderBy((eb) => place(eb)[column] ?? eb.ref('id'));
  return query.limit(limit).execute();
}

export async function countGroups(db: Db, filter: GroupFilter): Promise<number> {
  const { rows } = await db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where(matching(filter))
    .executeTakeFirstOrThrow();
  return rows;
}

/** A few sets of tags stand on many groups: each is read once. */
export async function countTags(db: Db): ReturnType<Conversations['countTags']> {
  const sets = await db
    .selectFrom('conversations')
    .select((eb) => [
      'tags',
      eb.fn.countAll<number>().as('groups'),
      sql<number>`sum(case when enrolled_at is not null and left_at is null then 1 else 0 end)`.as('receiving'),
    ])
    .where('kind', '=', 'group')
    .where('tags', '!=', '[]')
    .groupBy('tags')
    .execute();
  const counts = new Map<string, { groups: number; receiving: number }>();
  for (const { tags, groups, receiving } of sets)
    for (const tag of Names.parse(JSON.parse(tags))) {
      const known = counts.get(tag) ?? { groups: 0, receiving: 0 };
      counts.set(tag, { groups: known.groups + groups, receiving: known.receiving + Number(receiving) });
    }
  return [...counts].map(([name, count]) => ({ name, ...count }));
}

export function countChannels(db: Db): ReturnType<Conversations['countChannels']> {
  return db
    .selectFrom('conversations')
    .select((eb) => ['channel', eb.fn.countAll<number>().as('groups')])
    .where('kind', '=', 'group')
    .groupBy('channel')
    .orderBy('channel')
    .execute();
}

/** Throws `input/invalid` for a place that is none. */
async function behind(db: Db, after: string): Promise<(eb: Terms) => Expression<SqlBool>> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', after).executeTakeFirst();
  if (row === undefined) throw new AppError('input/invalid', 'after 应原样写上一页给的 next。');
  const { channel, title, id } = row;
  const values = sql`(${channel}, ${title === null ? 1 : 0}, ${title ?? ''}, ${id})`;
  return (eb) => sql<SqlBool>`(${sql.join(place(eb))}) > ${values}`;
}

function matching({ search, tag, channel, state, organization }: GroupFilter) {
  return (eb: Terms): Expression<SqlBool> =>
    eb.and([
      eb('kind', '=', 'group'),
      ...(search === null ? [] : [holds(eb.fn.coalesce('title', 'platform_id'), search)]),
      ...(tag === null ? [] : [hasString(eb.ref('tags'), tag)]),
      ...(channel === null ? [] : [eb('channel', '=', channel)]),
      ...(state === null ? [] : [inState[state](eb)]),
      ...(organization === null ? [] : [ofOrganization(eb, organization)]),
    ]);
}

const inState = {
  receiving: (eb) => eb.and([eb('left_at', 'is', null), eb('muted', '=', 0), eb('enrolled_at', 'is not', null)]),
  silent: (eb) => eb.and([eb('left_at', 'is', null), eb('muted', '=', 0), eb('enrolled_at', 'is', null)]),
  muted: (eb) => eb.and([eb('left_at', 'is', null), eb('muted', '=', 1)]),
  left: (eb) => eb('left_at', 'is not', null),
} as const satisfies Record<GroupState, (eb: Terms) => Expression<SqlBool>>;

function ofOrganization(eb: Terms, organization: string): Expression<SqlBool> {
  if (organization === noOrganization) return eb('organization_id', 'is', null);
  return eb('organization_id', 'in', idsBelow(organization));
}
