import type { Delivery } from '../../../src/domain/delivery.ts';

/** A row of the ledger, and the chat of the platform it goes to. */
export type LedgerRow = Pick<Delivery, 'id' | 'key' | 'text' | 'state' | 'reason'> & { chat: string };

export type Evidence = {
  rows: readonly LedgerRow[];
  /** Every message as members see it. */
  shown: readonly { chat: string; text: string }[];
  /** Beginnings of keys, each of which must have a row for every group. */
  occasions: readonly string[];
  groups: number;
  /** Deliveries that were being sent when a process was killed. */
  inFlight: ReadonlySet<string>;
};

export type Findings = {
  /** Rows by how they ended. */
  sent: number;
  skipped: number;
  failed: number;
  unknown: number;
  /** Of the unknown ones, so many had arrived. */
  unknownShown: number;
  twice: string[];
  lost: string[];
  /** What the ledger says and the platform does not show, or the other way round. */
  wrong: string[];
};

/** Holds what the platform shows against the ledger. Every list must be empty. */
export function judge({ rows, shown, occasions, groups, inFlight }: Evidence): Findings {
  const times = new Map<string, number>();
  for (const { chat, text } of shown) times.set(nameOf(chat, text), (times.get(nameOf(chat, text)) ?? 0) + 1);
  const timesOf = ({ chat, text }: LedgerRow): number => times.get(nameOf(chat, text)) ?? 0;
  const known = new Set(rows.map(({ chat, text }) => nameOf(chat, text)));
  const inState = (state: LedgerRow['state']): LedgerRow[] => rows.filter((row) => row.state === state);
  const ended = [...inState('skipped'), ...inState('failed')];
  const counts = occasions.map((prefix) => ({ prefix, has: rows.filter(({ key }) => key.startsWith(prefix)).length }));

  return {
    sent: inState('sent').length,
    skipped: inState('skipped').length,
    failed: inState('failed').length,
    unknown: inState('unknown').length,
    unknownShown: inState('unknown').filter((row) => timesOf(row) > 0).length,
    twice: [...times].filter(([, count]) => count > 1).map(([name, count]) => `${name} 出现 ${count} 次`),
    lost: [
      ...counts.filter(({ has }) => has !== groups).map(({ prefix, has }) => `${prefix} 有 ${has} 行，应有 ${groups}`),
      ...inState('sent')
        .filter((row) => timesOf(row) === 0)
        .map(({ key }) => `${key} 记为已发，没有到`),
      ...rows.filter(({ state }) => isOpen(state)).map(({ key, state }) => `${key} 停在 ${state}`),
      ...[...ended, ...inState('unknown')].filter(({ reason }) => !reason).map(({ key }) => `${key} 没有写明原因`),
    ],
    wrong: [
      ...ended.filter((row) => timesOf(row) > 0).map(({ key, state }) => `${key} 记为 ${state}，却到了`),
      ...[...times.keys()].filter((name) => !known.has(name)).map((name) => `${name} 不在台账上`),
      ...inState('unknown')
        .filter(({ id }) => !inFlight.has(id))
        .map(({ key }) => `${key} 结果不明，可没有进程死在发它的时候`),
    ],
  };
}

function nameOf(chat: string, text: string): string {
  return `${chat}「${text.slice(0, 40)}」`;
}

function isOpen(state: LedgerRow['state']): boolean {
  return state === 'pending' || state === 'claimed' || state === 'sending';
}
