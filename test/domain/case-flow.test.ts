import { describe, expect, it } from 'vitest';
import { caseActions, caseStatuses } from '../../src/domain/case.ts';
import { actionsFrom, caseMoves, statusAfter } from '../../src/domain/case-flow.ts';

const acts = ['accept', 'decline', 'assign', 'start', 'return', 'resolve', 'report_back', 'reopen'] as const;

describe('the way of a case', () => {
  it.each([
    ['registered', ['accept', 'decline', 'assign']],
    ['accepted', ['decline', 'assign', 'start', 'return', 'resolve']],
    ['in_progress', ['assign', 'return', 'resolve']],
    ['resolved', ['report_back', 'reopen']],
    ['reported_back', ['reopen']],
    ['declined', ['reopen']],
    ['withdrawn', []],
    ['merged', []],
  ] as const)('goes on from %s by %j', (from, expected) => {
    expect(actionsFrom(from, acts)).toEqual(expected);
  });

  it('leads back to accepted when it is returned or done again, and is not begun anew by another assignee', () => {
    expect(statusAfter('return', 'in_progress')).toBe('accepted');
    expect(statusAfter('reopen', 'reported_back')).toBe('accepted');
    expect(statusAfter('assign', 'registered')).toBe('accepted');
    expect(statusAfter('assign', 'in_progress')).toBe('in_progress');
  });

  it('takes a note in every status and stays where it is', () => {
    for (const status of caseStatuses) expect(statusAfter('note', status)).toBe(status);
  });

  it('asks for a reason to decline, return and reopen, for a result, and for what is replied', () => {
    expect(caseActions.filter((action) => caseMoves[action].needsNote).toSorted()).toEqual(
      ['decline', 'note', 'reopen', 'reply', 'resolve', 'return'].toSorted(),
    );
  });
});
