import { z } from 'zod';
import { addDays, type Day, daysBetween, isDay, weekdayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { HolidayYear } from '../../domain/holiday-year.ts';

/** Days; the longest holiday known had nine in a row. */
const longestHoliday = 15;
const saturday = 6;

const day = z.string('日期应写成 YYYY-MM-DD').refine(isDay, '日期应写成 YYYY-MM-DD，且确有这一天');
const holiday = z
  .strictObject({ name: z.string().trim().min(1), from: day, until: day }, '每个假期应有 name、from 和 until')
  .refine(({ from, until }) => until >= from, 'until 应不早于 from')
  .refine(({ from, until }) => daysBetween(from, until) < longestHoliday, `一个假期不会超过 ${longestHoliday} 天`);
const yearFile = z.strictObject(
  {
    year: z.int('year 应为年份').min(2020).max(2100),
    source: z.string().trim().optional(),
    off: z.array(holiday, 'off 应为假期列表').min(1, 'off 至少要有一个假期'),
    work: z
      .array(day, 'work 应为日期列表')
      .refine((days) => days.every((one) => weekdayOf(one) >= saturday), 'work 里调休上班的日子都应是周六或周日'),
  },
  '应有 year、off 和 work',
);

/** One year. Throws `input/invalid` naming the file and the problem. */
export async function parseHolidayYear(text: string, file: string): Promise<HolidayYear> {
  const parsed = yearFile.safeParse(await parseYaml(text, file));
  if (!parsed.success) throw bad(file, problemOf(parsed.error));
  const { year, work } = parsed.data;
  const off = parsed.data.off.flatMap(({ from, until }) => daysFrom(from, until));
  if (file.replace(/\.ya?ml$/u, '') !== String(year)) throw bad(file, `year 写的是 ${year}，应与文件名相同`);
  const elsewhere = [...off, ...work].find((one) => !belongsTo(one, year));
  if (elsewhere !== undefined) throw bad(file, `${elsewhere} 不在 ${year} 年`);
  const both = work.find((one) => off.includes(one));
  if (both !== undefined) throw bad(file, `${both} 既在 off 里又在 work 里`);
  return { year, off, work };
}

/** New Year's holiday may begin in the last days of December. */
function belongsTo(one: Day, year: number): boolean {
  return one.startsWith(`${year}-`) || (one >= `${year - 1}-12-25` && one < `${year}-01-01`);
}

function daysFrom(from: Day, until: Day): Day[] {
  return Array.from({ length: daysBetween(from, until) + 1 }, (_, index) => addDays(from, index));
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (cause) {
    throw new AppError('input/invalid', `放假安排 ${file} 不是有效的 YAML，请检查冒号、引号和缩进。`, { cause });
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') return `不认识 ${issue.keys.join('、')}`;
  const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `第 ${part + 1} 项` : String(part)));
  return `${place.join('的')}${place.length > 0 ? '：' : ''}${issue?.message ?? '格式不对'}`;
}

function bad(file: string, problem: string): AppError {
  return new AppError('input/invalid', `放假安排 ${file} 有误：${problem}，写法见 knowledge/README.md。`);
}
