import { sql } from 'kysely';
import { type Generation, type GenerationOutcome, generationOutcomes, noUsage } from '../../domain/generation.ts';
import type { GenerationBudget, Generations } from '../../ports/generations.ts';
import { lockCounter } from './counters.ts';
import { type Db, type Handles, inTransaction } from './database.ts';
import type { Tables } from './schema.ts';

/** Two that count at the same moment would both see room for one more, so they count one behind the other. */
const GATE = 'generations';

export function createGenerations({ read, write, engine }: Handles): Generations {
  return {
    begin(generation, budget) {
      return inTransaction(write, async (db) => {
        await lockCounter({ db, engine }, GATE);
        if (!(await isWithin(db, generation, budget))) return false;
        await db.insertInto('generations').values(toRow(generation)).execute();
        return true;
      });
    },

    async end(id, { outcome, reason, usage }) {
      const values = { outcome, reason, ...toTokens(usage) };
      await write.updateTable('generations').set(values).where('id', '=', id).execute();
    },

    async totals() {
      const rows = await read
        .selectFrom('generations')
        .select((eb) => [
          'outcome',
          eb.fn.countAll<number>().as('count'),
          // A sum of bigint is numeric on PostgreSQL, and numeric comes as text.
          sql<number>`cast(sum(input_tokens) as bigint)`.as('input'),
          sql<number>`cast(sum(output_tokens) as bigint)`.as('output'),
          sql<number>`cast(sum(calls) as bigint)`.as('calls'),
        ])
        .groupBy('outcome')
        .execute();
      const totals = new Map(rows.map(({ outcome, count, ...usage }) => [outcome, { count, usage }]));
      const none = { count: 0, usage: noUsage };
      const entries = generationOutcomes.map((outcome) => [outcome, totals.get(outcome) ?? none] as const);
      return Object.fromEntries(entries) as Record<GenerationOutcome, { count: number; usage: typeof noUsage }>;
    },
  };
}

async function isWithin(db: Db, generation: Generation, budget: GenerationBudget): Promise<boolean> {
  const { memberId, conversationId } = generation;
  const { since, perMember, perConversation } = budget;
  if (memberId !== null && (await countOf(db, { column: 'member_id', id: memberId, since })) >= perMember) return false;
  if (conversationId === null) return true;
  return (await countOf(db, { column: 'conversation_id', id: conversationId, since })) < perConversation;
}

async function countOf(
  db: Db,
  of: { column: 'member_id' | 'conversation_id'; id: string; since: number },
): Promise<number> {
  const { count } = await db
    .selectFrom('generations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(of.column, '=', of.id)
    .where('at', '>=', of.since)
    .executeTakeFirstOrThrow();
  return count;
}

function toRow(generation: Generation): Tables['generations'] {
  return {
    id: generation.id,
    conversation_id: generation.conversationId,
    member_id: generation.memberId,
    at: generation.at,
    model: generation.model,
    prompt_version: generation.promptVersion,
    outcome: generation.outcome,
    reason: generation.reason,
    ...toTokens(generation.usage),
  };
}

function toTokens(usage: Generation['usage']) {
  return { input_tokens: usage.input, output_tokens: usage.output, calls: usage.calls };
}
