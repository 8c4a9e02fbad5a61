import { sql } from 'kysely';
import { anonymise } from '../../domain/erasure.ts';
import type { Db } from './database.ts';
import type { CaseRow } from './schema.ts';

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

/** What was done is not found again. */
function selectPersonal(db: Db, which: Which) {
  const personal = db
    .selectFrom('cases')
    .selectAll()
    .where((eb) =>
      eb.or(
        (['contact', 'phone', 'email', 'member_id', 'member_name'] as const).map((column) =>
          eb(column, 'is not', null),
        ),
      ),
    )
    .orderBy('created_at');
  if ('endedBefore' in which) return personal.where('ended_at', '<', which.endedBefore);
  const phones = which.phones.flatMap(writtenForms);
  return personal.where((eb) =>
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
  await eraseSteps(db, row, names);
  await eraseFiles(db, row.no, at);
  const step = { case_no: row.no, seq: version, at, who, action: 'erase', status: row.status } as const;
  await db
    .insertInto('case_steps')
    .values({ ...step, note: '删除个人信息', detail: '{}' })
    .execute();
}

async function eraseSteps(db: Db, { no, member_name: member }: CaseRow, names: readonly string[]): Promise<void> {
  const steps = await db.selectFrom('case_steps').selectAll().where('case_no', '=', no).execute();
  for (const { seq, who, note, detail } of steps)
    await db
      .updateTable('case_steps')
      .set({
        who: who === member ? '提出人' : who,
        note: note === null ? null : anonymise(note, names),
        detail: anonymise(detail, names),
      })
      .where('case_no', '=', no)
      .where('seq', '=', seq)
      .execute();
}

/** A picture may show anybody. The bytes go with the next round of what is not kept any longer. */
async function eraseFiles(db: Db, no: string, at: number): Promise<void> {
  const files = db.selectFrom('case_files').select('file_id').where('case_no', '=', no);
  await db.updateTable('files').set({ expires_at: at }).where('id', 'in', files).execute();
  await db.deleteFrom('case_files').where('case_no', '=', no).execute();
}
