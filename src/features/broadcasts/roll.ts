import { maskText } from '../../domain/mask.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { Receipt, ReceiptKind, ReceiptWay, ReportedKind } from '../../domain/receipt.ts';
import { type Expected, isSameName, sameNameRemark } from './expected.ts';

/** One person of one group. Times are epoch ms, null = not; `way`: how they acknowledged, null = not, or not known. `expected` is false for somebody the list did not know. */
export type RollRow = {
  name: string;
  post: string | null;
  expected: boolean;
  memberIds: readonly string[];
  remark: string | null;
} & Record<ReceiptKind, number | null> & { late: boolean; way: ReceiptWay | null };

/** Who of a group answered and who did not. `tells`: what its platform tells by itself; of the rest nothing is known. */
export type Roll = {
  deliveryId: string;
  groupId: string;
  group: string;
  /** As this group got it. */
  text: string;
  state: DeliveryState;
  tells: readonly ReportedKind[];
  rows: readonly RollRow[];
};

/** `elsewhere`: who answered in another group of the same broadcast, by member, with the name of the group, when and how. */
export type RollInput = Omit<Roll, 'rows'> & {
  expected: readonly Expected[];
  receipts: readonly Receipt[];
  until: number;
  elsewhere: ReadonlyMap<string, { group: string; at: number; way: ReceiptWay | null }>;
};

/** A person without an answer first, so that staff need not look for them. */
export function rollOf({ expected, receipts, until, elsewhere, ...group }: RollInput): Roll {
  const given = byPerson(receipts);
  const rows = expected.map((one): RollRow => {
    const own = one.memberIds.flatMap((id) => take(given, id));
    const found = own.length > 0 ? { receipts: own, remark: one.remark } : takeNamesake(given, one);
    const { acknowledged, ...reported } = timesOf(found.receipts);
    const other = acknowledged === null ? one.memberIds.flatMap((id) => elsewhere.get(id) ?? [])[0] : undefined;
    const at = acknowledged ?? other?.at ?? null;
    const remark = other === undefined ? found.remark : joined(found.remark, `在“${other.group}”确认的`);
    const { post, memberIds } = one;
    const name = maskText(one.name);
    const late = at !== null && at > until;
    const way = acknowledged === null ? (other?.way ?? null) : wayOf(found.receipts);
    return { name, post, expected: true, memberIds, remark, ...reported, acknowledged: at, late, way };
  });
  const others = [...given.values()].map((own): RollRow => {
    const times = timesOf(own);
    const remark = expected.length === 0 ? null : '不在已知成员里';
    const late = times.acknowledged !== null && times.acknowledged > until;
    const name = maskText(own.at(-1)?.name ?? '');
    return { name, post: null, expected: false, memberIds: [], remark, ...times, late, way: wayOf(own) };
  });
  return { ...group, rows: [...rows.filter(isMissing), ...rows.filter((row) => !isMissing(row)), ...others] };
}

export function isMissing({ expected, acknowledged }: RollRow): boolean {
  return expected && acknowledged === null;
}

function byPerson(receipts: readonly Receipt[]): Map<string, Receipt[]> {
  const persons = new Map<string, Receipt[]>();
  for (const receipt of receipts) persons.set(receipt.person, [...(persons.get(receipt.person) ?? []), receipt]);
  return persons;
}

function take(given: Map<string, Receipt[]>, person: string): Receipt[] {
  const own = given.get(person) ?? [];
  given.delete(person);
  return own;
}

/** Somebody who is nobody on this platform, as on the page behind a link, is known by their name alone. */
function takeNamesake(
  given: Map<string, Receipt[]>,
  { name, memberIds, remark }: Expected,
): { receipts: Receipt[]; remark: string | null } {
  const same = [...given].filter(
    ([person, [first]]) =>
      first !== undefined && isSameName(first.name, name) && (memberIds.length === 0 || person.startsWith('visitor:')),
  );
  const [only] = same;
  if (only === undefined || same.length > 1) return { receipts: [], remark };
  return { receipts: take(given, only[0]), remark: joined(remark, sameNameRemark) };
}

/** The first of each kind. */
function timesOf(receipts: readonly Receipt[]): Record<ReceiptKind, number | null> {
  const first = (kind: ReceiptKind): number | null => {
    const times = receipts.filter((receipt) => receipt.kind === kind).map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times);
  };
  return { delivered: first('delivered'), read: first('read'), acknowledged: first('acknowledged') };
}

/** Of the first acknowledgement. */
function wayOf(receipts: readonly Receipt[]): ReceiptWay | null {
  const given = receipts.filter(({ kind }) => kind === 'acknowledged').toSorted((a, b) => a.at - b.at);
  return given[0]?.way ?? null;
}

function joined(remark: string | null, more: string): string {
  if (remark === null) return more;
  return remark.includes(more) ? remark : `${remark}，${more}`;
}
