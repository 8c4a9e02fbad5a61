/** What was learnt, for a day; the oldest goes when there is too much of it. */
export type Kept = {
  note(key: string, value: string): void;
  /** Also what is older than a day. */
  find(key: string): string | null;
  isFresh(key: string): boolean;
  /** Asks, unless it was asked in vain a short while ago; those that ask meanwhile wait for the same. */
  ask(key: string, look: () => Promise<void>): Promise<void>;
};

const most = 50_000;
const freshMs = 24 * 60 * 60_000;
/** A free account has 10,000 calls a month. */
const againMs = 10 * 60_000;
const afterFailureMs = 60 * 60_000;

export function createKept(now: () => number): Kept {
  const values = new Map<string, { value: string; at: number }>();
  const running = new Map<string, Promise<void>>();
  const rests = new Map<string, number>();

  async function lookOnce(key: string, look: () => Promise<void>): Promise<void> {
    rests.set(key, now() + afterFailureMs);
    if (rests.size > most) rests.delete(rests.keys().next().value ?? '');
    await look();
    rests.set(key, now() + againMs);
  }

  return {
    note(key, value) {
      values.delete(key);
      values.set(key, { value, at: now() });
      if (values.size > most) values.delete(values.keys().next().value ?? '');
    },
    find: (key) => values.get(key)?.value ?? null,
    isFresh: (key) => (values.get(key)?.at ?? -Infinity) > now() - freshMs,
    ask(key, look) {
      const asked = running.get(key);
      if (asked !== undefined) return asked;
      if ((rests.get(key) ?? -Infinity) > now()) return Promise.resolve();
      const asking = lookOnce(key, look).finally(() => running.delete(key));
      running.set(key, asking);
      return asking;
    },
  };
}
