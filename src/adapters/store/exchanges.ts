import type { Exchange, Exchanges } from '../../ports/exchanges.ts';
import type { Handles } from './database.ts';
import { letters } from './letters.ts';

/** How an answer names what it is from; nothing else of the bot's does. */
const source = '%出处：%';

export function createExchanges({ read }: Pick<Handles, 'read'>): Exchanges {
  return {
    async page({ from, until }, after, limit) {
      const rows = await read
        .selectFrom('messages as reply')
        .innerJoin('messages as asked', 'asked.id', 'reply.reply_to')
        .innerJoin('conversations', 'conversations.id', 'asked.conversation_id')
        .select(['reply.id as id', 'reply.sent_at as at', 'reply.text as answer'])
        .select(['asked.name as name', 'asked.text as question'])
        .select(['conversations.kind as kind', 'conversations.title as title'])
        .select('conversations.platform_id as platformId')
        .where('reply.bot', '=', 1)
        .where('reply.id', '>', after)
        .where('reply.sent_at', '>=', from)
        .where('reply.sent_at', '<', until)
        .where('reply.text', 'like', source)
        .orderBy('reply.id')
        .limit(limit)
        .execute();
      return rows.map(toExchange);
    },

    async citing(title, { since, limit }) {
      const cited = read
        .selectFrom('messages as reply')
        .innerJoin('messages as asked', 'asked.id', 'reply.reply_to')
        .where('reply.bot', '=', 1)
        .where('reply.sent_at', '>=', since)
        .where('reply.text', 'like', source)
        .where(letters('reply.text', `《${title}》`));
      const { count } = await cited.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      const rows = await cited.select('asked.text as question').orderBy('reply.id', 'desc').limit(limit).execute();
      return { count: Number(count), questions: rows.map(({ question }) => question) };
    },

    async listUnanswered({ from, until }) {
      const rows = await read
        .selectFrom('unanswered')
        .innerJoin('conversations', 'conversations.id', 'unanswered.conversation_id')
        .select(['message_id as id', 'unanswered.created_at as at', 'question', 'answer', 'member_name as name'])
        .select(['kind', 'title', 'platform_id as platformId'])
        .where('unanswered.created_at', '>=', from)
        .where('unanswered.created_at', '<', until)
        .orderBy('unanswered.created_at')
        .orderBy('message_id')
        .execute();
      return rows.map((row) => toExchange({ ...row, answer: row.answer ?? '' }));
    },
  };
}

type Row = Omit<Exchange, 'group'> & { kind: string; title: string | null; platformId: string };

function toExchange({ kind, title, platformId, ...said }: Row): Exchange {
  return { ...said, group: kind === 'direct' ? null : (title ?? platformId) };
}
