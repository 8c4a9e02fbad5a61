import { AppError } from '../../base/errors.ts';
import type { CaseSource, CaseStatus } from '../../domain/case.ts';
import { isPieceOfNumber } from '../../domain/mask.ts';
import { findNumbers } from '../../domain/phone.ts';
import type { CaseOrderBy, CasePlace } from '../../ports/cases.ts';
import type { LedgerQuery } from './ledger-desk.ts';

/**
 * What the register is filtered by, as people choose it; null = whichever. `search`: words, or a whole number to call.
 * `organization`: letters of what was written; `organizationId`: one of the address book. `state`: `open`, or `overdue` (open and past its end). `mine`: the account that must act.
 */
export type RegisterFilter = {
  from: string | null;
  to: string | null;
  status: CaseStatus | null;
  kind: string | null;
  organization: string | null;
  organizationId: string | null;
  day: string | null;
  source: CaseSource | null;
  state: 'open' | 'overdue' | null;
  search: string | null;
  mine: { id: string; name: string } | null;
};

export type RegisterAsk = RegisterFilter & { by: CaseOrderBy; down: boolean; after: string | null; limit: number };

const mostWords = 5;

/** `now`: epoch ms at which what is open is overdue. */
export function toLedgerQuery(filter: RegisterFilter, now: number): LedgerQuery {
  const { from, to, status, kind, organization, organizationId, day, source, state, mine } = filter;
  return {
    from,
    to,
    status,
    kind,
    organization,
    day,
    ...(organizationId === null ? {} : { organizationId }),
    ...(source === null ? {} : { source }),
    ...(state === 'open' ? { open: true } : {}),
    ...(state === 'overdue' ? { dueBefore: now } : {}),
    ...(mine === null ? {} : { assignees: [{ kind: 'user', ...mine }] }),
    ...readSearch(filter.search?.trim() ?? ''),
  };
}

/**
 * A number to call is looked for as a whole, and only where numbers stand: whoever may not see them could find one out
 * digit by digit otherwise. So figures that may be a piece of one are not looked for in what was said.
 */
function readSearch(search: string): Pick<LedgerQuery, 'words' | 'marks' | 'phone'> {
  if (search === '') return {};
  const [number] = findNumbers(search);
  if (number !== undefined && number.start === 0 && number.end === search.length) return { phone: number.value };
  if (/^\d{6,}$/u.test(search)) return { phone: search };
  const words = search.split(/\s+/u).slice(0, mostWords);
  return { words: words.filter((word) => !isPieceOfNumber(word)), marks: words.filter(isPieceOfNumber) };
}

export function writePlace({ value, no }: CasePlace): string {
  return `${value ?? ''}~${no}`;
}

/** Throws `input/invalid` for what we never gave. */
export function readPlace(written: string | null): CasePlace | null {
  if (written === null) return null;
  const [, value, no] = /^(\d{0,15})~(\d{4}-\d{1,9})$/u.exec(written) ?? [];
  if (no === undefined) throw new AppError('input/invalid', 'after 应为上一页给的 next，请从第一页看起。');
  return { value: value === '' ? null : Number(value), no };
}
