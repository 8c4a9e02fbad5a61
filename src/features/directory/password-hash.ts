import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createQueue } from '../../base/queue.ts';
import { AppError } from '../../base/errors.ts';

/** Memory is 128 · N · r bytes: 32 MiB, and a quarter of a second of one core, for each guess. */
const usualCost = { N: 2 ** 15, r: 8, p: 3 };
const maxmem = 96 * 1024 * 1024;
const [saltBytes, keyBytes] = [16, 32];
const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/u;
/** As many wait for their turn; whoever comes then is told to come back. */
const mostWaiting = 20;

export type Cost = { N: number; r: number; p: number };

export type PasswordHasher = {
  /** With its salt and cost, to be stored. */
  hash(password: string): Promise<string>;
  /** False for null too, and after the same time. */
  matches(password: string, hash: string | null): Promise<boolean>;
};

/**
 * One at a time, on a thread of Node's own: guesses from everywhere at once take neither the memory nor the cores that
 * chat needs. Throws `access/too-many` when too many wait.
 */
export function createPasswordHasher(cost: Cost = usualCost): PasswordHasher {
  const queue = createQueue();
  // What is checked where there is no password, so that nobody can tell.
  const nobodys = toForm(cost, { salt: Buffer.alloc(saltBytes), key: Buffer.alloc(keyBytes) });
  let waiting = 0;
  const derive: typeof deriveKey = async (password, of) => {
    if (waiting >= mostWaiting)
      throw new AppError('access/too-many', '现在登录的人太多，请过一会儿再试。', { details: { retryAfterMs: 5_000 } });
    waiting += 1;
    try {
      return await queue(() => deriveKey(password, of));
    } finally {
      waiting -= 1;
    }
  };

  return {
    async hash(password) {
      const salt = randomBytes(saltBytes);
      return toForm(cost, { salt, key: await derive(password, { ...cost, salt }) });
    },
    async matches(password, stored) {
      const { key, ...of } = readForm(stored ?? nobodys);
      const derived = await derive(password, of);
      return stored !== null && timingSafeEqual(derived, key);
    },
  };
}

type Derivation = Cost & { salt: Buffer };

/** Wide letters of Chinese keyboards are the same password. */
function deriveKey(password: string, { salt, ...of }: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { ...of, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function toForm({ N, r, p }: Cost, { salt, key }: { salt: Buffer; key: Buffer }): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

function readForm(stored: string): Derivation & { key: Buffer } {
  const [, N, r, p, salt = '', key = ''] = form.exec(stored) ?? [];
  const [saltBuffer, keyBuffer] = [salt, key].map((part) => Buffer.from(part, 'base64url'));
  if (saltBuffer === undefined || keyBuffer?.length !== keyBytes)
    throw new Error('a stored password has no known form');
  return { N: Number(N), r: Number(r), p: Number(p), salt: saltBuffer, key: keyBuffer };
}
