import type { z } from 'zod';
import { type AnyRoute, nothing, type Route } from './contract/route.ts';
import type { Caller, Exchange } from './exchange.ts';
import { parseRequest } from './parse-request.ts';

/** What came in, not looked at yet. */
export type Raw = {
  params: unknown;
  query: unknown;
  readBody: () => Promise<unknown>;
  caller: Caller | null;
  exchange: Exchange;
};

/** A route with who carries it out; `run` throws what the server answers with, and returns what fits the route's answer. */
export type Bound = { route: AnyRoute; run(raw: Raw): Promise<unknown> };

type Request<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Exchange & {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
};

/** For routes that need somebody to be signed in: who it is comes first. */
export function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  route: Route<P, Q, B, A>,
  handle: (caller: Caller, request: Request<P, Q, B>) => Promise<z.input<A>>,
): Bound {
  return bindOpen(route, (request, caller) => {
    if (caller === null) throw new Error(`${route.path} was opened to nobody`);
    return handle(caller, request);
  });
}

/** For routes that are open to anyone. What is answered is cut to what the route says. */
export function bindOpen<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  route: Route<P, Q, B, A>,
  handle: (request: Request<P, Q, B>, caller: Caller | null) => Promise<z.input<A>>,
): Bound {
  return {
    route,
    async run({ params, query, readBody, caller, exchange }) {
      const request = {
        ...exchange,
        params: parseRequest(route.params, params),
        query: parseRequest(route.query, query),
        body: parseRequest(route.body, hasBody(route) ? await readBody() : undefined),
      };
      return route.answer.parse(await handle(request, caller));
    },
  };
}

export function hasBody({ body }: Pick<AnyRoute, 'body'>): boolean {
  return body !== nothing;
}
