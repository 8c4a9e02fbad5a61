import type { HttpBindings } from '@hono/node-server';

/** What the server gives every route. */
export type HttpEnv = {
  Bindings: HttpBindings;
  Variables: {
    /** Aborts when the server begins to close: streams end now. */
    closing: AbortSignal;
  };
};
