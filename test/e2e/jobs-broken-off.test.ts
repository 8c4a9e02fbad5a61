import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { stoppedNote } from '../../src/domain/job.ts';
import { runCommand } from '../support/run-command.ts';
import { createStaffClient, type StaffClient } from '../support/staff-client.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const admin = '李主任';
const password = '春眠不觉晓处处闻啼鸟';
const jobShape = z.object({
  state: z.enum(['running', 'done', 'failed']),
  done: z.number(),
  note: z.string().nullable(),
  file: z.object({ name: z.string() }).nullable(),
});
type Job = z.output<typeof jobShape>;

const lines = 6_000;
const table = (head: string, row: (no: number) => string): string =>
  [head, ...Array.from({ length: lines }, (_, no) => row(no))].join('\n');
const addressBook = { query: { name: '通讯录.csv' }, text: table('协会,姓名', (no) => `第${no % 40}协会,会员${no}`) };
const services = {
  query: { name: '清单.csv', list: 'service' },
  text: table('单位,事项', (no) => `第${no % 40}协会,服务${no}`),
};

type Program = { process: RunningProcess; client: StaffClient };

/** The process is ended while it works. What a quick machine had finished before the signal came is there whole. */
it.each(['SIGTERM', 'SIGKILL'] as const)(
  'leaves nothing half done of imports and a backup that %s breaks off, says so, and does them the second time',
  async (by) => {
    const { files, start } = await open();
    const first = await start();
    const people = await takeIn(first, '/api/people/imports', addressBook);
    const list = await takeIn(first, '/api/lists/imports', services);
    await underWay(first.client, people);
    await first.process.end(by);

    const second = await start();
    const left = await stored(second.client);
    for (const [place, id] of [people, list].entries())
      expect([id, left[place]]).toEqual([id, await shareOf(second.client, id)]);
    const again = [
      await takeIn(second, '/api/people/imports', addressBook),
      await takeIn(second, '/api/lists/imports', services),
    ];
    for (const id of again) expect(await ended(second.client, id)).toMatchObject({ state: 'done' });
    expect(await stored(second.client)).toEqual([lines, lines]);
    const backup = await beginBackup(second.client);
    await underWay(second.client, backup);
    await second.process.end(by);

    const third = await start();
    for (const id of [people, list, backup]) {
      const { state, note, file } = await findJob(third.client, id);
      expect([state, note]).toEqual(state === 'done' ? ['done', note] : ['failed', stoppedNote]);
      // The report of what was stored may not have been written any more.
      await expect.poll(() => files(id)).toEqual(file === null ? [] : [file.name]);
    }
    const whole = await beginBackup(third.client);
    const { file } = await ended(third.client, whole);
    expect(files(whole)).toEqual([file?.name]);
  },
  300_000,
);

/** How many there are: people, and lines of the list. */
async function stored(client: StaffClient): Promise<[number, number]> {
  const { counts } = z.object({ counts: z.looseObject({ service: z.number() }) }).parse(await client.ask('/api/lists'));
  return [totalOf(await client.ask('/api/people?limit=1')), counts.service];
}

/** How much a job must have stored: all of it, or, when it was broken off, nothing. */
async function shareOf(client: StaffClient, id: string): Promise<number> {
  return (await findJob(client, id)).state === 'done' ? lines : 0;
}

async function beginBackup(client: StaffClient): Promise<string> {
  return idOf(await client.ask('/api/backup', { method: 'POST' }));
}

/** `files`: what a job has left in its folder. */
async function open(): Promise<{ files(id: string): string[]; start(): Promise<Program> }> {
  const data = join(tempFolder(), 'data');
  const settings = { DATA_DIR: data };
  await runCommand(['users', 'add', admin, '--role', 'admin'], { settings });
  await runCommand(['users', 'password', admin, '--stdin'], { settings, input: `${password}\n` });
  return {
    files(id) {
      const folder = join(data, 'jobs', id);
      return existsSync(folder) ? readdirSync(folder) : [];
    },
    async start() {
      const process = await startProcess(settings);
      onTestFinished(async () => void (await process.end('SIGKILL')));
      const client = createStaffClient(process.url);
      await client.signIn(admin, password);
      return { process, client };
    },
  };
}

type Table = { query: Record<string, string>; text: string };

/** Uploads the table, looks at it, and begins; resolves with the id of the job. */
async function takeIn({ process, client }: Program, path: string, { query, text }: Table): Promise<string> {
  const response = await fetch(`${process.url}${path}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { cookie: client.cookie(), 'content-type': 'application/octet-stream' },
    body: text,
  });
  const { id } = z.looseObject({ id: z.string() }).parse(await response.json());
  const { list } = query;
  const body = list === undefined ? {} : { body: { list, replace: false } };
  return idOf(await client.ask(`${path}/${id}`, { method: 'POST', ...body }));
}

async function findJob(client: StaffClient, id: string): Promise<Job> {
  return jobShape.parse(await client.ask(`/api/jobs/${id}`));
}

/** Resolves when some of it is done, or all of it. */
async function underWay(client: StaffClient, id: string): Promise<void> {
  for (;;) {
    const { state, done } = await findJob(client, id);
    if (state !== 'running' || done > 0) return;
    await setTimeout(5);
  }
}

async function ended(client: StaffClient, id: string): Promise<Job> {
  await expect.poll(async () => (await findJob(client, id)).state, { timeout: 120_000 }).not.toBe('running');
  return findJob(client, id);
}

function idOf(answer: unknown): string {
  return z.object({ jobId: z.string() }).parse(answer).jobId;
}

function totalOf(answer: unknown): number {
  return z.looseObject({ total: z.number() }).parse(answer).total;
}
