import { z } from 'zod';
import { ApiError, lostCall, type Refusal } from './api-error.ts';

/** One request: `what` it is in words for the log, which sees neither address nor body. */
export type Request = {
  what: string;
  url: URL;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  /** A form, or an object that goes as JSON. */
  body?: FormData | object;
};

export type Patience = { signal: AbortSignal; withinMs?: number };

const usualDeadlineMs = 20_000;
const mostSaid = 120;

/** New interfaces answer with a status and `code`, old ones with 200 and `errcode`. */
const refusalShape = z.object({
  code: z.union([z.string(), z.number()]).optional(),
  errcode: z.number().optional(),
  sub_code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
  errmsg: z.string().optional(),
  accessdenieddetail: z.object({ requiredScopes: z.array(z.string()).optional() }).optional(),
});

/** The JSON that was answered; throws an `ApiError` and nothing else. Goes nowhere else than it was sent to. */
export async function exchange(request: Request, redact: (text: string) => string, on: Patience): Promise<unknown> {
  const { what } = request;
  const { response, text } = await ask(request, on);
  const answer = readJson(text);
  const refusal = refusalOf(response, answer, redact);
  if (refusal !== null) throw new ApiError(what, { refusal, mayHaveActed: refusal.status >= 500 });
  if (answer === null) throw new ApiError(what, { refusal: null, mayHaveActed: true, detail: 'no JSON' });
  return answer;
}

async function ask({ what, url, method = 'POST', headers, body }: Request, { signal, withinMs }: Patience) {
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs ?? usualDeadlineMs)]),
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw lostCall(what, error);
  }
}

function readJson(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' ? read : null;
  } catch {
    return null;
  }
}

function refusalOf({ ok, status }: Response, answer: unknown, redact: (text: string) => string): Refusal | null {
  const read = refusalShape.safeParse(answer).data ?? {};
  const { code, errcode = 0, sub_code: sub, message, errmsg, accessdenieddetail: denied } = read;
  if (ok && errcode === 0) return null;
  const written = String(errcode === 0 ? (code ?? '') : (sub ?? errcode));
  return {
    status,
    code: /^[\w.-]{1,100}$/u.test(written) ? written : '',
    said: redact(errmsg ?? message ?? '').slice(0, mostSaid),
    scopes: (denied?.requiredScopes ?? []).filter((scope) => /^[\w.-]{1,60}$/u.test(scope)),
  };
}
