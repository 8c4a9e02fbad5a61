import { z } from 'zod';

/** Neither control characters nor half of a pair: nothing we ever gave as an id holds them. */
export const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, '应为编号');

/** With its offset, so that nobody has to guess the time zone. */
export const instant = z.iso
  .datetime({ offset: true, error: '应为带时区的时间，如 2026-11-25T09:00:00+08:00' })
  .describe('ISO 时间，要带时区');

/** Lines are allowed, other control characters are not. */
export const text = z.string().regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, '里有不能用的控制字符');

export const line = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, '应为一行文字，不能有控制字符');

/** A day there is. */
export const day = z.iso.date({ error: '应为有的日期，如 2026-11-23' });

/** `after` is the `next` of the page before. */
export const page = {
  after: line.max(300).optional().describe('上一页给的 next'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const next = z.string().nullable().describe('下一页的 after；null 表示没有了');

export const withId = z.strictObject({ id });
