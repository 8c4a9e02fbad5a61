import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a call. */
export type SmsFault =
  /** The platform answers, and says no to this number or this text. */
  | { kind: 'refuse'; code: string; message?: string }
  /** The API itself says no. */
  | { kind: 'error'; status: number; code: string; message?: string }
  /** A gateway's page. */
  | { kind: 'html'; status: number; taken?: true }
  /** The connection ends; `taken`: after the platform has taken the message. */
  | { kind: 'reset'; taken?: true }
  /** There is no answer until the connection is closed. */
  | { kind: 'hang'; taken?: true };

/** A message the platform has taken. `key`: OutId, or SessionContext. */
export type TakenSms = {
  id: string;
  phone: string;
  sign: string;
  template: string;
  text: string;
  key: string;
  at: number;
  report: { kind: 'waiting' } | { kind: 'delivered'; at: number } | { kind: 'failed'; at: number; code: string };
};

/** One call as it came in. */
export type SmsCall = { action: string; params: Readonly<Record<string, unknown>> };

export type SmsState = {
  keyId: string;
  secret: string;
  /** Approved, by their number. */
  templates: Map<string, string>;
  /** By state of review; those in `templates` are approved. */
  reviews: Map<string, 'waiting' | 'refused'>;
  sign: string;
  taken: TakenSms[];
  calls: SmsCall[];
  /** The next calls of this action meet these, one each. */
  faults: { action: string; fault: SmsFault }[];
  /** As the platform's clock says. */
  now: () => number;
};

export type SmsEmulator = SmsState & {
  host: string;
  fail(action: string, fault: SmsFault): void;
  /** What the operator reports of the messages with this key. */
  report(key: string, report: TakenSms['report']): void;
  close(): Promise<void>;
};

/** What one platform does with a call that no fault meets, and how it writes a refusal. */
export type SmsPlatform = {
  read(request: IncomingMessage, body: string, state: SmsState): SmsCall;
  answer(call: SmsCall, state: SmsState): unknown;
  refuse(call: SmsCall, fault: Extract<SmsFault, { kind: 'refuse' }>): unknown;
  writeError(response: ServerResponse, fault: { status: number; code: string; message?: string }): void;
};

/** Thrown by a platform for what its API answers with an error. */
export class SmsApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type SmsSetup = Partial<Pick<SmsState, 'templates' | 'now'>>;

/** A text message platform on loopback, which checks signatures, takes messages and is asked about them. */
export async function startSmsEmulator(platform: SmsPlatform, setup: SmsSetup = {}): Promise<SmsEmulator> {
  const state: SmsState = {
    keyId: 'LTAI-test',
    secret: 'secret-of-the-test',
    templates: setup.templates ?? new Map(),
    reviews: new Map(),
    sign: '某某协会',
    taken: [],
    calls: [],
    faults: [],
    now: setup.now ?? Date.now,
  };
  const server = createServer((request, response) => {
    void readBody(request).then((body) => handle(platform, state, { request, response, body }));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    host: `127.0.0.1:${port}`,
    fail(action: string, fault: SmsFault) {
      state.faults.push({ action, fault });
    },
    report(key: string, report: TakenSms['report']) {
      for (const one of state.taken) if (one.key === key) one.report = report;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

async function listen(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

type Exchange = { request: IncomingMessage; response: ServerResponse; body: string };

function handle(platform: SmsPlatform, state: SmsState, { request, response, body }: Exchange): void {
  try {
    const call = platform.read(request, body, state);
    state.calls.push(call);
    const place = state.faults.findIndex(({ action }) => action === call.action);
    const fault = place < 0 ? null : (state.faults.splice(place, 1)[0]?.fault ?? null);
    if (fault === null) return writeJson(response, 200, platform.answer(call, state));
    meet(platform, fault, { call, response, take: () => platform.answer(call, state) });
  } catch (error) {
    if (!(error instanceof SmsApiError)) throw error;
    platform.writeError(response, error);
  }
}

function meet(
  platform: SmsPlatform,
  fault: SmsFault,
  { call, response, take }: { call: SmsCall; response: ServerResponse; take: () => unknown },
): void {
  if ('taken' in fault) take();
  switch (fault.kind) {
    case 'refuse':
      return writeJson(response, 200, platform.refuse(call, fault));
    case 'error':
      return platform.writeError(response, fault);
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<html><body><h1>Bad Gateway</h1></body></html>');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}

export function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify(body));
}
