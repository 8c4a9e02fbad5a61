import type { ConversationRef } from '../domain/conversation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export type SetUpDeps = { store: Pick<Store, 'conversations' | 'transaction'>; clock: Clock };

/** Groups of one channel, as the settings name them. */
export type GroupsSetUp = { channel: string; names: readonly string[] };

/**
 * Groups that are there because the settings name them get what nobody asked for from the start, as web groups do; what
 * staff decide of them later holds. One that the settings name no more is left, so that nothing goes there; when it is
 * named again it is what it was. Another name is another group.
 */
export async function followSettings(deps: SetUpDeps, { channel, names }: GroupsSetUp): Promise<void> {
  for (const name of names) await enroll(deps, { channel, kind: 'group', platformId: name }, name);
  const at = deps.clock.now();
  for (const { kind, platformId, leftAt, ...known } of await deps.store.conversations.list()) {
    if (known.channel !== channel || kind !== 'group' || leftAt !== null || names.includes(platformId)) continue;
    await deps.store.conversations.setLeft({ channel, kind, platformId }, at);
  }
}

/** One transaction, so that a crash leaves no group that is known and never gets the daily message. */
export async function enroll(
  { store, clock }: Pick<SetUpDeps, 'clock'> & { store: Pick<Store, 'transaction'> },
  ref: ConversationRef,
  title: string,
): Promise<void> {
  await store.transaction(async ({ conversations }) => {
    const known = await conversations.findByRef(ref);
    const { id } = await conversations.ensure(ref, title);
    if (!known) await conversations.setEnrolled(id, clock.now());
  });
}
