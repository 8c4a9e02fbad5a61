import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
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

const lines = 18_000;
const table = (head: string, row: (no: number) => string): string =>
  [head, ...Array.from({ length: lines }, (_, no) => row(no))].join('\n');
const addressBook = table('协会,姓名', (no) => `第${no % 40}协会,会员${no}`);
const services = table('单位,事项', (no) => `第${no % 40}协会,服务${no}`);

type Program = { process: RunningProcess; client: StaffClient };
type Work = {
  name: string;
  begin(program: Program): Promise<string>;
  /** How much of it is there. */
  stored(client: StaffClient): Promise<number>;
  /** How much there is when all of it is done. */
  all: number;
};

const works: readonly Work[] = [
  {
    name: 'an address book that is taken in',
    begin: (program) => takeIn(program, '/api/people/imports', { query: { name: '通讯录.csv' }, text: addressBook }),
    stored: async (client) => totalOf(await client.ask('/api/people?limit=1')),
    all: lines,
  },
  {
    name: 'a list that is taken in',
    begin: (program) =>
      takeIn(program, '/api/lists/imports', { query: { name: '清单.csv', list: 'service' }, text: services }),
    stored: async (client) =>
      z.object({ counts: z.looseObject({ service: z.number() }) }).parse(await client.ask('/api/lists')).counts.service,
    all: lines,
  },
  {
    name: 'a backup',
    async begin(program) {
      const taken = await takeIn(program, '/api/people/imports', { query: { name: '通讯录.csv' }, text: addressBook });
      await ended(program.client, taken);
      return idOf(await program.client.ask('/api/backup', { method: 'POST' }));
    },
    stored: async () => 0,
    all: 0,
  },
];
const signals = ['SIGTERM', 'SIGKILL'] as const;

/** The process is ended while it works. A quick machine may have finished before the signal came: then all of it is there. */
describe.each(works)('$name', ({ begin, stored, all }) => {
  it.each(signals)(
    'leaves nothing half done after %s, says so in a sentence, and is done the second time',
    async (by) => {
      const { files, start } = await open();
      const first = await start();
      const id = await begin(first);
      await underWay(first.client, id);
      await first.process.end(by);
      const second = await start();

      const broken = await findJob(second.client, id);
      const whole = broken.state === 'done';
      const told = whole ? {} : { state: 'failed', note: stoppedNote, file: null };
      expect(broken).toMatchObject(told);
      expect(await stored(second.client)).toBe(whole ? all : 0);
      await expect.poll(() => files(id)).toHaveLength(whole ? 1 : 0);

      const again = await begin(second);
      const { state, file } = await ended(second.client, again);
      expect([state, files(again)]).toEqual(['done', [file?.name]]);
      expect(await stored(second.client)).toBe(all);
    },
  );
});

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
