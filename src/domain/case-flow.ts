import type { CaseAction, CaseStatus } from './case.ts';

/** From which statuses an action may be done, and what it leads to; `same`: the status stays. */
export type CaseMove = { from: readonly CaseStatus[]; to: CaseStatus | 'same'; needsNote: boolean };

const open = ['registered', 'accepted', 'in_progress'] as const;
const told = ['resolved', 'reported_back'] as const;
const known = [...open, ...told, 'declined', 'withdrawn', 'merged'] as const;

/**
 * The whole way of a case. Assigning one that is only registered accepts it; what an assignee returns waits for another
 * one; what is done again (重新办理) waits for an assignee as well. A rating shows that its result was heard.
 */
export const caseMoves = {
  register: { from: [], to: 'registered', needsNote: false },
  accept: { from: ['registered'], to: 'accepted', needsNote: false },
  decline: { from: ['registered', 'accepted'], to: 'declined', needsNote: true },
  assign: { from: open, to: 'accepted', needsNote: false },
  start: { from: ['accepted'], to: 'in_progress', needsNote: false },
  return: { from: ['accepted', 'in_progress'], to: 'accepted', needsNote: true },
  note: { from: known, to: 'same', needsNote: true },
  reply: { from: known, to: 'same', needsNote: true },
  resolve: { from: ['accepted', 'in_progress'], to: 'resolved', needsNote: true },
  report_back: { from: ['resolved'], to: 'reported_back', needsNote: false },
  reopen: { from: [...told, 'declined'], to: 'accepted', needsNote: true },
  rate: { from: told, to: 'reported_back', needsNote: false },
  correct: { from: open, to: 'same', needsNote: false },
  withdraw: { from: open, to: 'withdrawn', needsNote: false },
  merge: { from: open, to: 'merged', needsNote: false },
  attach: { from: known, to: 'same', needsNote: false },
  erase: { from: known, to: 'same', needsNote: false },
} as const satisfies Record<CaseAction, CaseMove>;

/** Where an action leads from here; null = it cannot be done here. */
export function statusAfter(action: CaseAction, from: CaseStatus): CaseStatus | null {
  const move: CaseMove = caseMoves[action];
  if (!move.from.includes(from)) return null;
  // Whoever takes over what was begun goes on with it.
  if (action === 'assign' && from === 'in_progress') return from;
  return move.to === 'same' ? from : move.to;
}

/** What can be done from here, in the order of the table. */
export function actionsFrom<A extends CaseAction>(from: CaseStatus, among: readonly A[]): A[] {
  return among.filter((action) => statusAfter(action, from) !== null);
}

/** What staff do to a case. */
export const followActions = [
  'accept',
  'decline',
  'assign',
  'start',
  'return',
  'resolve',
  'report_back',
  'reopen',
  'note',
  'reply',
] as const satisfies readonly CaseAction[];
export type FollowAction = (typeof followActions)[number];
