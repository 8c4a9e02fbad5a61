import { dayOf, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { readOrganizationName } from '../../domain/organization.ts';
import { readPersonName, readPost } from '../../domain/person.ts';
import { readPhone } from '../../domain/phone.ts';
import { isTag } from '../../domain/tag.ts';
import type { TableRow } from '../../ports/table-files.ts';
import { type Column, type Header, letterOf } from './import-columns.ts';

/** Null is what the row leaves open. `path`: names from above down, the last is the organization's own. */
export type ImportedRow = { path: readonly string[]; tags: readonly string[]; person: ImportedPerson | null };

/** `consent`: a date (epoch ms), `now` for a yes without one, `none` for a no. */
export type ImportedPerson = {
  name: string;
  post: string | null;
  phone: string | null;
  consent: number | 'now' | 'none' | null;
};

const yes = /^(?:是|同意|已同意|有|对|y|yes|true|1|√|✓|✔|☑)$/iu;
const no = /^(?:否|不|不同意|未同意|无|没有|n|no|false|0|×|✗|x|☐)$/iu;
const date = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?$/u;

/** Throws `input/invalid` with what is wrong in this row. */
export function readImportedRow(row: TableRow, header: Header, of: { now: number; timeZone: string }): ImportedRow {
  const cell = (column: Column): string => {
    const index = header.columns.get(column);
    return index === undefined ? '' : (row.cells[index] ?? '').normalize('NFC').trim();
  };
  const at = (column: Column): string => `${letterOf(header.columns.get(column) ?? 0)}${row.number}`;
  const organization = cell('organization');
  if (organization === '') throw invalid('没有写组织；合并过的单元格存成 csv 会变空，这样的表请用 .xlsx 导入');
  const path = [...splitPath(cell('parent')), ...splitPath(organization)].map(readOrganizationName);
  const tags = cell('tags')
    .split(/[,，、;；\s]+/u)
    .filter((tag) => tag !== '');
  const bad = tags.find((tag) => !isTag(tag));
  if (bad !== undefined) throw invalid(`${at('tags')} 的标签“${bad}”不行，请用字母、汉字、数字，不超过 20 个字`);
  if (cell('name') === '') {
    if (cell('phone') !== '' || cell('post') !== '') throw invalid('有职务或电话，却没有写姓名');
    return { path, tags, person: null };
  }
  const person = {
    name: readPersonName(cell('name')),
    post: readPost(cell('post')),
    phone: cell('phone') === '' ? null : readNumber(cell('phone'), at('phone')),
    consent: cell('consent') === '' ? null : readConsent(cell('consent'), { ...of, at: at('consent') }),
  };
  return { path, tags, person };
}

function splitPath(written: string): string[] {
  return written.split(/[/／>＞\\]/u).filter((name) => name.trim() !== '');
}

/** The number itself stands in no report. */
function readNumber(written: string, at: string): string {
  if (/^\d(?:\.\d+)?e\+?\d+$/iu.test(written) && !/^\d\.\d{10,}e/iu.test(written))
    throw invalid(`${at} 的电话成了科学记数（如 1.38E+10），号码已经不全，请把这一列设成文本，重新填写`);
  const phone = readPhone(/^\d\.\d+e/iu.test(written) ? String(Number(written)) : written);
  if (phone !== null) return phone;
  throw invalid(`${at} 的电话看不懂，请写一个号码，如 13800138000 或 0731-88886666，不带分机`);
}

function readConsent(written: string, of: { now: number; timeZone: string; at: string }): number | 'now' | 'none' {
  if (yes.test(written)) return 'now';
  if (no.test(written)) return 'none';
  const [, year = '', month = '', day = ''] = date.exec(written) ?? [];
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(on)) throw invalid(`${of.at} 的“${written.slice(0, 20)}”看不懂，请写“是”“否”或同意的日期，如 2026-11-01`);
  if (on > dayOf(of.now, of.timeZone)) throw invalid(`${of.at} 的同意日期 ${on} 还没有到`);
  return instantAt(on, '00:00', of.timeZone);
}

function invalid(message: string): AppError {
  return new AppError('input/invalid', `${message}。`);
}
