import type { WebInvites } from '../../ports/web-invites.ts';
import type { Handles } from './database.ts';

export function createWebInvites({ read, write }: Handles): WebInvites {
  return {
    async find(slug) {
      const row = await read.selectFrom('web_invites').selectAll().where('slug', '=', slug).executeTakeFirst();
      if (row === undefined) return null;
      return { slug, code: row.code, pass: row.pass, createdBy: row.created_by, createdAt: row.created_at };
    },

    async listSlugs() {
      const rows = await read.selectFrom('web_invites').select('slug').orderBy('slug').execute();
      return rows.map(({ slug }) => slug);
    },

    async put({ slug, code, pass, createdBy, createdAt }) {
      await write
        .insertInto('web_invites')
        .values({ slug, code, pass, created_by: createdBy, created_at: createdAt })
        .onConflict((conflict) =>
          conflict.column('slug').doUpdateSet((eb) => ({
            code: eb.ref('excluded.code'),
            pass: eb.ref('excluded.pass'),
            created_by: eb.ref('excluded.created_by'),
            created_at: eb.ref('excluded.created_at'),
          })),
        )
        .execute();
    },

    async remove(slug) {
      const { numDeletedRows } = await write.deleteFrom('web_invites').where('slug', '=', slug).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
