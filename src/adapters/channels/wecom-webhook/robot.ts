import { z } from 'zod';

/** One group's robot. `root`: where the platform's calls are, e.g. `https://qyapi.weixin.qq.com/cgi-bin/webhook`. */
export type Robot = { root: string; key: string };

/** What the platform said no with: `code` is its own, null where a gateway spoke in its place. */
export type Refusal = { code: number | null; status: number };

/**
 * A call that did not come back with a result.
 *
 * Nothing of the client's own error is kept: the address of the request holds the key, which is all it takes to write.
 */
export class RobotError extends Error {
  override readonly name = 'RobotError';
  /** Null: there was no answer that could be read. */
  readonly refusal: Refusal | null;
  /** Whether the request can have reached the platform. */
  readonly sent: boolean;

  constructor(action: Action, of: { refusal: Refusal | null; sent: boolean }) {
    const { refusal, sent } = of;
    const what =
      refusal === null ? (sent ? 'no answer' : 'no connection') : `${refusal.code ?? `HTTP ${refusal.status}`}`;
    super(`${action}: ${what}`);
    this.refusal = refusal;
    this.sent = sent;
  }
}

type Action = 'send' | 'upload_media';

const answer = z.object({ errcode: z.int(), media_id: z.string().optional() });

/** Shows a message in the group. `message`: as https://developer.work.weixin.qq.com/document/path/91770 has it. Throws a `RobotError`. */
export async function post(robot: Robot, message: object, signal: AbortSignal): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  await call('send', addressOf(robot, 'send'), { body: JSON.stringify(message), headers, signal });
}

/** Brings a file to the platform, which nobody sees before it is posted; resolves with its id there, good for three days. */
export async function upload(
  robot: Robot,
  { name, mime, bytes }: { name: string; mime: string; bytes: Uint8Array },
  signal: AbortSignal,
): Promise<string> {
  const body = new FormData();
  body.append('media', new Blob([bytes.slice()], { type: mime }), name);
  const { media_id: id } = await call('upload_media', `${addressOf(robot, 'upload_media')}&type=file`, {
    body,
    signal,
  });
  if (id === undefined) throw new RobotError('upload_media', { refusal: null, sent: true });
  return id;
}

function addressOf({ root, key }: Robot, action: Action): string {
  return `${root}/${action}?key=${encodeURIComponent(key)}`;
}

async function call(action: Action, address: string, init: RequestInit): Promise<z.infer<typeof answer>> {
  const { status, text } = await read(action, address, init);
  const read200 = status === 200 ? answer.safeParse(parsed(text)).data : undefined;
  if (read200?.errcode === 0) return read200;
  if (read200 !== undefined) throw new RobotError(action, { refusal: { code: read200.errcode, status }, sent: true });
  // What says 200 and nothing that can be read may have come from the platform, shortened.
  const refusal = status === 200 ? null : { code: null, status };
  throw new RobotError(action, { refusal, sent: true });
}

/** A redirect is not followed: it would carry the key elsewhere. */
async function read(action: Action, address: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, { ...init, method: 'POST', redirect: 'manual' });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new RobotError(action, { refusal: null, sent: !failedToConnect(error) });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** No connection, so no request was sent. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|CERT_.*|.*SELF_SIGNED.*|UNABLE_TO_.*|ERR_TLS_.*|UND_ERR_CONNECT_TIMEOUT)$/u;

function failedToConnect(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : { cause: null };
  if (!(cause instanceof Error)) return false;
  // Where a name has several addresses, each has failed in its own way.
  if (cause instanceof AggregateError) return cause.errors.every((one) => neverSent.test(codeOf(one)));
  return neverSent.test(codeOf(cause));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
