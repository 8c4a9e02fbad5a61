import { createHash } from 'node:crypto';
import { addDays, type Day, dayOf, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { CaseKind } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import { findNumbers } from '../../domain/phone.ts';
import type { NewCase } from '../../ports/cases.ts';
import type { TableRow } from '../../ports/table-files.ts';
import { cellOf, type RegisterColumn, type RegisterHead } from './import-columns.ts';
import { findKind, kindsInWords } from './kinds.ts';

/** `superior`: what a body above gave to do, without a submitter. */
export type RegisterSource = 'import' | 'superior';

export type RowOptions = { source: RegisterSource; now: number; timeZone: string; who: string; kinds: KindNames };

/** A row as a case, and what came of it when that is told. `register`: its number on paper. */
export type RegisterRow = {
  newCase: NewCase;
  register: string | null;
  ended: { at: number; note: string } | null;
};

const longestContent = 8_000;
const longestField = 200;
const written = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/u;

/** Throws `input/invalid` with what is wrong with the row. Its key is the same however often the file is read. */
export function readRegisterRow(row: TableRow, head: RegisterHead, options: RowOptions): RegisterRow {
  const { source, now, timeZone, who } = options;
  const cell = (column: RegisterColumn): string => cellOf(row, head, column);
  const field = (column: RegisterColumn): string | null => readField(cell(column));
  const day = readWrittenDay(cell('date'), '日期');
  if (day !== null && day > dayOf(now, timeZone)) throw invalid(`日期 ${day} 还没有到`);
  const due = readWrittenDay(cell('due'), '期限');
  const register = field('number');
  const content = readContent(cell('content'));
  const createdAt = day === null ? now : instantAt(day, '00:00', timeZone);
  return {
    register,
    ended: readEnd({ result: cell('result'), ended: cell('ended') }, { createdAt, now, timeZone }),
    newCase: {
      key: keyOf({
        source,
        register,
        year: day?.slice(0, 4) ?? '',
        words: [cell('date'), cell('organization'), content],
      }),
      year: Number((day ?? dayOf(now, timeZone)).slice(0, 4)),
      source,
      who,
      kind: readKind(cell('kind'), options),
      organization: field('organization'),
      contact: field('contact'),
      phone: readPhone(cell('phone')),
      email: field('email'),
      category: field('category'),
      content,
      expectation: field('expectation'),
      details: detailsOf(source, register, field('givenBy')),
      conversationId: null,
      memberId: null,
      memberName: null,
      messageId: null,
      claimHash: null,
      receptionDayId: null,
      dueAt: due === null ? null : endOf(due, timeZone),
      createdAt,
    },
  };
}

/** A number on paper is one case a year; what has none is known by its words. */
function keyOf(of: { source: RegisterSource; register: string | null; year: string; words: string[] }): string {
  const { source, register, year, words } = of;
  if (register !== null) return `${source}/no/${year}/${register}`;
  return `${source}/text/${createHash('sha256').update(JSON.stringify(words)).digest('hex')}`;
}

function detailsOf(source: RegisterSource, register: string | null, givenBy: string | null): Record<string, string> {
  const number = source === 'superior' ? 'their_number' : 'register_no';
  return {
    ...(register === null ? {} : { [number]: register }),
    ...(givenBy === null ? {} : { given_by: givenBy }),
  };
}

function readEnd(
  { result, ended }: { result: string; ended: string },
  { createdAt, now, timeZone }: { createdAt: number; now: number; timeZone: string },
): RegisterRow['ended'] {
  if (result === '' && ended === '') return null;
  const day = readWrittenDay(ended, '办结日期');
  if (day === null) throw invalid('写了办理结果，没有办结日期，请补上（没有办完就把结果移到别的列）');
  const at = instantAt(day, '00:00', timeZone);
  if (at > now) throw invalid(`办结日期 ${day} 还没有到`);
  if (at < createdAt) throw invalid(`办结日期 ${day} 早于登记日期`);
  return { at, note: result === '' ? '按纸质登记办结' : result.slice(0, longestContent) };
}

/** As people write it on paper, `2026.11.1` or `2026年11月1日`; null for an empty cell. */
function readWrittenDay(text: string, what: string): Day | null {
  if (text === '') return null;
  const [, year = '', month = '', day = ''] = written.exec(text.normalize('NFKC')) ?? [];
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDay(found)) return found;
  throw invalid(`${what}“${text.slice(0, 20)}”看不懂，请写成 2026-11-01`);
}

/** Without one what the register is for. */
function readKind(text: string, { source, kinds }: RowOptions): CaseKind {
  if (text === '') return source === 'superior' ? 'demand' : 'suggestion';
  const found = findKind(text, kinds);
  if (found !== null) return found;
  throw invalid(`没有“${text.slice(0, 20)}”这个类别，可用：${kindsInWords(kinds)}`);
}

/** As all others are kept where it can be read, else as it was written. */
function readPhone(text: string): string | null {
  const [found] = findNumbers(text.normalize('NFKC').replace(/\.0+$/u, ''));
  return found?.value ?? readField(text);
}

function readContent(text: string): string {
  if (text === '') throw invalid('内容是空的');
  if (text.length > longestContent) throw invalid(`内容超过 ${longestContent} 字`);
  return text;
}

function readField(text: string): string | null {
  if (Array.from(text).length > longestField) throw invalid(`“${text.slice(0, 12)}…”超过 ${longestField} 字`);
  return text === '' ? null : text;
}

/** The last millisecond of a day: what ends then ended in time. */
function endOf(day: Day, timeZone: string): number {
  return instantAt(addDays(day, 1), '00:00', timeZone) - 1;
}

function invalid(sentence: string): AppError {
  return new AppError('input/invalid', sentence);
}
