import { type RawBuilder, sql } from 'kysely';
import { erased } from '../../domain/erasure.ts';
import type { Db } from './database.ts';
import { writtenForms } from './privacy-cases.ts';

const over = ['sent', 'failed', 'unknown', 'skipped'] as const;

/** A number in the ways people write it: 13800138000, 138 0013 8000, 138-0013-8000, 0731-88886666. */
function spelled(phone: string): string[] {
  const home = phone.replace(/^\+86/u, '');
  const apart = /^1\d{10}$/u.test(home) ? [home.slice(0, 3), home.slice(3, 7), home.slice(7)] : null;
  const written = [...writtenForms(phone), ...(apart === null ? [] : [apart.join(' '), apart.join('-')])];
  return [...written, ...written.map(toFullWidth)];
}

function toFullWidth(text: string): string {
  return text.replace(/[!-~]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0));
}

/**
 * Takes the numbers out of all that was said, whoever said it: what the member of a case wrote, what the bot told those
 * who had to act on it, what was quoted. Returns how many messages and deliveries there were.
 */
export async function eraseNumbers(
  db: Db,
  phones: readonly string[],
): Promise<{ messages: number; deliveries: number }> {
  const counts = { messages: 0, deliveries: 0 };
  for (const piece of new Set(phones.flatMap(spelled))) {
    const like = `%${piece}%`;
    const without = (column: string) => sql<string>`replace(${sql.ref(column)}, ${piece}, '***')`;
    const messages = await db
      .updateTable('messages')
      .set({ text: without('text'), raw_text: without('raw_text') })
      .where((eb) => eb.or([eb('text', 'like', like), eb('raw_text', 'like', like)]))
      .executeTakeFirst();
    const deliveries = await db
      .updateTable('deliveries')
      .set({ text: without('text') })
      .where('broadcast_id', 'is', null)
      .where('state', 'in', over)
      .where('text', 'like', like)
      .executeTakeFirst();
    await eraseElsewhere(db, like, without);
    counts.messages += Number(messages.numUpdatedRows);
    counts.deliveries += Number(deliveries.numUpdatedRows);
  }
  return counts;
}

async function eraseElsewhere(db: Db, like: string, without: (column: string) => RawBuilder<string>): Promise<void> {
  await db
    .updateTable('messages')
    .set({ quoted_text: without('quoted_text') })
    .where('quoted_text', 'like', like)
    .execute();
  await db
    .updateTable('unanswered')
    .set({ question: without('question') })
    .where('question', 'like', like)
    .execute();
  // Who is to be called there, with their name.
  await db.updateTable('list_items').set({ contact: null }).where('contact', 'like', like).execute();
}

/** Whether a line of the three lists says to call one of them. */
export async function isListed(db: Db, phone: string): Promise<boolean> {
  const found = await db
    .selectFrom('list_items')
    .select('id')
    .where((eb) => eb.or(spelled(phone).map((piece) => eb('contact', 'like', `%${piece}%`))))
    .executeTakeFirst();
  return found !== undefined;
}

/** Words of these members that others quoted. */
export async function eraseQuotes(db: Db, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await db
    .updateTable('messages')
    .set({ quoted_text: erased })
    .where('quoted_text', 'is not', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages as said')
          .select('said.id')
          .whereRef('said.conversation_id', '=', 'messages.conversation_id')
          .where((either) =>
            either.or([
              either('said.text', '=', either.ref('messages.quoted_text')),
              either('said.raw_text', '=', either.ref('messages.quoted_text')),
            ]),
          )
          .where('said.member_id', 'in', memberIds),
      ),
    )
    .execute();
}

/** What the bot told in private, and what it answered, before an instant; broadcasts to groups stay. */
export async function expireDeliveries(db: Db, before: number): Promise<number> {
  const direct = db.selectFrom('conversations').select('id').where('kind', '=', 'direct');
  const done = await db
    .updateTable('deliveries')
    .set({ text: erased, template: null })
    .where('created_at', '<', before)
    .where('state', 'in', over)
    .where('conversation_id', 'in', direct)
    .where(sql<boolean>`text <> ${erased}`)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
