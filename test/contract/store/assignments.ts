import { describe, expect, it } from 'vitest';
import type { NewAssignment } from '../../../src/ports/assignments.ts';
import { newCase } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const li = { kind: 'user', id: 'u-李干事', name: '李干事' } as const;
const wang = { kind: 'person', id: 'p-1', name: '王会长' } as const;
const bureau = { kind: 'body', id: null, name: '市场监管局' } as const;
const step = { at: 5_000, who: '李干事', action: 'note', note: null, detail: {} } as const;
const everything = { dueBefore: null, assignees: null, after: null, limit: 10 };

function assignment(id: string, caseNo: string, changes: Partial<NewAssignment> = {}): NewAssignment {
  const facts = { assignee: li, lead: null, dueDay: '2026-12-01', assignedBy: '周秘书', assignedAt: 10, nextAt: 10 };
  return { id, caseNo, ...facts, ...changes };
}

export function assignmentsContract({ store, second, reopen }: Bench): void {
  describe('assignments', () => {
    it('keep who had to act before, one open at a time', async () => {
      await store().assignments.add(assignment('a1', '2026-0001'));
      await store().assignments.add(assignment('a2', '2026-0001', { assignee: bureau, lead: wang, assignedAt: 20 }));
      await store().assignments.add(assignment('a3', '2026-0002', { dueDay: null }));

      const again = await reopen();
      expect(await again.assignments.findOpen('2026-0001')).toEqual({
        ...assignment('a2', '2026-0001', { assignee: bureau, lead: wang, assignedAt: 20 }),
        endedAt: null,
        endedAs: null,
      });
      expect(await again.assignments.listOf('2026-0001')).toMatchObject([
        { id: 'a1', assignee: li, endedAt: 20, endedAs: 'reassigned', nextAt: null },
        { id: 'a2', endedAt: null },
      ]);
      expect(await again.assignments.findOpen('2026-0003')).toBeNull();
    });

    it('end once', async () => {
      await store().assignments.add(assignment('a1', '2026-0001'));

      expect(await store().assignments.end('2026-0001', { at: 30, as: 'resolved' })).toMatchObject({ id: 'a1' });
      expect(await store().assignments.end('2026-0001', { at: 40, as: 'returned' })).toBeNull();
      expect(await store().assignments.listOf('2026-0001')).toMatchObject([{ endedAt: 30, endedAs: 'resolved' }]);
    });

    it('are told of once, whoever asks, and never when they have ended', async () => {
      for (const id of ['a1', 'a2', 'a3']) await store().assignments.add(assignment(id, `2026-000${id[1]}`));
      await store().assignments.end('2026-0003', { at: 20, as: 'resolved' });
      expect((await store().assignments.listToRemind(9, 5)).length).toBe(0);
      expect((await store().assignments.listToRemind(10, 5)).map(({ id }) => id)).toEqual(['a1', 'a2']);

      const other = await second();
      const reminder = { stage: 'assigned', at: 11, outcome: 'planned', deliveryId: 'd1' } as const;
      const due = { seen: 10, nextAt: 90, reminder };
      const tries = [store(), other].map((one) => one.assignments.remind([{ ...due, id: 'a1' }]));
      expect((await Promise.all(tries)).map((taken) => [...taken].join()).toSorted()).toEqual(['', 'a1']);
      const rest = [
        { ...due, id: 'a1' },
        { id: 'a2', seen: 10, nextAt: null, reminder: null },
        { ...due, id: 'a3' },
      ];
      expect(await store().assignments.remind(rest)).toEqual(new Set(['a2']));
      expect(await store().assignments.remind([])).toEqual(new Set());

      expect(await store().assignments.listToRemind(89, 5)).toEqual([]);
      expect((await store().assignments.listToRemind(90, 5)).map(({ id }) => id)).toEqual(['a1']);
      expect(await store().assignments.listReminders(0, 5)).toEqual([
        { ...reminder, assignmentId: 'a1', caseNo: '2026-0001' },
      ]);
      await store().assignments.end('2026-0001', { at: 20, as: 'resolved' });
      expect(await store().assignments.listReminders(0, 5)).toEqual([]);
    });

    it('shows the newest of what was told where there is more than asked for, in its order', async () => {
      for (const id of ['a1', 'a2', 'a3']) {
        await store().assignments.add(assignment(id, `2026-000${id[1]}`));
        const told = { stage: 'assigned', at: 10 + Number(id[1]), outcome: 'by-hand', deliveryId: null } as const;
        await store().assignments.remind([{ id, seen: 10, nextAt: null, reminder: told }]);
      }

      const told = await store().assignments.listReminders(0, 2);
      expect(told.map(({ assignmentId }) => assignmentId)).toEqual(['a2', 'a3']);
    });

    it('list the open cases by due time, page by page, overdue ones and those of somebody alone', async () => {
      const dues = [300, null, 100, 200, 200];
      for (const [index, dueAt] of dues.entries()) await store().cases.record(newCase(index, { dueAt }));
      const ended = await store().cases.record(newCase(9, { dueAt: 50 }));
      await store().cases.change(ended, { status: 'resolved', endedAt: 5_000 }, step);
      await store().assignments.add(assignment('a1', '2026-0001'));
      await store().assignments.add(assignment('a2', '2026-0002', { assignee: bureau }));
      await store().assignments.add(assignment('a3', '2026-0003', { assignee: wang }));
      await store().assignments.add(assignment('a4', '2026-0003', { assignee: li, assignedAt: 20 }));
      const { assignments } = store();
      const numbers = async (query: object): Promise<string[]> =>
        (await assignments.listWaiting({ ...everything, ...query })).map(({ case: { no } }) => no.slice(-1));

      expect(await numbers({})).toEqual(['3', '4', '5', '1', '2']);
      expect(await numbers({ limit: 2 })).toEqual(['3', '4']);
      expect(await numbers({ limit: 2, after: { dueAt: 200, no: '2026-0004' } })).toEqual(['5', '1']);
      expect(await numbers({ after: { dueAt: null, no: '2026-0002' } })).toEqual([]);
      expect(await numbers({ dueBefore: 201 })).toEqual(['3', '4', '5']);
      expect(await numbers({ assignees: [li] })).toEqual(['3', '1']);
      expect(await numbers({ assignees: [wang, bureau] })).toEqual(['2']);
      expect(await numbers({ assignees: [] })).toEqual([]);
      expect(await assignments.listWaiting({ ...everything, limit: 2 })).toMatchObject([
        { assignment: { id: 'a4' } },
        { assignment: null },
      ]);
      expect(await assignments.countWaiting({ dueBefore: 201, assignees: null })).toBe(3);
      expect(await assignments.countWaiting({ dueBefore: null, assignees: [li] })).toBe(2);
    });
  });
}
