import type { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { type Output, standardInputLines } from './output.ts';

/**
 * Answers JSONL on stdin with JSONL on stdout, in order. A line that is no good is answered with `{"line","error"}`; the
 * others are answered all the same, and the command fails at the end.
 */
export async function answerLines<Line>(
  output: Output,
  schema: z.ZodType<Line>,
  answer: (line: Line) => Promise<object>,
): Promise<void> {
  let number = 0;
  let bad = 0;
  for await (const text of standardInputLines()) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readLine(schema, text);
    if (line === null) bad += 1;
    await output.jsonLine(line === null ? { line: number, error: '这一行不是所要的 JSON' } : await answer(line));
  }
  if (bad > 0) throw new AppError('input/invalid', `有 ${bad} 行输入看不懂，其余各行已处理；格式见 --help。`);
}

function readLine<Line>(schema: z.ZodType<Line>, text: string): Line | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
