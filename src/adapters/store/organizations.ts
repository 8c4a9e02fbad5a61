import type { Selectable } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Organization } from '../../domain/organization.ts';
import type { Organizations } from '../../ports/organizations.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { lockCounter } from './counters.ts';
import type { Db, Handles } from './database.ts';
import { countAll } from './organization-counts.ts';
import type { Tables } from './schema.ts';

const Names = z.array(z.string());

export function createOrganizations({ read, write, engine }: Handles): Organizations {
  return {
    async lock() {
      if (!write.isTransaction) throw new Error('The tree is held by a transaction');
      await lockCounter({ db: write, engine }, 'organizations');
      return list(write);
    },

    list: () => list(read),

    async find(id) {
      const row = await read.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toOrganization(row) : null;
    },

    put: (organizations) =>
      eachChunk(organizations, INSERT_ROWS, async (chunk) => {
        await write
          .insertInto('organizations')
          .values(chunk.map(toRow))
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              name: eb.ref('excluded.name'),
              kind: eb.ref('excluded.kind'),
              parent_id: eb.ref('excluded.parent_id'),
              tags: eb.ref('excluded.tags'),
            })),
          )
          .execute();
      }),

    countIn: (id) => countIn(read, id),
    countAll: () => countAll(read),

    async remove(id) {
      const { organizations, groups, people } = await countIn(write, id);
      if (organizations + groups + people > 0) throw new AppError('record/conflict', '这个组织里还有下级、群或人。');
      await write.deleteFrom('organizations').where('id', '=', id).execute();
    },
  };
}

async function list(db: Db): Promise<Organization[]> {
  const rows = await db.selectFrom('organizations').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toOrganization);
}

async function countIn(db: Db, id: string): Promise<{ organizations: number; groups: number; people: number }> {
  const count = async (
    table: 'organizations' | 'conversations' | 'people',
    column: 'parent_id' | 'organization_id',
  ) => {
    const { rows } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .where(column, '=', id)
      .executeTakeFirstOrThrow();
    return rows;
  };
  return {
    organizations: await count('organizations', 'parent_id'),
    groups: await count('conversations', 'organization_id'),
    people: await count('people', 'organization_id'),
  };
}

function toRow({ id, name, kind, parentId, tags, createdAt }: Organization): Selectable<Tables['organizations']> {
  return { id, name, kind, parent_id: parentId, tags: JSON.stringify(tags), created_at: createdAt };
}

function toOrganization(row: Selectable<Tables['organizations']>): Organization {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    parentId: row.parent_id,
    tags: Names.parse(JSON.parse(row.tags)),
    createdAt: row.created_at,
  };
}
