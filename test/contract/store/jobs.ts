import { describe, expect, it } from 'vitest';
import type { NewJob } from '../../../src/ports/jobs.ts';
import type { Bench } from '../store.ts';

const job = (id: string, at: number, userId = 'u-1'): NewJob => ({
  id,
  kind: 'cases/export',
  userId,
  title: '诉求台账',
  at,
});

export function jobsContract({ store, reopen }: Bench): void {
  describe('jobs', () => {
    it('tell how far they are, and after a restart too', async () => {
      await store().jobs.add(job('j1', 5));
      await store().jobs.progress('j1', 9, { done: 20, total: 100 });

      const again = await reopen();

      expect(await again.jobs.find('j1')).toEqual({
        id: 'j1',
        kind: 'cases/export',
        userId: 'u-1',
        title: '诉求台账',
        state: 'running',
        done: 20,
        total: 100,
        note: null,
        file: null,
        startedAt: 5,
        seenAt: 9,
        endedAt: null,
      });
      expect(await again.jobs.find('none')).toBeNull();
    });

    it('end once, and do not move afterwards', async () => {
      const { jobs } = store();
      const file = { name: '台账.xlsx', mime: 'application/octet-stream', bytes: 7 };
      await jobs.add(job('j1', 5));

      expect(await jobs.end('j1', { at: 8, state: 'done', note: '共 3 条', file })).toBe(true);
      expect(await jobs.end('j1', { at: 9, state: 'failed', note: '不行', file: null })).toBe(false);
      await jobs.progress('j1', 10, { done: 1, total: null });

      expect(await jobs.find('j1')).toMatchObject({
        state: 'done',
        done: 0,
        note: '共 3 条',
        file,
        endedAt: 8,
        seenAt: 8,
      });
    });

    it('are listed for whom they are done, the newest first', async () => {
      const { jobs } = store();
      for (const [id, at] of [
        ['a', 1],
        ['b', 3],
        ['c', 2],
      ] as const)
        await jobs.add(job(id, at));
      await jobs.add(job('other', 9, 'u-2'));

      expect((await jobs.list('u-1', 2)).map(({ id }) => id)).toEqual(['b', 'c']);
    });

    it('that ran when their process died are ended together, with why', async () => {
      const { jobs } = store();
      for (const id of ['a', 'b', 'done']) await jobs.add(job(id, 1));
      await jobs.end('done', { at: 2, state: 'done', note: '好了', file: null });

      expect(await jobs.abandon({ at: 7, note: '服务停过' })).toBe(2);

      expect(await jobs.find('a')).toMatchObject({ state: 'failed', note: '服务停过', endedAt: 7 });
      expect(await jobs.find('done')).toMatchObject({ state: 'done', note: '好了', endedAt: 2 });
    });

    it('that had stored all of it are done, whatever became of their process', async () => {
      const { jobs } = store();
      for (const id of ['stored', 'undone']) await jobs.add(job(id, 1));
      await store().transaction((records) => records.jobs.settle('stored', '新增 3 行。'));
      const undone = store().transaction(async (records) => {
        await records.jobs.settle('undone', '新增 3 行。');
        throw new Error('broken off');
      });
      await expect(undone).rejects.toThrow('broken off');

      expect(await jobs.find('stored')).toMatchObject({ state: 'running', note: '新增 3 行。', endedAt: null });
      expect(await jobs.abandon({ at: 7, note: '服务停过' })).toBe(2);

      expect(await jobs.find('stored')).toMatchObject({ state: 'done', note: '新增 3 行。', endedAt: 7 });
      expect(await jobs.find('undone')).toMatchObject({ state: 'failed', note: '服务停过', endedAt: 7 });
      await jobs.settle('stored', '又一次');
      expect(await jobs.find('stored')).toMatchObject({ note: '新增 3 行。' });
    });

    it('are gone after their time', async () => {
      const { jobs } = store();
      await jobs.add(job('old', 1));
      await jobs.add(job('new', 5));

      expect(await jobs.removeBefore(5)).toEqual(['old']);
      expect([await jobs.find('old'), (await jobs.find('new'))?.id]).toEqual([null, 'new']);
    });
  });
}
