import { randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, Buffer>(scrypt);

/** Without 0O, 1IL, 2Z, 5S and 8B, which are taken for each other when a code is read out or copied by hand. */
const letters = 'ACDEFGHJKMNPQRTUVWXY34679';
const length = 8;
const written = new RegExp(`^[${letters}]{${length}}$`, 'u');

export function newBindingCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}

/** A code as it was printed, from how a person types it; null when it can be none. */
export function readBindingCode(text: string): string | null {
  const code = text.normalize('NFKC').toUpperCase().replace(/[\s-]/gu, '');
  return written.test(code) ? code : null;
}

/**
 * What is stored of a code. Slow on purpose: who reads the store, or a backup of it, cannot try all codes while one is
 * valid. The same for the same code, or it could not be found by it; codes are random, so nobody can have a table ready.
 */
export async function hashBindingCode(code: string): Promise<string> {
  return (await derive(code, 'qingyu/binding-code', 32)).toString('base64url');
}
