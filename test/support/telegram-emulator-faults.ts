import type { ServerResponse } from 'node:http';
import type { Json } from './telegram-emulator-state.ts';

/** What goes wrong with a request. */
export type TelegramFault =
  /** An answer that is no success; `body` as JSON. */
  | { kind: 'status'; status: number; body: object }
  /** A gateway's page. */
  | { kind: 'html'; status: number }
  /** The connection ends before anything was done. */
  | { kind: 'drop' }
  /** There is no answer. */
  | { kind: 'hang' }
  /** It is taken in, and done and answered only then. */
  | { kind: 'held'; until: Promise<void> }
  /** It is done, and the connection ends before the answer. */
  | { kind: 'lost' }
  /** It takes so many milliseconds until it is done, and so many more until the answer. */
  | { kind: 'slow'; beforeMs: number; afterMs: number };

export function refused(status: number, description: string, parameters?: object): TelegramFault {
  return { kind: 'status', status, body: { ok: false, error_code: status, description, parameters } };
}

export function tooMany(seconds: number): TelegramFault {
  return refused(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

type Choose = (method: string, payload: Json) => TelegramFault | null;

export type Faults = {
  /** The next calls of this method meet this fault, so many times. */
  add(method: string, fault: TelegramFault, times?: number): void;
  /** Asked about every call that no other fault meets. */
  otherwise(choose: Choose): void;
  next(method: string, payload: Json): TelegramFault | null;
  /** How many that were added have not been met. */
  waiting(): number;
};

export function createFaults(): Faults {
  const queues = new Map<string, TelegramFault[]>();
  let otherwise: Choose = () => null;
  return {
    add(method, fault, times = 1) {
      const queue = queues.get(method) ?? [];
      queue.push(...Array.from({ length: times }, () => fault));
      queues.set(method, queue);
    },
    otherwise(choose) {
      otherwise = choose;
    },
    waiting: () => [...queues.values()].flat().length,
    next: (method, payload) => queues.get(method)?.shift() ?? otherwise(method, payload),
  };
}

/** Ends the request as the fault says; a `lost` one was done before. */
export function writeFault(response: ServerResponse, fault: Exclude<TelegramFault, { kind: 'slow' | 'held' }>): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(fault.body));
      return;
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<html><body><h1>Bad Gateway</h1></body></html>');
      return;
    case 'drop':
    case 'lost':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}
