import { Hono } from 'hono';
import type { Context } from 'hono';
import { AppError } from '../../base/errors.ts';
import type { SignInDesk } from '../../features/directory/sign-in.ts';
import type { Clock } from '../../ports/clock.ts';
import { respondWithFile } from '../file-response.ts';
import type { HttpEnv } from '../http-env.ts';
import type { RecordAct } from './acts.ts';
import type { ReadAddress } from './address.ts';
import type { Bound } from './bind.ts';
import { fileAnswer, fileBody, nothing } from './contract/route.ts';
import type { RouteName } from './contract/routes.ts';
import type { Caller, Exchange } from './exchange.ts';
import { assertMay } from './guard.ts';
import { assertOwnOrigin } from './origin.ts';
import { readBody } from './read-body.ts';
import { createReadFile, type ReadFile } from './read-file.ts';
import { createRequestLimit } from './request-limit.ts';
import { giveToken, readToken, takeToken } from './session-cookie.ts';

export type ApiDeps = {
  bound: Readonly<Record<RouteName, Bound>>;
  signIn: Pick<SignInDesk, 'find'>;
  recordAct: RecordAct;
  clock: Clock;
  publicUrl: string | null;
  addressOf: ReadAddress;
  /** How long a body may take to come, milliseconds, and how long a file. */
  bodyMs: number;
  fileMs: number;
};

const keyForm = /^[\x21-\x7e]{1,200}$/u;

/** The staff API: each route of the table, with everything that is checked before its handler is asked. */
export function createApiRoutes(deps: ApiDeps): Hono<HttpEnv> {
  const cookie = { secure: deps.publicUrl?.startsWith('https:') ?? false };
  const limit = createRequestLimit(deps.clock);
  const readFile = createReadFile(deps.fileMs);
  const hono = new Hono<HttpEnv>();
  for (const bound of Object.values(deps.bound)) {
    const { route } = bound;
    const path = route.path.replace(/\{(\w+)\}/gu, ':$1');
    hono.on(route.method.toUpperCase(), path, async (context) => {
      assertOwnOrigin(context, deps.publicUrl);
      const token = readToken(context, cookie);
      const caller = token === null ? null : await findCaller(deps, token);
      assertMay(route.access, caller);
      if (caller !== null) limit(caller.user.id);
      return carryOut({ ...deps, cookie, readFile }, context, { bound, token, caller });
    });
  }
  return hono;
}

async function findCaller({ signIn }: ApiDeps, token: string): Promise<Caller | null> {
  const found = await signIn.find(token);
  return found === null ? null : { user: found.user, mustChange: found.mustChange, token };
}

type Asked = { bound: Bound; token: string | null; caller: Caller | null };

async function carryOut(
  deps: ApiDeps & { cookie: { secure: boolean }; readFile: ReadFile },
  context: Context,
  { bound, token, caller }: Asked,
): Promise<Response> {
  let doer = caller;
  const exchange: Exchange = {
    address: deps.addressOf(context),
    agent: readAgent(context),
    token,
    key: () => readKey(context),
    begin(begun) {
      giveToken(context, begun.token, deps.cookie);
      doer = begun;
    },
    end: () => takeToken(context, deps.cookie),
  };
  const answer = await bound.run({
    params: context.req.param(),
    query: readQuery(context),
    readBody: () => (bound.route.body === fileBody ? deps.readFile(context) : readBody(context, deps.bodyMs)),
    caller,
    exchange,
  });
  await putOnRecord(deps, { bound, doer, address: exchange.address, target: targetOf(context, answer) });
  if (bound.route.answer === nothing) return context.body(null, 204);
  return bound.route.answer === fileAnswer ? respondWithFile(context, fileAnswer.parse(answer)) : context.json(answer);
}

type Done = { bound: Bound; doer: Caller | null; address: string; target: string | null };

/** The one place where what is done through the API goes on record. */
async function putOnRecord({ recordAct, clock }: ApiDeps, { bound, doer, address, target }: Done): Promise<void> {
  const { act } = bound.route;
  if (act === null || doer === null) return;
  const { name, role } = doer.user;
  await recordAct({ act, name, role, address, target, at: clock.now() });
}

/** What it was done to, or what was made. */
function targetOf(context: Context, answer: unknown): string | null {
  const id = context.req.param('id');
  if (id !== undefined) return id;
  const made = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
  return typeof made === 'string' ? made : null;
}

/** Written twice it would be taken for one of them: that is nobody's meaning. */
function readQuery(context: Context): Record<string, string> {
  const all = Object.entries(context.req.queries());
  const twice = all.find(([, values]) => values.length > 1);
  if (twice !== undefined) throw new AppError('input/invalid', `${twice[0]} 只能写一次。`);
  return Object.fromEntries(all.map(([name, [value = '']]) => [name, value]));
}

const longestAgent = 200;

function readAgent({ req }: Context): string | null {
  const agent = (req.header('user-agent') ?? '').replace(/[^\x20-\x7e]/gu, '').slice(0, longestAgent);
  return agent === '' ? null : agent;
}

function readKey({ req }: Context): string {
  const key = req.header('idempotency-key');
  if (key !== undefined && keyForm.test(key)) return key;
  throw new AppError(
    'input/invalid',
    '请在 Idempotency-Key 里给这次请求起一个唯一的编号（如 UUID）；重试时用同一个，就不会发两次。',
  );
}
