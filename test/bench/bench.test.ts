import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { littleSet } from './retrieval/little-set.ts';
import { corpusOf } from './retrieval/system.ts';

/** Each bundles and runs a program, which takes its time where others build too. */
describe('npm run bench', { timeout: 180_000 }, () => {
  it('retrieval measures a system in a process of its own, over the sets of a folder', () => {
    const folder = tempFolder();
    const { passages } = corpusOf(littleSet());
    writeLines(join(folder, 'passages.jsonl'), passages);
    writeLines(join(folder, 'queries.jsonl'), [
      { query: '会费标准怎么通过？', relevant: ['fees'] },
      { query: '离任审计', relevant: ['exhibition'] },
    ]);

    const { status, stdout } = bench(
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

  it('retrieval without data says what is missing', () => {
    const { status, stderr } = bench('retrieval');

    expect(status).toBe(2);
    expect(stderr).toMatch(/^请用 --data [^\n]+\n$/);
  });

  it('retrieval over a folder without sets names the folder', () => {
    const folder = tempFolder();

    const { status, stderr } = bench('retrieval', '--data', folder);

    expect(status).toBe(2);
    expect(stderr).toContain(folder);
  });

  it('telegram loses nothing and answers nothing twice', () => {
    const { status, stdout } = bench('telegram', '--messages', '300');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('dingtalk loses nothing and answers nothing twice, over ten restarts', () => {
    const { status, stdout } = bench('dingtalk', '--messages', '100');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('wecom loses nothing that was handed over and answers nothing twice, over ten restarts', () => {
    const { status, stdout } = bench('wecom', '--messages', '100');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条');
  });

  it('wecom-webhook loses nothing and shows nothing twice, though the sender is killed', () => {
    const { status, stdout } = bench('wecom-webhook', '--messages', '100');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复显示 0 条');
    expect(stdout).toContain('没写原因的 0 条');
  });

  it('telegram with a number that makes no sense says how to ask', () => {
    const { status, stderr } = bench('telegram', '--messages', 'many');

    expect(status).toBe(2);
    expect(stderr).toMatch(/^用法：/);
  });

  it('feishu loses nothing and answers nothing twice', () => {
    const { status, stdout } = bench('feishu', '--messages', '300');

    expect(status).toBe(0);
    expect(stdout).toContain('丢失 0 条，重复回答 0 条，结果不明 0 条');
  });

  it('year has no day twice or without a trace', () => {
    const { status, stdout } = bench('year', '--groups', '5', '--days', '12', '--seed', '1');

    expect(status).toBe(0);
    expect(stdout).toContain('300 天内重复：0');
  });

  it.each([
    ['dingtalk', '--messages', 'many'],
    ['feishu', '--messages', '0'],
    ['wecom', '--messages', '-1'],
    ['wecom-webhook', '--messages', 'many'],
    ['crash', '--kills', 'many'],
    ['crash', '--store', 'oracle'],
    ['send', '--groups', '0'],
    ['year', '--from', 'tomorrow'],
    ['ledger', '--groups', '-1'],
    ['cases', '--cases', '0'],
  ])('%s %s %s says how to ask', (...words) => {
    const { status, stderr } = bench(...words);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^用法：[^\n]+\n$/u);
  });

  it('of something else names it', () => {
    const { status, stderr } = bench('speed');

    expect(status).toBe(2);
    expect(stderr).toContain('speed');
  });
});

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['test/bench/bench.mjs', ...args], { encoding: 'utf8' });
}

function writeLines(file: string, lines: readonly object[]): void {
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
