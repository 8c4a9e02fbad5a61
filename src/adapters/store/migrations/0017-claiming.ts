import { sql } from 'kysely';
import type { StoreMigration } from './migration.ts';

/** What waits in the order in which it is claimed: taking the first of 100,000 reads hundreds of rows instead of all. */
export const claiming: StoreMigration = {
  name: '0017-claiming',
  async up(db) {
    // In the words of `delivery-claims.ts`: only then is it used.
    await sql`create index deliveries_order on deliveries ((case when kind = 'reply' then 0 else 1 end), seq)
      where state || '' = 'pending'`.execute(db);
  },
};
