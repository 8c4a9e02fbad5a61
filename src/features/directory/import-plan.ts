import { dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { inPieces } from '../../base/in-pieces.ts';
import type { Organization } from '../../domain/organization.ts';
import type { Person } from '../../domain/person.ts';
import { isAgreed, type SmsRefusal } from '../../domain/sms-refusal.ts';
import type { TableRow } from '../../ports/table-files.ts';
import type { Header } from './import-columns.ts';
import { draftOrganizations } from './import-organizations.ts';
import { type ImportedPerson, readImportedRow } from './import-row.ts';

export type RowOutcome = 'added' | 'changed' | 'same' | 'refused';

/** What becomes of a row. `detail`: what changes, or why it is refused; numbers never stand in it. */
export type ImportReportRow = {
  sheet: string | null;
  row: number;
  outcome: RowOutcome;
  organization: string | null;
  name: string | null;
  detail: string | null;
};

/** Rows of one sheet below its head. */
export type ImportSheet = { name: string | null; header: Header; rows: readonly TableRow[] };

export type ImportPlan = {
  organizations: Organization[];
  people: Person[];
  refusals: SmsRefusal[];
  rows: ImportReportRow[];
};

export type ImportState = {
  organizations: readonly Organization[];
  people: readonly Person[];
  refusals: readonly SmsRefusal[];
};
export type ImportOptions = {
  now: number;
  timeZone: string;
  newOrganizationId: () => string;
  newPersonId: () => string;
};

const longestShown = 30;

/** What to store, and what to say of each row. A refused row leaves nothing behind. */
export async function planImport(
  sheets: readonly ImportSheet[],
  state: ImportState,
  options: ImportOptions,
): Promise<ImportPlan> {
  const tree = draftOrganizations(state.organizations, { newId: options.newOrganizationId, now: options.now });
  const people = draftPeople(state, options);
  const rows: ImportReportRow[] = [];
  const planRow = (row: TableRow, { name: sheet, header }: ImportSheet): ImportReportRow => {
    try {
      const { path, tags, person } = readImportedRow(row, header, options);
      const resolved = tree.resolve(path, tags);
      const { organization } = resolved;
      const done = person === null ? null : people.place(person, { organization, row: row.number, sheet });
      resolved.apply();
      const notes = [...resolved.notes, ...(done?.notes ?? [])];
      const isNew = done?.isNew ?? resolved.isNew;
      const outcome = isNew ? 'added' : notes.length > 0 ? 'changed' : 'same';
      const detail = notes.length === 0 ? null : notes.join('；');
      return { sheet, row: row.number, outcome, organization: organization.name, name: person?.name ?? null, detail };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { sheet, row: row.number, outcome: 'refused', ...writtenIn(row, header), detail: error.message };
    }
  };
  for (const sheet of sheets)
    await inPieces(sheet.rows, {}, (piece) => void rows.push(...piece.map((row) => planRow(row, sheet))));
  return { organizations: tree.changed(), people: people.changed(), refusals: people.refusals(), rows };
}

/** As it stands there, for whoever looks for the row. */
function writtenIn({ cells }: TableRow, { columns }: Header): { organization: string | null; name: string | null } {
  const cell = (column: 'organization' | 'name'): string | null => {
    const text = (cells[columns.get(column) ?? -1] ?? '').slice(0, longestShown);
    return text === '' ? null : text;
  };
  return { organization: cell('organization'), name: cell('name') };
}

type Place = { organization: Organization; row: number; sheet: string | null };

/** The address book as the rows so far leave it. */
function draftPeople(state: Omit<ImportState, 'organizations'>, { now, timeZone, newPersonId }: ImportOptions) {
  const keyOf = (organizationId: string, name: string): string => `${organizationId}/${name}`;
  const known = new Map(state.people.map((person) => [keyOf(person.organizationId, person.name), person]));
  const seen = new Map<string, string>();
  const changed = new Map<string, Person>();
  const refused = new Map(state.refusals.map(({ phone, at }) => [phone, at]));
  const refusals = new Map<string, SmsRefusal>();

  return {
    /** Throws `input/invalid` when an earlier row says something else of the same person, and for a consent that was taken back. */
    place(written: ImportedPerson, { organization, row, sheet }: Place): { isNew: boolean; notes: string[] } {
      const key = keyOf(organization.id, written.name);
      const before = known.get(key) ?? null;
      const phones = [before?.phone ?? null, written.phone].filter((phone) => phone !== null);
      const refusedAt = Math.max(0, ...phones.map((phone) => refused.get(phone) ?? 0));
      assertAgreed(written, { on: before?.smsConsentAt ?? null, refusedAt, timeZone });
      const person = merge(before, written, { now, organizationId: organization.id, newId: newPersonId });
      const notes = before === null ? [] : differences(before, person);
      const earlier = seen.get(key);
      if (earlier !== undefined && notes.length > 0)
        throw new AppError(
          'input/invalid',
          `和${earlier}是同一个人（${organization.name}的“${written.name}”），${notes.join('、')}却不一样；同名的两个人请在姓名后加以区分。`,
        );
      seen.set(key, earlier ?? `${sheet === null ? '' : `“${sheet}”`}第 ${row} 行`);
      known.set(key, person);
      if (before === null || notes.length > 0) changed.set(person.id, person);
      if (written.consent === 'none')
        for (const phone of phones) {
          refused.set(phone, now);
          refusals.set(phone, { phone, at: now });
        }
      return { isNew: before === null, notes };
    },
    changed: () => [...changed.values()],
    refusals: () => [...refusals.values()],
  };
}

/** A list is often older than the refusal: a yes of it needs a date after that, unless it is on record already. */
function assertAgreed(
  { consent }: ImportedPerson,
  { on, refusedAt, timeZone }: { on: number | null; refusedAt: number; timeZone: string },
): void {
  if (consent === null || consent === 'none' || refusedAt === 0) return;
  if (isAgreed(consent === 'now' ? on : consent, refusedAt)) return;
  if (consent === 'now') throw new AppError('input/invalid', '本人已收回同意，请写明重新同意的日期。');
  throw new AppError('input/invalid', `本人在 ${dayOf(refusedAt, timeZone)} 收回了同意，重新同意的日期应在那天之后。`);
}

/** What the row leaves open stays as it is; a yes keeps the date on record. */
function merge(
  before: Person | null,
  { name, post, phone, consent }: ImportedPerson,
  of: { now: number; organizationId: string; newId: () => string },
): Person {
  const on = before?.smsConsentAt ?? null;
  const given = consent === 'now' ? (on ?? of.now) : consent === 'none' ? null : (consent ?? on);
  return {
    id: before?.id ?? of.newId(),
    organizationId: of.organizationId,
    name,
    post: post ?? before?.post ?? null,
    phone: phone ?? before?.phone ?? null,
    smsConsentAt: given,
    createdAt: before?.createdAt ?? of.now,
  };
}

function differences(before: Person, after: Person): string[] {
  return [
    before.post === after.post ? '' : '职务',
    before.phone === after.phone ? '' : '电话',
    before.smsConsentAt === after.smsConsentAt ? '' : '同意短信',
  ].filter((what) => what !== '');
}
