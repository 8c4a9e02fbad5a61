import { createHash, randomBytes } from 'node:crypto';
import type { User } from '../../domain/user.ts';
import type { Password } from '../../ports/passwords.ts';
import type { Session } from '../../ports/sessions.ts';
import type { Records } from '../../ports/store.ts';

/** `token` is for the browser alone. */
export type Begun = { token: string; user: User; mustChange: boolean };

/** From where a session is begun: the address, and what the browser calls itself. */
export type Origin = { address: string; agent: string | null };

const hourMs = 3_600_000;
const [idleMs, absoluteMs] = [2 * hourMs, 12 * hourMs];

export async function beginSession(
  { sessions }: Records,
  { user, password, now, from }: { user: User; password: Password; now: number; from: Origin },
): Promise<Begun> {
  const token = randomBytes(32).toString('base64url');
  const times = { passwordAt: password.changedAt, createdAt: now, seenAt: now };
  await sessions.endOver({ createdAfter: now - absoluteMs, seenAfter: now - idleMs, before: now + absoluteMs });
  await sessions.add({ hash: hashOf(token), userId: user.id, ...times, ...from });
  return { token, user, mustChange: password.mustChange };
}

/** A clock that was set back must not make a session last for years. */
export function isOver({ createdAt, seenAt }: Session, now: number): boolean {
  return Math.abs(now - createdAt) >= absoluteMs || Math.abs(now - seenAt) >= idleMs;
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
