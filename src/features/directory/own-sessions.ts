import { AppError } from '../../base/errors.ts';
import type { NewAuditEntry } from '../../domain/audit.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { hashOf, isOver } from './session-life.ts';

/** A place where the account is signed in; times are ISO. */
export type OwnSession = {
  id: string;
  current: boolean;
  address: string | null;
  agent: string | null;
  createdAt: string;
  seenAt: string;
};

/** Where one's own account is signed in; `token`: of the session that asks. */
export type OwnSessions = {
  list(of: { user: User; token: string }): Promise<OwnSession[]>;
  /** Throws `record/not-found`: also for those of others. */
  end(of: { user: User; id: string }): Promise<void>;
  /** Everywhere but here; returns how many. */
  endOthers(of: { user: User; token: string }): Promise<number>;
};

/** That an id is known opens nothing: it is the hash of a token. */
export function createOwnSessions({ store, clock }: { store: Store; clock: Clock }): OwnSessions {
  return {
    async list({ user, token }) {
      const now = clock.now();
      const open = (await store.sessions.list(user.id)).filter((session) => !isOver(session, now));
      return open.map(({ hash, address, agent, createdAt, seenAt }) => ({
        id: hash,
        current: hash === hashOf(token),
        address,
        agent,
        createdAt: new Date(createdAt).toISOString(),
        seenAt: new Date(seenAt).toISOString(),
      }));
    },

    async end({ user, id }) {
      await store.transaction(async ({ sessions, audit }) => {
        const own = (await sessions.list(user.id)).some(({ hash }) => hash === id);
        if (!own || !(await sessions.end(id)))
          throw new AppError('record/not-found', '没有这个登录，可能已经退出，请刷新后再看。');
        await audit.append(ended({ user, at: clock.now(), ended: 1 }));
      });
    },

    endOthers({ user, token }) {
      return store.transaction(async ({ sessions, audit }) => {
        const count = await sessions.endOf(user.id, hashOf(token));
        await audit.append(ended({ user, at: clock.now(), ended: count }));
        return count;
      });
    },
  };
}

function ended({ user, at, ended }: { user: User; at: number; ended: number }): NewAuditEntry {
  return { at, who: user.name, action: 'user/sessions', subject: user.name, detail: { ended } };
}
