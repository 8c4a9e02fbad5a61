import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { QuestionsPage, QuestionState, SameQuestions, UnansweredQuestions } from '../../ports/unanswered.ts';
import type { Db } from './database.ts';
import type { Engine } from './migrations/migration.ts';
import { letters } from './letters.ts';
import type { Tables } from './schema.ts';
import { toQuestion } from './unanswered-rows.ts';

/** Punctuation at which two of the same question differ. */
const passedOver = ['？', '?', '。', '！', '!', '，', ',', ' ', '\u3000', '\n'];

/** A question as it is compared with others. */
const words = passedOver.reduce(
  (inner, mark) => sql<string>`replace(${inner}, ${sql.lit(mark)}, '')`,
  sql<string>`lower(question)`,
);

type Condition = ExpressionBuilder<Tables, 'unanswered'>;

function isIn(eb: Condition, state: QuestionState): Expression<SqlBool> {
  if (state === 'answered') return eb('answered_at', 'is not', null);
  if (state === 'dismissed') return eb('dismissed_at', 'is not', null);
  return eb.and([eb('answered_at', 'is', null), eb('dismissed_at', 'is', null)]);
}

function fits(eb: Condition, { state, search }: Pick<QuestionsPage, 'state' | 'search'>): Expression<SqlBool> {
  if (search === null) return isIn(eb, state);
  return eb.and([isIn(eb, state), eb.or([letters('question', search), eb('member_name', '=', search)])]);
}

export async function pageOfSame(
  db: Db,
  of: QuestionsPage,
  perQuestion: number,
): ReturnType<UnansweredQuestions['page']> {
  const grouped = groupedBy(db, of);
  const { total } = await db
    .selectFrom(grouped.as('g'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const listed = of.state === 'open' ? grouped.orderBy('handoff', 'desc').orderBy('count', 'desc') : grouped;
  const page = await listed.orderBy('latest', 'desc').orderBy('words').limit(of.limit).offset(of.skip).execute();
  const same: SameQuestions[] = [];
  for (const { words: key, count, handoff } of page)
    same.push({ count: Number(count), handoff: handoff === 1, questions: await asked(db, of, { key, perQuestion }) });
  return { same, total: Number(total) };
}

/** The same question once. */
function groupedBy(db: Db, of: Asked) {
  return db
    .selectFrom('unanswered')
    .where((eb) => fits(eb, of))
    .groupBy(words)
    .select((eb) => [
      words.as('words'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.max('handoff').as('handoff'),
      eb.fn.max('created_at').as('latest'),
    ]);
}

export async function countSame(db: Db): ReturnType<UnansweredQuestions['countOpen']> {
  const { open, handoffs } = await db
    .selectFrom(groupedBy(db, { state: 'open', search: null }).as('g'))
    .select((eb) => [eb.fn.countAll<number>().as('open'), eb.fn.sum<number | null>('g.handoff').as('handoffs')])
    .executeTakeFirstOrThrow();
  return { open: Number(open), handoffs: Number(handoffs ?? 0) };
}

export async function findSame(db: Db, id: string, perQuestion: number): ReturnType<UnansweredQuestions['findSame']> {
  const one = await db
    .selectFrom('unanswered')
    .select([words.as('words'), 'answered_at', 'dismissed_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (one === undefined) return null;
  const state = one.answered_at !== null ? 'answered' : one.dismissed_at !== null ? 'dismissed' : 'open';
  return asked(db, { state, search: null }, { key: one.words, perQuestion });
}

type Asked = Pick<QuestionsPage, 'state' | 'search'>;

async function asked(db: Db, of: Asked, { key, perQuestion }: { key: string; perQuestion: number }) {
  const rows = await db
    .selectFrom('unanswered')
    .where((eb) => fits(eb, of))
    .where(words, '=', key)
    .leftJoin('conversations as c', 'c.id', 'unanswered.conversation_id')
    .selectAll('unanswered')
    .select(['c.channel', 'c.kind', 'c.title', 'c.platform_id as platformId'])
    .orderBy('unanswered.created_at', 'desc')
    .orderBy('unanswered.id')
    .limit(perQuestion)
    .execute();
  return rows.map(({ channel, kind, title, platformId, ...row }) => ({
    ...toQuestion(row),
    channel: channel ?? '',
    group: kind === 'group' ? (title ?? platformId) : null,
  }));
}

/**
 * In a transaction they are held, always in the same order: two who answer the same question by different ones of it
 * would wait for each other otherwise. What was answered while this one waited is none of them.
 */
export async function listSame({ db, engine }: { db: Db; engine: Engine }, id: string): Promise<string[]> {
  const same = db
    .selectFrom('unanswered')
    .select(['id', 'created_at'])
    .where((eb) => isIn(eb, 'open'))
    .where(words, '=', (eb) => eb.selectFrom('unanswered').select(words.as('words')).where('id', '=', id))
    .orderBy('id');
  const rows = await (engine === 'postgres' && db.isTransaction ? same.forUpdate() : same).execute();
  return rows.toSorted((a, b) => a.created_at - b.created_at).map((row) => row.id);
}
