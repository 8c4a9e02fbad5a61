import { sql } from 'kysely';
import { erased, type ErasedPerson, nothingErased } from '../../domain/erasure.ts';
import type { Privacy } from '../../ports/privacy.ts';
import type { Db, Handles } from './database.ts';
import { newErasedId } from './ids.ts';
import { eraseCases, writtenForms } from './privacy-cases.ts';
import { isListed, eraseNumbers, eraseQuotes, expireDeliveries } from './privacy-texts.ts';

/** What the bot is called is nobody's secret. */
const ownNameOrErased = sql<string>`case when bot = 1 then name else ${erased} end`;

type Result = { numUpdatedRows?: bigint; numDeletedRows?: bigint };

export function createPrivacy({ read, write }: Pick<Handles, 'read' | 'write'>): Privacy {
  return {
    async findMember(memberId) {
      const member = await read.selectFrom('members').selectAll().where('id', '=', memberId).executeTakeFirst();
      if (member === undefined) return null;
      const bound = await read
        .selectFrom('person_bindings')
        .innerJoin('people', 'people.id', 'person_bindings.person_id')
        .select(['people.id as id', 'people.name as name', 'people.phone as phone'])
        .where('member_id', '=', memberId)
        .execute();
      return personOf({ memberIds: [memberId], people: bound, phones: [], names: [member.name] });
    },

    async findPhone(phone) {
      const people = await read.selectFrom('people').selectAll().where('phone', '=', phone).execute();
      const cases = await read
        .selectFrom('cases')
        .select('contact')
        .where('phone', 'in', writtenForms(phone))
        .execute();
      if (people.length + cases.length === 0 && !(await isListed(read, phone))) return null;
      const bound = await membersOf(
        read,
        people.map(({ id }) => id),
      );
      const names = cases.flatMap(({ contact }) => (contact === null ? [] : [contact]));
      return personOf({ memberIds: bound, people, phones: [phone], names });
    },

    async erase(person, act) {
      const direct = await directOf(write, person);
      const ids = new Map(person.memberIds.map((id) => [id, newErasedId()]));
      // First, for it looks for their words.
      await eraseQuotes(write, person.memberIds);
      const cases = await eraseCases(write, person, { ...act, names: person.names });
      const messages = await eraseMessages(write, person, direct);
      const deliveries = await eraseDeliveries(write, direct);
      const numbers = await eraseNumbers(write, person.phones);
      const questions = await eraseQuestions(write, person, direct);
      const receipts = await eraseReceipts(write, ids);
      const bindings = await eraseBindings(write, person);
      await eraseAssignees(write, person);
      const people = await erasePeople(write, person);
      await eraseConversations(write, direct);
      const members = await eraseMembers(write, ids);
      const told = { messages: messages + numbers.messages, deliveries: deliveries + numbers.deliveries };
      return { members, people, bindings, cases, questions, receipts, ...told };
    },

    async expire(before, act) {
      const cases = await eraseCases(write, { endedBefore: before }, { ...act, names: [] });
      const messages = await write
        .updateTable('messages')
        .set({ text: erased, raw_text: erased, name: ownNameOrErased, quoted_text: null, attachments: null })
        .where('received_at', '<', before)
        .where('outcome', 'is not', null)
        .where((eb) => eb.or([eb('bot', '=', 0), eb('conversation_id', 'in', allDirect(write))]))
        .where('text', '<>', erased)
        .executeTakeFirst();
      const deliveries = await expireDeliveries(write, before);
      const questions = await write
        .updateTable('unanswered')
        .set({ question: erased, member_name: erased })
        .where('answered_at', '<', before)
        .where('question', '<>', erased)
        .executeTakeFirst();
      const receipts = await write
        .updateTable('receipts')
        .set({ name: erased })
        .where('at', '<', before)
        .where('name', '<>', erased)
        .executeTakeFirst();
      return {
        ...nothingErased,
        cases,
        messages: countOf(messages),
        deliveries,
        questions: countOf(questions),
        receipts: countOf(receipts),
      };
    },
  };
}

type Found = {
  memberIds: readonly string[];
  people: readonly { id: string; name: string; phone: string | null }[];
  phones: readonly string[];
  names: readonly string[];
};

function personOf({ memberIds, people, phones, names }: Found): ErasedPerson {
  const known = people.flatMap(({ phone }) => (phone === null ? [] : [phone]));
  return {
    memberIds,
    personIds: people.map(({ id }) => id),
    phones: [...new Set([...phones, ...known])],
    names: [...new Set([...names, ...people.map(({ name }) => name)])],
  };
}

async function membersOf(db: Db, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await db.selectFrom('person_bindings').select('member_id').where('person_id', 'in', personIds).execute();
  return [...new Set(rows.map(({ member_id: id }) => id))];
}

function allDirect(db: Db) {
  return db.selectFrom('conversations').select('id').where('kind', '=', 'direct');
}

