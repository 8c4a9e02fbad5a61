import type { z } from 'zod';
import { AppError } from '../../base/errors.ts';

const kinds: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '一串值',
  object: '{…}',
};

/** What came from outside in the shape of `schema`, or `input/invalid` with the first thing that is wrong, and where. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: sayIssue });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new AppError('input/invalid', `${place === '' ? '请求' : place} ${issue?.message ?? '写得不对'}。`);
}

/** Where the schema says nothing of its own. */
function sayIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '不能缺少' : `应为${kinds[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `里有不认识的 ${issue.keys.join('、')}`;
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')} 之一`;
    case 'too_big':
      return `不能超过 ${issue.maximum}`;
    case 'too_small':
      return `不能少于 ${issue.minimum}`;
    default:
      return '写得不对';
  }
}
