import type { DocumentExporter, FileSetExporter, JsonExporter, TableExporter } from '../../ports/exporter.ts';
import { withoutNumbers } from '../../domain/audit.ts';
import type { KindNames } from '../../domain/form.ts';
import type { CaseFilter } from '../../ports/cases.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records } from '../../ports/store.ts';
import { addCaseFiles } from './case-file-set.ts';
import { toldCasesOf, type ToldCase } from './case-pages.ts';
import { type CaseQuery, readCaseQuery } from './case-query.ts';
import { conversationName, sourceNames } from './labels.ts';
import { itemOf } from './ledger-items.ts';
import { ledgerOf, type LedgerOf, paperLedgerOf } from './ledger.ts';
import { maskPersonal } from './mask-personal.ts';
import { exportedEntry } from './seen.ts';

export const ledgerFormats = ['xlsx', 'csv', 'docx', 'json'] as const;
export type LedgerFormat = (typeof ledgerFormats)[number];

/** What a case query asks, and a part of the organization's name, and the id of a reception day. */
export type LedgerQuery = CaseQuery & { organization?: string | null; day?: string | null } & Pick<
    CaseFilter,
    'organizationId' | 'source' | 'open' | 'dueBefore' | 'words' | 'marks' | 'phone' | 'assignees'
  >;

export type Exporters = { xlsx: TableExporter; csv: TableExporter; docx: DocumentExporter; json: JsonExporter };

export type LedgerDeskDeps = {
  records: Pick<Records, 'cases' | 'caseFiles' | 'files' | 'conversations' | 'audit'>;
  exporters: Exporters;
  fileSets: FileSetExporter;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  clock: Clock;
  timeZone: string;
};

/**
 * `files`: with the photos and documents; `file` is a zip, or a new folder, then, and the register lies in it. `onCase`: told
 * after each case, and before each file, how many cases are written; what it throws ends the export.
 */
export type LedgerOrder = {
  format: LedgerFormat;
  file: string;
  who: string;
  masked: boolean;
  files: boolean;
  onCase?: (done: number) => void;
};

export type LedgerDesk = {
  /** Writes the register; that it was taken is on record before. Returns how many cases and files it holds. */
  export(query: LedgerQuery, order: LedgerOrder): Promise<{ file: string; cases: number; files: number }>;
};

export function createLedgerDesk(deps: LedgerDeskDeps): LedgerDesk {
  return {
    async export(query, { format, file, who, masked, files, onCase = () => {} }) {
      const { records, clock, timeZone } = deps;
      const kinds = await deps.kindNames();
      const filter = readLedgerQuery(query, timeZone, kinds);
      const of = { titleOf: await readTitles(records), timeZone, kinds, masked };
      const at = clock.now();
      // On record before anything is seen: what is given away cannot be taken back.
      await records.audit.append(
        exportedEntry({ who, at }, { subject: inWords(query), format, contacts: !masked, files }),
      );
      const counted = countOf(toldCasesOf(records.cases, filter), onCase);
      const write = (path: string): Promise<void> => writersOf(deps.exporters)[format](counted.cases, of, path);
      let added = 0;
      if (!files) await write(file);
      else
        await deps.fileSets.write(file, async (set) => {
          await set.addWritten({ name: `诉求台账.${format}`, at }, write);
          added = await addCaseFiles(set, { records, filter, masked }, () => onCase(counted.count()));
        });
      return { file, cases: counted.count(), files: added };
    },
  };
}

/** Throws `usage/invalid` with what would be right. */
export function readLedgerQuery(
  { from, to, status, kind, organization, day, ...rest }: LedgerQuery,
  timeZone: string,
  kinds: KindNames,
): CaseFilter {
  const filter = readCaseQuery({ from, to, status, kind }, timeZone, kinds);
  return {
    ...filter,
    ...rest,
    ...(organization ? { organization: organization.trim() } : {}),
    ...(day ? { receptionDayId: day } : {}),
  };
}

/** Titles of groups by their ids; a private conversation has none to show. */
export async function readTitles({
  conversations,
}: Pick<Records, 'conversations'>): Promise<(conversationId: string) => string> {
  const titles = new Map<string, string>();
  for (const one of await conversations.list()) titles.set(one.id, conversationName(one));
  return (id) => titles.get(id) ?? '';
}

type Write = (cases: AsyncIterable<ToldCase>, of: LedgerOf, file: string) => Promise<void>;

function writersOf({ xlsx, csv, docx, json }: Exporters): Readonly<Record<LedgerFormat, Write>> {
  return {
    xlsx: (cases, of, file) => xlsx.write(ledgerOf(cases, of), file),
    csv: (cases, of, file) => csv.write(ledgerOf(cases, of), file),
    json: (cases, of, file) => json.write({ key: 'cases', items: itemsOf(cases, of) }, file),
    docx: (cases, of, file) => {
      const parts = [{ kind: 'table', ...paperLedgerOf(cases, of) }] as const;
      return docx.write({ title: '诉求台账', across: true, parts }, file);
    },
  };
}

async function* itemsOf(cases: AsyncIterable<ToldCase>, { titleOf, masked }: LedgerOf): AsyncGenerator<object> {
  for await (const told of cases) yield itemOf(masked ? maskPersonal(told) : told, titleOf);
}

function countOf(
  all: AsyncIterable<ToldCase>,
  onCase: (done: number) => void,
): { cases: AsyncIterable<ToldCase>; count(): number } {
  let count = 0;
  return {
    count: () => count,
    cases: (async function* () {
      for await (const told of all) {
        count += 1;
        onCase(count);
        yield told;
      }
    })(),
  };
}

/** What was asked for, as the audit log tells it: never a number to call. */
function inWords({ from, to, status, kind, organization, day, ...rest }: LedgerQuery): string {
  const { organizationId, source, open, dueBefore, words = [], marks = [], phone, assignees } = rest;
  const parts = [
    from === null && to === null ? '' : `${from ?? ''}～${to ?? ''}`,
    status,
    kind,
    organization,
    organizationId === undefined ? '' : `组织 ${organizationId}`,
    day,
    source === undefined ? '' : sourceNames[source],
    open ? '没办完' : '',
    dueBefore === undefined ? '' : '过期',
    withoutNumbers([...words, ...marks].join(' ')),
    phone === undefined ? '' : '按电话',
    ...(assignees ?? []).map(({ name }) => `承办 ${name}`),
  ];
  return parts.filter((part) => part).join(' ') || '全部';
}
