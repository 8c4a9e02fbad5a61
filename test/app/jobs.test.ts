import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createJobRunner } from '../../src/app/jobs.ts';
import { AppError } from '../../src/base/errors.ts';
import { stoppedNote } from '../../src/domain/job.ts';
import type { JobRunner, JobWork } from '../../src/ports/job-runner.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { createNotingLog } from '../support/noting-log.ts';
import { openTempStore } from '../support/temp-store.ts';

const ofAnna = { kind: 'cases/export', userId: 'u-1', title: '诉求台账' } as const;

async function open() {
  const clock = createHandClock('2026-12-01T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-jobs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  let ids = 0;
  const log = createNotingLog();
  const make = (): JobRunner =>
    createJobRunner({ jobs: store.jobs, audit: store.audit, folder, clock, log, newId: () => `j${(ids += 1)}` });
  const jobs = make();
  onTestFinished(() => jobs.stop());
  return { store, clock, folder, log, jobs, make };
}

const writes: JobWork = async ({ folder, report }) => {
  report({ done: 1, total: 2 });
  const path = join(folder, '台账.csv');
  await writeFile(path, '编号,状态\n');
  return { file: { name: '台账.csv', mime: 'text/csv', path }, note: '共 1 条' };
};

it('does the work beside, and gives what came of it to who asked for it, on record', async () => {
  const { store, clock, jobs } = await open();

  const { id } = await jobs.start(ofAnna, writes);

  await expect.poll(async () => (await jobs.find(id, 'u-1')).state).toBe('done');
  expect(await jobs.find(id, 'u-1')).toMatchObject({ note: '共 1 条', done: 1, total: 2, file: { name: '台账.csv' } });
  const { stream, size } = await jobs.open(id, { id: 'u-1', name: '周秘书' });
  const text = await textOf(stream);
  expect([text, size]).toEqual(['编号,状态\n', Buffer.byteLength(text)]);
  await expect(jobs.open(id, { id: 'u-2', name: '李工' })).rejects.toMatchObject({ code: 'record/not-found' });
  await expect(jobs.find(id, 'u-2')).rejects.toMatchObject({ code: 'record/not-found' });
  expect(await store.audit.list(0, clock.now() + 1)).toMatchObject([
    { who: '周秘书', action: 'job/file', subject: '台账.csv', detail: { made: '2026-12-01T01:00:00.000Z' } },
  ]);
});

it('says in a sentence why it failed, and nothing of what is inside', async () => {
  const { jobs, log } = await open();

  const foreseen = await jobs.start(ofAnna, async () => {
    throw new AppError('input/invalid', '这个月没有诉求。');
  });
  const bug = await jobs.start(ofAnna, async () => {
    throw new Error('secret path');
  });

  await expect.poll(async () => (await jobs.find(bug.id, 'u-1')).state).toBe('failed');
  await expect.poll(async () => (await jobs.find(foreseen.id, 'u-1')).note).toBe('这个月没有诉求。');
  expect((await jobs.find(bug.id, 'u-1')).note).not.toContain('secret');
  expect(log.notes.map(({ message }) => message)).toEqual(['a job failed']);
});

it('does three at a time for one person', async () => {
  const { jobs } = await open();
  const gate = new AbortController();
  const waits: JobWork = async () => {
    if (!gate.signal.aborted) await once(gate.signal, 'abort');
    return { file: null, note: null };
  };
  const begin = (): Promise<{ id: string }> => jobs.start(ofAnna, waits);

  await Promise.all([begin(), begin(), begin()]);

  await expect(begin()).rejects.toMatchObject({ code: 'access/too-many' });
  await jobs.start({ ...ofAnna, userId: 'u-2' }, waits);
  gate.abort();
  await expect.poll(async () => (await jobs.list('u-1')).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  await begin();
});

it('says that the service stopped, whether it stopped well or was killed', async () => {
  const { jobs, store, clock, make } = await open();
  const stopped = await jobs.start(ofAnna, async ({ signal }) => {
    if (!signal.aborted) await once(signal, 'abort');
    signal.throwIfAborted();
    return { file: null, note: null };
  });
  await jobs.stop();
  await store.jobs.add({ id: 'killed', ...ofAnna, at: clock.now() });
  const after = make();

  expect(await after.find(stopped.id, 'u-1')).toMatchObject({ state: 'failed', note: stoppedNote });
  expect((await after.find('killed', 'u-1')).state).toBe('running');
  clock.advance(60_001);
  expect(await after.find('killed', 'u-1')).toMatchObject({ state: 'failed', note: stoppedNote });
});

it('is done once all of it is stored, though its report fails or its process dies', async () => {
  const { jobs, store, clock } = await open();
  const { id } = await jobs.start(ofAnna, async ({ settle }) => {
    await store.transaction((records) => settle(records, '新增 3 行。'));
    throw new Error('the disk is full');
  });
  await store.jobs.add({ id: 'killed', ...ofAnna, at: clock.now() });
  await store.jobs.settle('killed', '新增 4 行。');

  await expect.poll(async () => (await jobs.find(id, 'u-1')).state).toBe('done');
  expect(await jobs.find(id, 'u-1')).toMatchObject({ note: '新增 3 行。', file: null });
  clock.advance(60_001);
  expect(await jobs.find('killed', 'u-1')).toMatchObject({ state: 'done', note: '新增 4 行。' });
});

it('keeps what came of it for a day', async () => {
  const { jobs, clock, folder } = await open();
  const { id } = await jobs.start(ofAnna, writes);
  await expect.poll(async () => (await jobs.find(id, 'u-1')).state).toBe('done');

  clock.advance(24 * 3_600_000);
  await jobs.tidy();
  expect(existsSync(join(folder, id))).toBe(true);
  clock.advance(1);
  await jobs.tidy();

  expect(existsSync(join(folder, id))).toBe(false);
  await expect(jobs.find(id, 'u-1')).rejects.toMatchObject({ code: 'record/not-found' });
});

it('leaves no file of a job that another server or a restore removed', async () => {
  const { jobs, store, clock, folder } = await open();
  const { id } = await jobs.start(ofAnna, writes);
  await expect.poll(async () => (await jobs.find(id, 'u-1')).state).toBe('done');
  const gate = new AbortController();
  const going = await jobs.start(ofAnna, async (context) => {
    const done = await writes(context);
    if (!gate.signal.aborted) await once(gate.signal, 'abort');
    return done;
  });
  await expect.poll(() => existsSync(join(folder, going.id, '台账.csv'))).toBe(true);
  await store.jobs.removeBefore(clock.now() + 1);

  await jobs.tidy();

  expect([id, going.id].map((one) => existsSync(join(folder, one)))).toEqual([false, true]);
  gate.abort();
});

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it('removes at once what a failed job had written, and at the start what a killed one had', async () => {
  const { jobs, store, clock, folder, make } = await open();
  const failed = await jobs.start(ofAnna, async (context) => {
    await writes(context);
    throw new AppError('input/invalid', '磁盘已满。');
  });
  await expect.poll(async () => (await jobs.find(failed.id, 'u-1')).state).toBe('failed');
  expect(existsSync(join(folder, failed.id))).toBe(false);
  const whole = await jobs.start(ofAnna, writes);
  await expect.poll(async () => (await jobs.find(whole.id, 'u-1')).state).toBe('done');

  await store.jobs.add({ id: 'killed', ...ofAnna, at: clock.now() });
  await mkdir(join(folder, 'killed'));
  await writeFile(join(folder, 'killed', '台账.csv.partial'), '编号');
  await store.jobs.abandon({ at: clock.now(), note: stoppedNote });
  await make().tidy();

  expect([whole.id, 'killed'].map((id) => existsSync(join(folder, id)))).toEqual([true, false]);
});

it('tells how far it is while the store has no place for it', async () => {
  const { jobs } = await open();
  const gate = new AbortController();
  const { id } = await jobs.start(ofAnna, async ({ report }) => {
    for (const done of [1, 2, 3]) report({ done, total: 3 });
    if (!gate.signal.aborted) await once(gate.signal, 'abort');
    return { file: null, note: null };
  });

  await expect.poll(async () => (await jobs.find(id, 'u-1')).done).toBe(3);
  expect(await jobs.list('u-1')).toMatchObject([{ state: 'running', done: 3, total: 3 }]);
  gate.abort();
});
