import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import type { Store } from '../../../src/ports/store.ts';
import { query } from '../../support/postgres.ts';
import { enrollTown } from '../crash/town.ts';

/** Lets the store know so many groups; one by one they would take longer over a wire than all that is measured. */
export async function fillGroups(store: Store, options: StoreOptions, groups: number): Promise<void> {
  if (options.kind === 'sqlite') return store.transaction((records) => enrollTown(records, groups));
  await query(
    options.url,
    `insert into conversations (id, channel, kind, platform_id, title, enrolled_at, muted, tags, created_at)
     select 'c' || n, 'telegram', 'group', '-' || n, '第 ' || n || ' 协会', 1, 0, '[]', 1
     from generate_series(1, ${groups}) as n`,
  );
  await query(
    options.url,
    `insert into conversation_leases (conversation_id, purpose, owner, lease_until)
     select id, purpose, null, 0 from conversations, unnest(array['inbox', 'outbox']) as purpose`,
  );
}