/** Private conversations they wrote in, and those of text messages to their numbers. */
async function directOf(db: Db, { memberIds, phones }: ErasedPerson): Promise<string[]> {
  const written = db
    .selectFrom('messages')
    .select('conversation_id')
    .where('member_id', 'in', orNone(memberIds))
    .distinct();
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('kind', '=', 'direct')
    .where((eb) =>
      eb.or([eb('id', 'in', written), eb.and([eb('channel', '=', 'sms'), eb('platform_id', 'in', orNone(phones))])]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function eraseMessages(db: Db, { memberIds }: ErasedPerson, direct: readonly string[]): Promise<number> {
  const done = await db
    .updateTable('messages')
    .set({ text: erased, raw_text: erased, name: ownNameOrErased, quoted_text: null, attachments: null })
    .set({ key: sql`'erased/' || id` })
    .where((eb) => eb.or([eb('member_id', 'in', orNone(memberIds)), eb('conversation_id', 'in', orNone(direct))]))
    .executeTakeFirst();
  return countOf(done);
}

async function eraseDeliveries(db: Db, direct: readonly string[]): Promise<number> {
  const of = orNone(direct);
  await db
    .updateTable('deliveries')
    .set({ state: 'skipped', reason: '收件人的信息已删除' })
    .where('conversation_id', 'in', of)
    .where('state', '=', 'pending')
    .execute();
  const done = await db
    .updateTable('deliveries')
    .set({ text: erased, template: null, file_id: null })
    .where('conversation_id', 'in', of)
    .executeTakeFirst();
  return countOf(done);
}

async function eraseQuestions(db: Db, { memberIds }: ErasedPerson, direct: readonly string[]): Promise<number> {
  const done = await db
    .updateTable('unanswered')
    .set({ question: erased, member_name: erased })
    .where((eb) => eb.or([eb('member_id', 'in', orNone(memberIds)), eb('conversation_id', 'in', orNone(direct))]))
    .executeTakeFirst();
  return countOf(done);
}

/** That somebody gave it stays: it is counted. */
async function eraseReceipts(db: Db, ids: ReadonlyMap<string, string>): Promise<number> {
  let count = 0;
  for (const [memberId, person] of ids) {
    const done = await db
      .updateTable('receipts')
      .set({ name: erased, person })
      .where('person', '=', memberId)
      .executeTakeFirst();
    count += countOf(done);
  }
  return count;
}

async function eraseBindings(db: Db, { memberIds, personIds }: ErasedPerson): Promise<number> {
  const members = orNone(memberIds);
  await db.deleteFrom('dialogues').where('member_id', 'in', members).execute();
  await db.deleteFrom('binding_tries').where('member_id', 'in', members).execute();
  await db.updateTable('generations').set({ member_id: null }).where('member_id', 'in', members).execute();
  await db.deleteFrom('binding_codes').where('holder_id', 'in', orNone(personIds)).execute();
  const accounts = await db.deleteFrom('bindings').where('member_id', 'in', members).executeTakeFirst();
  const people = await db
    .deleteFrom('person_bindings')
    .where((eb) => eb.or([eb('member_id', 'in', members), eb('person_id', 'in', orNone(personIds))]))
    .executeTakeFirst();
  return countOf(accounts) + countOf(people);
}

/** That somebody had to act, and until when, stays. */
async function eraseAssignees(db: Db, { personIds }: ErasedPerson): Promise<void> {
  const of = orNone(personIds);
  for (const part of ['assignee', 'lead'] as const)
    await db
      .updateTable('assignments')
      .set({ [`${part}_name`]: erased, [`${part}_id`]: erased })
      .where(`${part}_kind`, '=', 'person')
      .where(`${part}_id`, 'in', of)
      .execute();
}

async function erasePeople(db: Db, { personIds }: ErasedPerson): Promise<number> {
  return countOf(await db.deleteFrom('people').where('id', 'in', orNone(personIds)).executeTakeFirst());
}

/** Whoever writes again begins a new one. */
async function eraseConversations(db: Db, direct: readonly string[]): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ title: null, platform_id: sql`'erased/' || id` })
    .where('id', 'in', orNone(direct))
    .execute();
}

/** An id is derived from the account on the platform: their rows go under another one. */
async function eraseMembers(db: Db, ids: ReadonlyMap<string, string>): Promise<number> {
  for (const [old, id] of ids) {
    const member = await db
      .selectFrom('members')
      .select(['channel', 'platform_id'])
      .where('id', '=', old)
      .executeTakeFirst();
    if (member === undefined) continue;
    await eraseBuckets(db, member);
    const values = { id, channel: member.channel, platform_id: id, name: erased };
    await db.insertInto('members').values(values).execute();
    for (const table of ['messages', 'unanswered'] as const)
      await db.updateTable(table).set({ member_id: id }).where('member_id', '=', old).execute();
    await db.deleteFrom('members').where('id', '=', old).execute();
  }
  return ids.size;
}

/** How much somebody may still send is kept under who they are on the platform. */
async function eraseBuckets(db: Db, { channel, platform_id: account }: { channel: string; platform_id: string }) {
  const key = `/${channel}/${account}`;
  await db
    .deleteFrom('rate_buckets')
    .where(sql<string>`substr(key, length(key) - ${Array.from(key).length - 1})`, '=', key)
    .execute();
}

function orNone(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [''] : ids;
}

function countOf(result: Result): number {
  return Number(result.numUpdatedRows ?? result.numDeletedRows ?? 0n);
}
