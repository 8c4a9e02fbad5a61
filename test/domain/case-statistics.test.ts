import { describe, expect, it } from 'vitest';
import type { CaseAction } from '../../src/domain/case.ts';
import { type CaseFigures, type CountedCase, createTally } from '../../src/domain/case-statistics.ts';

const day = 24 * 3_600_000;
const now = 100 * day;

type Told = Partial<CountedCase> & { did?: readonly [CaseAction, at: number][] };

describe('the figures of cases', () => {
  it('count nothing of nothing', () => {
    const none = { count: 0, of: 0, rate: null };

    expect(figuresOf()).toEqual({
      total: 0,
      withdrawn: 0,
      merged: 0,
      declined: 0,
      open: 0,
      overdue: 0,
      handled: 0,
      assigned: none,
      onTime: none,
      resolved: none,
      pleased: none,
      medianDays: null,
    });
  });

  it('leave what was withdrawn, merged or declined out of what is to be handled', () => {
    const figures = figuresOf(
      {},
      { status: 'withdrawn', did: [['assign', 1]], satisfaction: 'satisfied' },
      { status: 'merged', dueAt: day },
      { status: 'declined' },
      { status: 'in_progress', did: [['assign', 1]] },
      { status: 'reported_back', endedAt: day },
    );

    expect(figures).toMatchObject({ total: 6, withdrawn: 1, merged: 1, declined: 1, handled: 3, open: 2 });
    expect(figures.assigned).toEqual({ count: 1, of: 3, rate: 1 / 3 });
    expect(figures.resolved).toEqual({ count: 1, of: 3, rate: 1 / 3 });
    expect(figures.pleased.of).toBe(0);
  });

  it('count a case as assigned once, and not before it was', () => {
    expect(
      figuresOf(
        {
          did: [
            ['assign', 1],
            ['return', 2],
            ['assign', 3],
          ],
        },
        {},
      ).assigned,
    ).toEqual({
      count: 1,
      of: 2,
      rate: 0.5,
    });
  });

  it('count as on time what was answered by its due date, a refusal too, of what was answered or is overdue', () => {
    const dueAt = 50 * day;
    const figures = figuresOf(
      { status: 'resolved', dueAt, did: [['resolve', dueAt]] },
      { status: 'declined', dueAt, did: [['decline', 1]] },
      { status: 'resolved', dueAt, did: [['resolve', dueAt + 1]] },
      { status: 'accepted', dueAt },
      { status: 'accepted', dueAt: now },
      { status: 'accepted', dueAt: null },
      { status: 'resolved', dueAt: now + day, did: [['resolve', 5]] },
    );

    expect(figures.onTime).toEqual({ count: 3, of: 5, rate: 0.6 });
    expect(figures.overdue).toBe(1);
  });

  it('hold to the first answer of a case that was opened again, and do not call it resolved', () => {
    const { onTime, resolved, open } = figuresOf({
      status: 'in_progress',
      dueAt: 50 * day,
      did: [
        ['resolve', day],
        ['reopen', 60 * day],
      ],
    });

    expect([onTime.count, resolved.count, open]).toEqual([1, 0, 1]);
  });

  it('count 满意 and 基本满意 of those who said anything', () => {
    const { pleased } = figuresOf(
      { satisfaction: 'satisfied' },
      { satisfaction: 'fairly' },
      { satisfaction: 'dissatisfied' },
      {},
    );

    expect(pleased).toEqual({ count: 2, of: 3, rate: 2 / 3 });
  });

  it('tell the day in the middle, between two where there are two', () => {
    const ended = (days: number): Told => ({ status: 'resolved', createdAt: day, endedAt: day + days * day });

    expect(figuresOf(ended(9), ended(1), ended(2)).medianDays).toBe(2);
    expect(figuresOf(ended(1), ended(4)).medianDays).toBe(2.5);
    expect(figuresOf(ended(0.26)).medianDays).toBe(0.3);
    expect(figuresOf({ status: 'in_progress' }).medianDays).toBeNull();
  });
});

function figuresOf(...cases: Told[]): CaseFigures {
  const tally = createTally(now);
  for (const { did = [], ...changes } of cases) {
    const [, answeredAt = null] = did.find(([action]) => action === 'resolve' || action === 'decline') ?? [];
    const wasAssigned = did.some(([action]) => action === 'assign');
    const open = { status: 'accepted', createdAt: 0, endedAt: null, dueAt: null, satisfaction: null } as const;
    tally.add({ ...open, answeredAt, wasAssigned, ...changes });
  }
  return tally.figures();
}
