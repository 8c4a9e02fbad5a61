import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What the applications of telephones take without being told: RFC 6238 with its defaults. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of telephones differ, and typing takes time: one step to either side. */
const window = 1;
const secretBytes = 20;
const issuer = '清语';

/** Without letters and figures that are taken for each other: it is copied by hand, or read out. */
const letters = 'ACDEFGHJKMNPQRTUVWXY34679';
const [recoveryGroups, recoveryGroupLength] = [3, 5];
const recoveryForm = new RegExp(`^[${letters}]{${recoveryGroups * recoveryGroupLength}}$`, 'u');

/** In base32. */
export function newSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** What a telephone reads from the picture. */
export function uriOf(secret: string, name: string): string {
  return new TOTP({ ...form, issuer, label: name, secret: Secret.fromBase32(secret) }).toString();
}

/** The step whose code it is, as the clock shows; null when it is the code of none that counts now. */
export function stepOf(code: string, { secret, now }: { secret: string; now: number }): number | null {
  const written = code.normalize('NFKC').replace(/[\s-]/gu, '');
  if (!/^\d{6}$/u.test(written)) return null;
  const totp = new TOTP({ ...form, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: written, timestamp: now, window });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

/** About 70 random bits: a quick hash of it is enough, nobody tries all of them. */
export function newRecoveryCode(): string {
  const group = (): string =>
    Array.from({ length: recoveryGroupLength }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: recoveryGroups }, group).join('-');
}

/** What is stored of a recovery code, from how a person types it; null when it can be none. */
export function recoveryHash(userId: string, code: string): string | null {
  const written = code.normalize('NFKC').toUpperCase().replace(/[\s-]/gu, '');
  if (!recoveryForm.test(written)) return null;
  return createHash('sha256').update(`qingyu/recovery/${userId}/${written}`).digest('base64url');
}
