import type { NewAuditEntry } from '../../domain/audit.ts';
import { type Delivery, isMissed } from '../../domain/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';

export type AbsenceDeps = {
  store: Store;
  clock: Clock;
  log: Log;
  /** Puts on record what came due meanwhile, whatever plans it. */
  catchUp: () => Promise<void>;
};

/** How long no server ran, and what groups did not get for it. */
export type Absence = {
  /** At start, once what is overdue is skipped: one summary of an absence in the log and on record, whoever starts. */
  end(): Promise<void>;
  /** A server runs. */
  beat(): Promise<void>;
};

/** Shorter ones are restarts, in which nothing is missed. */
const shortestMs = 5 * 60_000;
/** No window is longer. */
const longestWindowMs = 31 * 24 * 3_600_000;

export function createAbsence(deps: AbsenceDeps): Absence {
  const { store, clock, log } = deps;

  return {
    async end() {
      const last = await store.presence.lastSeen();
      const now = clock.now();
      if (last === null || now - last < shortestMs) return;
      await deps.catchUp().catch((error: unknown) => log.error({ error }, 'not all that was missed is on record yet'));
      const missed = await missedIn(store, { from: last, until: now });
      const entry = toEntry({ from: last, until: now, missed });
      const first = await store.transaction(async ({ presence, audit }) => {
        if (!(await presence.beat(last, now))) return false;
        await audit.append(entry);
        return true;
      });
      if (!first) return;
      const tell = missed.length > 0 ? log.warn : log.info;
      tell(entry.detail, 'no server ran for a while; what came due meanwhile was sent late or skipped');
    },

    async beat() {
      await store.presence.beat(await store.presence.lastSeen(), clock.now());
    },
  };
}

type Span = { from: number; until: number };

async function missedIn({ deliveries }: Store, { from, until }: Span): Promise<Delivery[]> {
  const skipped = await deliveries.listSkipped(from - longestWindowMs, until);
  return skipped.filter(
    (one) => isMissed(one) && one.closesAt !== null && one.closesAt > from && one.closesAt <= until,
  );
}

function toEntry({ from, until, missed }: Span & { missed: readonly Delivery[] }): NewAuditEntry {
  const [since, to] = [from, until].map((at) => new Date(at).toISOString());
  const groups = new Set(missed.map(({ conversationId }) => conversationId)).size;
  const daily = missed.filter(({ kind }) => kind === 'daily').length;
  return {
    at: until,
    who: '清语',
    action: 'server/absence',
    subject: 'server',
    detail: { from: since ?? '', until: to ?? '', skipped: missed.length, daily, groups },
  };
}
