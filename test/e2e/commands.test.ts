import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Ran, runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { createWebClient } from '../support/web-client.ts';

const question = '长沙接待日收集了多少条意见建议？';
const json = z.looseObject({});
const one = z.looseObject({ id: z.string() });
const answered = z.looseObject({ citations: z.array(z.looseObject({ documentId: z.string(), quote: z.string() })) });
const lists = z.looseObject({
  groups: z.array(one).default([]),
  unanswered: z.array(one).default([]),
  documents: z.array(one).default([]),
});

let folder: string;
let data: string;

/** Runs on the data of this file. */
function qingyu(words: readonly string[], input?: string): Promise<Ran> {
  return runCommand(words, { settings: { DATA_DIR: data }, ...(input === undefined ? {} : { input }) });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-commands-'));
  data = join(folder, 'data');
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/fees.md'), '# 会费办法\n\n星城协会的会费每季度公示一次。');
  writeFileSync(join(folder, 'lines.jsonl'), '{"id":"p1","document":"d1","title":"公示","text":"账目每月公示。"}\n');
  const program = await startProcess({ DATA_DIR: data });
  const group = createWebClient(program.url);
  await group.post({ text: '@清语 建议：会费收据希望当场开，电话13800138000', clientId: 'a' });
  await group.post({ text: '@清语 火星上的协会有几家？', clientId: 'b' });
  await group.until((entries) => entries.filter(({ bot }) => bot).length === 2);
  await program.end('SIGTERM');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('help', () => {
  it('is there for the program and each command, in Chinese, and says what each takes', async () => {
    const words = await allCommands([]);

    expect(words.map((path) => path.join(' '))).toEqual(
      expect.arrayContaining(['start', 'chat', 'ask', 'search', 'ingest', 'doctor', 'groups enroll', 'daily preview']),
    );
    for (const path of [[], ...words]) {
      const { code, stdout, stderr } = await qingyu([...path, '--help']);
      expect([path, code, stderr]).toEqual([path, 0, '']);
      expect(stdout).toMatch(/^用法： qingyu/);
      expect(stdout).toContain('显示帮助');
      expect(stdout).not.toMatch(/Usage|Options:|Commands|Arguments|\[options\]|\[command\]|\(default|display/);
      for (const description of stdout.matchAll(/^ {2}\S.*? {2,}(\S.*)$/gm))
        expect(description[1]).toMatch(/\p{Script=Han}/u);
    }
  });

  it('shows the version', async () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

    expect(await qingyu(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('with --json', () => {
  it('every command that has results prints one JSON document and nothing else', async () => {
    const [group, asked] = [await firstId('groups'), await firstId('unanswered')];
    const calls: Record<string, string[]> = {
      ask: [question],
      search: ['接待日'],
      ingest: [join(folder, 'docs')],
      'documents list': [],
      'documents remove': ['default/fees.md'],
      'unanswered list': [],
      'unanswered answer': [asked, '资料里没有，已转民政局。'],
      'cases list': [],
      'cases show': ['2026-0001'],
      'cases export': ['--format', 'csv', '-o', join(folder, 'cases.csv')],
      'cases parse': ['建议：会费收据希望当场开'],
      'daily preview': ['--days', '3'],
      'daily send': ['--date', '2026-11-24'],
      'groups list': [],
      'groups enroll': [group],
      'groups mute': [group, '--off'],
      'groups tag': [group, '长沙'],
      'members list': [],
      backup: [join(folder, 'all.qingyu')],
      restore: [join(folder, 'all.qingyu')],
      doctor: [],
    };
    const known = (await allCommands([])).map((path) => path.join(' '));
    expect(Object.keys(calls).toSorted()).toEqual(known.filter((name) => !['start', 'chat'].includes(name)).toSorted());

    for (const [name, words] of Object.entries(calls)) {
      const { code, stdout, stderr } = await qingyu([...name.split(' '), ...words, '--json']);
      expect([name, code, stderr]).toEqual([name, 0, '']);
      expect([name, json.safeParse(parseJson(stdout)).success]).toEqual([name, true]);
    }
  });

  it('says the same shapes as the contract', async () => {
    const parse = async (...words: string[]): Promise<unknown> =>
      JSON.parse((await qingyu([...words, '--json'])).stdout);

    const answer = answered.parse(await parse('ask', question));
    for (const { documentId, quote } of answer.citations)
      expect(readFileSync(join('knowledge', documentId), 'utf8')).toContain(quote);
    expect(answer).toMatchObject({
      status: 'answered',
      mode: 'extractive',
      answer: expect.stringContaining('237'),
      citations: expect.arrayContaining([
        {
          documentId: expect.any(String),
          title: expect.any(String),
          section: expect.any(String),
          quote: expect.any(String),
        },
      ]),
      confidence: expect.any(Number),
      ms: expect.any(Number),
    });
    expect(await parse('ask', '火星上的协会有几家？')).toMatchObject({ status: 'unanswered', citations: [] });
    expect(await parse('search', '接待日', '--limit', '1')).toEqual({
      hits: [
        {
          documentId: expect.any(String),
          passageId: expect.any(String),
          title: expect.any(String),
          section: expect.any(String),
          score: expect.any(Number),
          text: expect.any(String),
        },
      ],
      ms: expect.any(Number),
    });
    expect(await parse('daily', 'preview', '--days', '1', '--from', '2026-12-04')).toEqual({
      days: [
        {
          date: '2026-12-04',
          weekday: '星期五',
          occasion: '国家宪法日',
          messageId: expect.any(String),
          text: expect.any(String),
          source: expect.toBeOneOf([expect.any(String), null]),
          theme: expect.any(String),
        },
      ],
    });
    expect(await parse('groups', 'list')).toMatchObject({
      groups: [{ id: expect.any(String), channel: 'web', enrolled: true, muted: false, tags: expect.any(Array) }],
    });
    expect(await parse('cases', 'list')).toMatchObject({
      cases: [{ no: '2026-0001', kind: 'suggestion', phone: '13800138000', content: expect.any(String) }],
    });
  });
});

describe('lines of JSON on stdin', () => {
  it('are answered line by line, in order, with their id', async () => {
    const input = `{"id":"q1","question":"${question}"}\n\n{"id":2,"question":"今天天气怎么样"}\n`;

    const { code, stdout } = await qingyu(['ask', '--stdin'], input);

    expect(code).toBe(0);
    const lines: unknown[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { id: 'q1', status: 'answered' },
      { id: 2, status: 'refused' },
    ]);
  });

  it('that are no good are named, the others are answered, and it ends with 1', async () => {
    const input = '不是 JSON\n{"id":"s1","query":"接待日","limit":2}\n{"id":"s2"}\n';

    const { code, stdout, stderr } = await qingyu(['search', '--stdin'], input);

    expect([code, stderr]).toEqual([1, '有 2 行输入看不懂，其余各行已处理；格式见 --help。\n']);
    const lines: unknown[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ line: 1, error: expect.any(String) }, { id: 's1' }, { line: 3 }]);
  });

  it('may be a thousand', async () => {
    const input = Array.from({ length: 1_000 }, (_, id) => `${JSON.stringify({ id, text: '建议：会费公开' })}\n`).join(
      '',
    );

    const { code, stdout } = await qingyu(['cases', 'parse', '--stdin'], input);

    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1_000);
  });
});

describe('what cannot be done', () => {
  it.each([
    [['nonsense'], 2, /没有 “nonsense” 这个命令/],
    [['groups', 'nonsense'], 2, /没有 “nonsense” 这个命令/],
    [['groups', 'list', '--nonsense'], 2, /没有 “--nonsense” 这个选项/],
    [['groups', 'enroll'], 2, /缺少参数 id/],
    [['ask'], 2, /请写上问题/],
    [['ask', '长沙', '接待日'], 2, /参数太多了/],
    [['search', '接待日', '--limit', '0'], 2, /--limit 应为 1 到 100/],
    [['search', '接待日', '--limit'], 2, /后面要跟一个值/],
    [['daily', 'preview', '--days', '9999'], 2, /--days 应为 1 到 400/],
    [['daily', 'preview', '--from', '2026-02-30'], 2, /日期应写成 YYYY-MM-DD/],
    [['ingest', '.', '--collection', '../x'], 2, /资料集名/],
    [['ingest', '.', '--format', 'xml'], 2, /--format 只认 jsonl/],
    [['ingest', 'a/x.md', 'b/x.md'], 2, /有两个文件都叫 x\.md/],
    [['cases', 'export', '--format', 'pdf', '-o', 'x'], 2, /--format 应为/],
    [['groups', 'tag', 'web:demo', 'a b'], 2, /标签/],
    [['ingest', 'nowhere.md'], 1, /找不到 .*nowhere\.md/],
    [['ingest', 'nowhere.jsonl', '--format', 'jsonl'], 1, /读不了文件 nowhere\.jsonl/],
    [['groups', 'enroll', 'g-nowhere'], 1, /没有编号为 g-nowhere 的群/],
    [['documents', 'remove', 'nowhere'], 1, /没有编号为 nowhere 的资料/],
    [['unanswered', 'answer', 'nowhere', '答'], 1, /没有编号为 nowhere 的问题/],
    [['cases', 'show', '1999-0001'], 1, /1999-0001/],
    [['restore', 'package.json'], 1, /不是清语的备份/],
    [['chat', '--group', 'nowhere'], 1, /没有这个群/],
  ] as const)('%j ends with %d and a sentence', async (words, expected, sentence) => {
    const { code, stdout, stderr } = await qingyu(words);

    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/ at .*\.js|Error/);
  });

  it('shows the help and ends with 2 when no command is given', async () => {
    const { code, stderr } = await qingyu([]);

    expect(code).toBe(2);
    expect(stderr).toContain('命令：');
  });

  it('of several files names each that is bad and takes in the others', async () => {
    const docs = join(folder, 'mixed');
    mkdirSync(docs);
    writeFileSync(join(docs, 'good.md'), '好的一份。');
    writeFileSync(join(docs, 'bad.md'), '---\ndate: 哪天\n---\n坏的一份。');
    writeFileSync(join(docs, 'worse.md'), '');

    const { code, stdout, stderr } = await qingyu(['ingest', docs, '--collection', 'mixed', '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      added: ['mixed/good.md'],
      failed: [{ file: 'bad.md' }, { file: 'worse.md' }],
    });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('bad.md'), expect.stringContaining('worse.md')]);
  });
});

describe('files that are written', () => {
  it('are for their owner alone where they hold everything', async () => {
    const file = join(folder, 'own.qingyu');

    await qingyu(['backup', file]);

    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function firstId(list: 'groups' | 'unanswered'): Promise<string> {
  const found = lists.parse(JSON.parse((await qingyu([list, 'list', '--json'])).stdout))[list];
  return found[0]?.id ?? '';
}

/** Every command without commands below it, as the help lists them. */
async function allCommands(path: readonly string[]): Promise<string[][]> {
  const { stdout } = await qingyu([...path, '--help']);
  const [, listed = ''] = stdout.split('命令：\n');
  const names = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  if (names.length === 0) return [[...path]];
  const below: string[][] = [];
  for (const name of names) below.push(...(await allCommands([...path, name])));
  return below;
}
