import { sql } from 'kysely';
import { anonymise } from '../../domain/erasure.ts';
import type { Db } from './database.ts';
import type { CaseRow } from './schema/cases.ts';

type Act = { who: string; at: number };
type Which = { memberIds: readonly string[]; phones: readonly string[] } | { endedBefore: number };

const atOnce = 200;

/** Leaves the cases, without what leads to a person; returns how many there were to do. */
export async function eraseCases(db: Db, which: Which, act: Act & { names: readonly string[] }): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await selectPersonal(db, which).limit(atOnce).execute();
    for (const row of rows) await eraseCase(db, row, act);
    count += rows.length;
    if (rows.length < atOnce) return count;
  }
}

/** What was done is not found again: its story says so. What the fields do not hold may stand in the words all the same. */
function selectPersonal(db: Db, which: Which) {
  const left = db
    .selectFrom('cases')
    .selectAll()
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('case_steps')
            .select('seq')
            .whereRef('case_steps.case_no', '=', 'cases.no')
            .whereRef('case_steps.seq', '=', 'cases.version')
            .where('action', '=', 'erase'),
        ),
      ),
    )
    .orderBy('created_at');
  if ('endedBefore' in which) return left.where('ended_at', '<', which.endedBefore);
  const phones = which.phones.flatMap(writtenForms);
  return left.where((eb) =>
    eb.or([
      ...(which.memberIds.length > 0 ? [eb('member_id', 'in', which.memberIds)] : []),
      ...(phones.length > 0 ? [eb('phone', 'in', phones)] : []),
      sql<boolean>`1 = 0`,
    ]),
  );
}

/** As cases keep a number: at home, 13800138000 or 0731-88886666. */
export function writtenForms(phone: string): string[] {
  const home = phone.replace(/^\+86/u, '');
  const [, area, rest] = /^(10|2\d|[3-9]\d{2})(\d{7,8})$/u.exec(home) ?? [];
  return [phone, home, ...(area === undefined ? [] : [`0${area}-${rest}`])];
}

async function eraseCase(db: Db, row: CaseRow, { who, at, names: known }: Act & { names: readonly string[] }) {
  const names = [...known, row.contact, row.member_name].filter((name) => name !== null);
  const version = row.version + 1;
  await db
    .updateTable('cases')
    .set({
      contact: null,
      phone: null,
      email: null,
      member_id: null,
      member_name: null,
      message_id: null,
      conversation_id: null,
      content: anonymise(row.content, names),
      expectation: row.expectation === null ? null : anonymise(row.expectation, names),
      details: anonymise(row.details, names),
      // What came from a table keeps its key: the same table again must not bring the person back.
      ...(row.key.startsWith('message/') ? { key: `erased/${row.no}` } : {}),
      version,
      updated_at: at,
    })
    .where('no', '=', row.no)
    .execute();
  await eraseSteps(db, row, { names, known });
  await erasePoints(db, row.no, names);
  await eraseSaid(db, row.message_id, names);
  await eraseFiles(db, row.no, at);
  const step = { case_no: row.no, seq: version, at, who, action: 'erase', status: row.status } as const;
  await db
    .insertInto('case_steps')
    .values({ ...step, note: '删除个人信息', detail: '{}' })
    .execute();
}

async function eraseSteps(
  db: Db,
  { no, member_name: member }: CaseRow,
  { names, known }: { names: readonly string[]; known: readonly string[] },
): Promise<void> {
  const steps = await db.selectFrom('case_steps').selectAll().where('case_no', '=', no).execute();
  for (const { seq, who, note, detail } of steps)
    await db
      .updateTable('case_steps')
      .set({
        who: who === member || known.includes(who) ? '提出人' : who,
        note: note === null ? null : anonymise(note, names),
        detail: anonymise(detail, names),
      })
      .where('case_no', '=', no)
      .where('seq', '=', seq)
      .execute();
}

/** The message it came of may be of somebody else, who spoke for them. */
async function eraseSaid(db: Db, messageId: number | null, names: readonly string[]): Promise<void> {
  if (messageId === null) return;
  const said = await db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst();
  if (said === undefined) return;
  await db
    .updateTable('messages')
    .set({ text: anonymise(said.text, names), raw_text: anonymise(said.raw_text, names) })
    .where('id', '=', messageId)
    .execute();
}

/** What of it was written for the public. */
async function erasePoints(db: Db, no: string, names: readonly string[]): Promise<void> {
  const points = await db.selectFrom('reception_day_points').selectAll().where('case_no', '=', no).execute();
  for (const { day_id: day, said, decided } of points)
    await db
      .updateTable('reception_day_points')
      .set({
        said: said === null ? null : anonymise(said, names),
        decided: decided === null ? null : anonymise(decided, names),
      })
      .where('day_id', '=', day)
      .where('case_no', '=', no)
      .execute();
}

/** A picture may show anybody. The bytes go with the next round of what is not kept any longer, unless another case has the same. */
async function eraseFiles(db: Db, no: string, at: number): Promise<void> {
  const files = await db.selectFrom('case_files').select('file_id').where('case_no', '=', no).execute();
  await db.deleteFrom('case_files').where('case_no', '=', no).execute();
  if (files.length === 0) return;
  const held = db.selectFrom('case_files').select('file_id');
  await db
    .updateTable('files')
    .set({ expires_at: at })
    .where(
      'id',
      'in',
      files.map(({ file_id: id }) => id),
    )
    .where('id', 'not in', held)
    .execute();
}
