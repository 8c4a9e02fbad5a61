import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { littleSet } from './retrieval/little-set.ts';
import { corpusOf } from './retrieval/system.ts';

/** Each bundles and runs a program that waits more than it works: side by side, which takes its time where others build too. */
describe.concurrent('npm run bench', { timeout: 180_000 }, () => {
  it('retrieval measures a system in a process of its own, over the sets of a folder', async () => {
    const folder = tempFolder();
    const { passages } = corpusOf(littleSet());
    writeLines(join(folder, 'passages.jsonl'), passages);
    writeLines(join(folder, 'queries.jsonl'), [
      { query: '会费标准怎么通过？', relevant: ['fees'] },
      { query: '离任审计', relevant: ['exhibition'] },
    ]);

    const { status, stdout } = await bench(
      'retrieval',
      '--data',
      folder,
      '--only',
      'minisearch-bigram',
      '--rounds',
      '1',
      '--json',
    );

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ system: 'MiniSearch + bigrams', passages: 12, questions: 2, r1: 0.5 });
  });

  it('retrieval without data says what is missing', async () => {
    const { status, stderr } = await bench('retrieval');

    expect(status).toBe(2);
    expect(stderr).toMatch(/^请用 --data [^\n]+\n$/);
  });

  it('retrieval over a folder without sets names the folder', async () => {
    const folder = tempFolder();

    const { status, stderr } = await bench('retrieval', '--data', folder);

    expect(status).toBe(2);
    expect(stderr).toContain(folder);
  });

  it('telegram loses nothing and answers nothing twice', async () => {
    const { status, stdout } = await bench('telegram', '--messages', '300');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('dingtalk loses nothing and answers nothing twice, over ten restarts', async () => {
    const { status, stdout } = await bench('dingtalk', '--messages', '40', '--redeliver', '1000');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('wecom loses nothing that was handed over and answers nothing twice, over ten restarts', async () => {
    const { status, stdout } = await bench('wecom', '--messages', '100');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('wecom-webhook loses nothing and shows nothing twice, though the sender is killed', async () => {
    const { status, stdout } = await bench('wecom-webhook', '--messages', '100');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复显示 0 条');
    expect(stdout).toContain('没写原因的 0 条');
  });

  it('telegram with a number that makes no sense says how to ask', async () => {
    const { status, stderr } = await bench('telegram', '--messages', 'many');

    expect(status).toBe(2);
    expect(stderr).toMatch(/^用法：/);
  });

  it('feishu loses nothing and answers nothing twice', async () => {
    const { status, stdout } = await bench('feishu', '--messages', '300');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条，结果不明 0 条');
  });

  it('year has no day twice or without a trace', async () => {
    const { status, stdout } = await bench('year', '--groups', '5', '--days', '12', '--seed', '1');

    expect(status).toBe(0);
    expect(stdout).toContain('300 天内重复：0');
  });

  it('of something else names it', async () => {
    const { status, stderr } = await bench('speed');

    expect(status).toBe(2);
    expect(stderr).toContain('speed');
  });
});

type Ran = { status: number | null; stdout: string; stderr: string };

async function bench(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['test/bench/bench.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
  await once(child, 'close');
  return { status: child.exitCode, stdout: out.join(''), stderr: err.join('') };
}

function writeLines(file: string, lines: readonly object[]): void {
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
