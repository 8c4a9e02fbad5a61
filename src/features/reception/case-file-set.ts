import { formatInstant } from '../../base/calendar.ts';
import type { Case } from '../../domain/case.ts';
import type { CaseFile } from '../../domain/case-file.ts';
import { endingOf, safeFileName, tellApart } from '../../domain/file-name.ts';
import { sizeInWords } from '../../domain/file.ts';
import type { CaseFilter } from '../../ports/cases.ts';
import type { FileSet, SetFile } from '../../ports/exporter.ts';
import type { Records } from '../../ports/store.ts';
import { casePages } from './case-pages.ts';
import { maskText } from '../../domain/mask.ts';

/**
 * The photos and documents of cases, on their way out of the house.
 *
 * Nobody can mask a picture: whoever takes masked tables gets the files only when they ask for them. Their names are
 * masked; of an anonymous case neither name nor hour is told, for a name is what a member's telephone is called, and the
 * hour leads to their message.
 */
export type CaseFileSource = {
  records: Pick<Records, 'cases' | 'caseFiles' | 'files'>;
  filter: CaseFilter;
  masked: boolean;
};

type NamedFile = SetFile & { no: string; file: CaseFile; isAnonymous: boolean };

/**
 * Puts all of them in as `文件/编号/文件名`, with one of them in memory; how many there were. `onFile`: before each, and what
 * it throws is the end.
 */
export async function addCaseFiles(
  set: FileSet,
  source: CaseFileSource,
  onFile: () => void = () => {},
): Promise<number> {
  let count = 0;
  for await (const { name, at, file } of filesOf(source)) {
    onFile();
    const content = await source.records.files.read(file.fileId);
    // Erased since.
    if (content === null) continue;
    await set.add({ name, at }, content.bytes);
    count += 1;
  }
  return count;
}

export async function countCaseFiles(source: CaseFileSource): Promise<number> {
  let count = 0;
  for await (const _ of filesOf(source)) count += 1;
  return count;
}

export const caseFileColumns = { 编号: 12, 文件: 50, 大小: 12, 存入时间: 18, 去处: 30 } as const;

/** What there is, whether it is in the set or not. */
export async function* caseFileRows(
  source: CaseFileSource,
  { timeZone, included }: { timeZone: string; included: boolean },
): AsyncGenerator<string[]> {
  for await (const { no, name, at, file, isAnonymous } of filesOf(source)) {
    const when = formatInstant(at, timeZone);
    const shown = isAnonymous ? when.slice(0, 10) : when;
    const where = included ? name : '没有放入（内容无法打码）';
    yield [no, name.slice(name.lastIndexOf('/') + 1), sizeInWords(file.size), shown, where];
  }
}

async function* filesOf({ records, filter, masked }: CaseFileSource): AsyncGenerator<NamedFile> {
  for await (const page of casePages(records.cases, filter)) {
    const files = await records.caseFiles.listOf(page.map(({ no }) => no));
    for (const one of page) yield* named(one, files.get(one.no) ?? [], masked);
  }
}

function named(one: Case, files: readonly CaseFile[], masked: boolean): NamedFile[] {
  const isAnonymous = one.claimHash !== null;
  const names = tellApart(files.map((file) => safeFileName(nameOf(one, file, masked))));
  return files.map((file, place) => ({
    no: one.no,
    name: `文件/${one.no}/${names[place]}`,
    // The day is all that an anonymous case tells.
    at: isAnonymous ? one.createdAt : file.addedAt,
    file,
    isAnonymous,
  }));
}

function nameOf({ claimHash, contact, memberName }: Case, { name }: CaseFile, masked: boolean): string {
  if (claimHash !== null) return `文件${endingOf(name)}`;
  if (!masked) return name;
  const known = [contact, memberName].flatMap((person) => (person !== null && person.length > 1 ? [person] : []));
  return maskText(name, known);
}
