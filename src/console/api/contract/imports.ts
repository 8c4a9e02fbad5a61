import { z } from 'zod';
import { id } from './values.ts';

const outcome = z.enum(['added', 'changed', 'same', 'refused']);

/** What would become of the rows of a table; `about`: what each is of. */
export function importPreview<S extends z.ZodRawShape>(about: S) {
  const place = { sheet: z.string().nullable(), row: z.number(), outcome };
  const detail = z.string().nullable().describe('改了什么，或为什么不能导入');
  return z.object({
    id,
    counts: z.partialRecord(outcome, z.number()),
    rows: z
      .array(z.object({ ...place, ...about, detail }))
      .describe('有变化或不能导入的行，不能导入的在前，最多 300 行'),
    told: z.number().describe('这样的行一共有几行'),
    notes: z.array(z.string()),
  });
}
