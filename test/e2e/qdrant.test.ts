import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type QdrantEmulator, startQdrantEmulator } from '../support/qdrant-emulator.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

const question = '长沙的接待日收集了多少条意见建议？';

let qdrant: QdrantEmulator;
let settings: Record<string, string>;
let running: RunningProcess | null;

beforeEach(async () => {
  qdrant = await startQdrantEmulator();
  running = null;
  settings = { DATA_DIR: join(tempFolder(), 'data'), QDRANT_URL: qdrant.url };
});

afterEach(async () => {
  await running?.end('SIGKILL');
  await qdrant.stop();
});

describe('with Qdrant configured', () => {
  it('a command answers from it, and two servers share what is in it', async () => {
    const asked = await runCommand(['ask', question, '--json'], { settings });

    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(JSON.parse(asked.stdout)).toMatchObject({ status: 'answered', answer: expect.stringContaining('237') });
    const doctor = await runCommand(['doctor'], { settings });
    expect(doctor.stdout).toContain('Qdrant');
  });

  it('the bot says so while it is away, is not ready, and is well again by itself', async () => {
    running = await startProcess(settings);
    const client = createWebClient(running.url);
    const { url } = running;
    const readiness = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;
    await expect.poll(readiness, { timeout: 20_000 }).toBe(200);

    await qdrant.stop();
    await client.post({ text: `@清语 ${question}`, clientId: 'q1' });
    const [away] = (await client.until((all) => all.some(({ bot }) => bot))).filter(({ bot }) => bot);
    expect(away?.text).toContain('知识库暂时连不上');
    expect(await readiness()).toBe(503);

    await qdrant.start();
    await expect.poll(readiness, { timeout: 20_000 }).toBe(200);
    await client.post({ text: `@清语 ${question}`, clientId: 'q2' });
    const entries = await client.until((all) => all.filter(({ bot }) => bot).length === 2);
    expect(entries.at(-1)?.text).toContain('237');
  });

  it('the bot comes up also while it is away, and is filled when it is there', async () => {
    await qdrant.stop();
    running = await startProcess(settings);
    const { url } = running;
    expect((await fetch(`${url}/readyz`)).status).toBe(503);

    await qdrant.start();
    const client = createWebClient(url);
    const answers = async (): Promise<string> => {
      const clientId = `${Math.random()}`;
      await client.post({ text: `@清语 ${question}`, clientId });
      return (await client.until((all) => all.at(-1)?.bot === true)).at(-1)?.text ?? '';
    };
    await expect.poll(answers, { timeout: 20_000, interval: 1_000 }).toContain('237');
  });

  it('a command without it fails with one sentence', async () => {
    await qdrant.stop();

    const asked = await runCommand(['ask', question], { settings });

    expect([asked.code, asked.stdout]).toEqual([1, '']);
    expect(asked.stderr.trim().split('\n')).toHaveLength(1);
    expect(asked.stderr).toContain('QDRANT_URL');
    const looked = await runCommand(['doctor', '--json'], { settings });
    expect([looked.code, looked.stderr]).toEqual([1, '有 1 个部分不正常：index。\n']);
    expect(JSON.parse(looked.stdout)).toMatchObject({
      parts: expect.arrayContaining([{ name: 'index', state: 'fail' }].map((part) => expect.objectContaining(part))),
    });
  });
});
