import type { z } from 'zod';

/** `problem` tells the model what was wrong; `where` names only places of the schema, nothing of the text. */
export type Read<T> = { ok: true; value: T } | { ok: false; problem: string; where: string };

/** The value in a model's text: alone, in a code fence, or amid prose. The first that has the shape counts. */
export function readAnswer<T>(text: string, schema: z.ZodType<T>): Read<T> {
  let fault: Read<T> | null = null;
  for (const candidate of candidatesIn(text)) {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) return { ok: true, value: parsed.data };
    fault ??= faultOf(parsed.error);
  }
  return fault ?? { ok: false, problem: '回答里没有完整的 JSON 对象', where: 'JSON' };
}

/** Models that think aloud do so before the answer, in a tag whose beginning some templates swallow. */
export function withoutThinking(text: string): string {
  const start = text.trimStart();
  if (/^[{[]/.test(start)) return text;
  const end = /<\/think(?:ing)?>/i.exec(start);
  if (end) return start.slice(end.index + end[0].length).trimStart();
  return /^<think(?:ing)?>/i.test(start) ? '' : text;
}

function* candidatesIn(text: string): Generator<unknown> {
  yield* parsed(text);
  for (const [, fenced = ''] of text.matchAll(/```(?:json)?\s*([\s\S]*?)```/gi)) yield* parsed(fenced);
  let from = text.indexOf('{');
  while (from >= 0) {
    const end = endOfObject(text, from);
    if (end === null) return;
    yield* parsed(text.slice(from, end));
    from = text.indexOf('{', end);
  }
}

function* parsed(text: string): Generator<unknown> {
  try {
    yield JSON.parse(text);
  } catch {
    // Not JSON; another candidate may be.
  }
}

/** Behind the brace that closes the one at `from`; null when none does. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    const unit = text[at];
    if (isQuoted) {
      if (unit === '\\') at += 1;
      else if (unit === '"') isQuoted = false;
    } else if (unit === '"') isQuoted = true;
    else if (unit === '{') depth += 1;
    else if (unit === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** Enough to repair by; more would only confuse. */
const mostIssues = 5;

function faultOf<T>({ issues }: z.core.$ZodError): Read<T> {
  const first = issues.slice(0, mostIssues);
  return {
    ok: false,
    problem: first.map(({ path, message }) => `${path.join('.') || '最外层'}：${message}`).join('；'),
    where: first.map(({ path }) => path.map(plainKey).join('.') || '最外层').join('，'),
  };
}

/** Keys that the model chose may be anything. */
function plainKey(key: PropertyKey): string {
  return /^\w{1,30}$/.test(String(key)) ? String(key) : '…';
}
