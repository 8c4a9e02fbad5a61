import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 60 bits: a million conversations collide with a chance of one in two million. */
const LENGTH = 12;

/** Short enough to type, and the same on every machine, so that a restored backup means the same groups. */
export function groupId(channel: string, platformId: string): string {
  return `g-${derive(['conversation', channel, 'group', platformId])}`;
}

/** Of chance: the platform id may be a phone number, and whoever reads an id derived from one can try them all. */
export function newDirectId(): string {
  return `d-${write(randomBytes(LENGTH))}`;
}

/** Of chance: nothing leads back to who it was. */
export function newErasedId(): string {
  return `x-${write(randomBytes(LENGTH))}`;
}

export function memberId(channel: string, platformId: string): string {
  return `m-${derive(['member', channel, platformId])}`;
}

function derive(parts: readonly string[]): string {
  return write(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, LENGTH));
}

function write(bytes: Uint8Array): string {
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
