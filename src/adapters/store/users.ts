import type { Selectable } from 'kysely';
import type { User } from '../../domain/user.ts';
import type { Users } from '../../ports/users.ts';
import type { Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createUsers({ read, write }: Handles): Users {
  const findBy = async (column: 'id' | 'name', value: string): Promise<User | null> => {
    const row = await read.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst();
    return row ? toUser(row) : null;
  };

  return {
    async add({ id, name, role, createdAt, disabledAt }) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('users')
        .values({ id, name, role, created_at: createdAt, disabled_at: disabledAt })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    find: (id) => findBy('id', id),
    findByName: (name) => findBy('name', name),

    async list() {
      return (await read.selectFrom('users').selectAll().orderBy('name').execute()).map(toUser);
    },

    async setRole(id, role) {
      await write.updateTable('users').set({ role }).where('id', '=', id).execute();
    },

    async setDisabled(id, at) {
      await write.updateTable('users').set({ disabled_at: at }).where('id', '=', id).execute();
    },
  };
}

export function toUser(row: Selectable<Tables['users']>): User {
  return { id: row.id, name: row.name, role: row.role, createdAt: row.created_at, disabledAt: row.disabled_at };
}
