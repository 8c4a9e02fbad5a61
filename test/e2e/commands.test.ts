import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { z } from 'zod';
import { processOutput } from '../../src/commands/output.ts';
import { createProgram } from '../../src/commands/program.ts';
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
  writeFileSync(join(folder, 'people.csv'), '上级,协会,姓名\n综合党委,餐饮协会,王伟\n');
  writeFileSync(join(folder, 'lines.jsonl'), '{"id":"p1","document":"d1","title":"公示","text":"账目每月公示。"}\n');
  const program = await startProcess({ DATA_DIR: data });
  const group = createWebClient(program.url);
  await group.post({ text: '@清语 建议：会费收据希望当场开，电话13800138000', clientId: 'a' });
  await group.post({ text: '@清语 火星上的协会有几家？', clientId: 'b' });
  await group.post({ text: '@清语 木星上的商会有几家？', clientId: 'c' });
  await group.until((entries) => entries.filter(({ bot }) => bot).length === 3);
  await program.end('SIGTERM');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Milliseconds: a process for each of some eighty commands. */
const perCommand = 600_000;

describe('help', () => {
  it('is there for the program and each command, in Chinese, and says what each takes', async () => {
    const helps = allHelps();
    const words = commandsIn(helps);

    expect(words.map((path) => path.join(' '))).toEqual(
      expect.arrayContaining(['start', 'chat', 'ask', 'search', 'ingest', 'doctor', 'groups enroll', 'daily preview']),
    );
    for (const { path, help } of helps) {
      expect([path, help]).toEqual([path, expect.stringMatching(/^用法： qingyu/u)]);
      expect(help).toContain('显示帮助');
      expect(help).not.toMatch(/Usage|Options:|Commands|Arguments|\[options\]|\[command\]|\(default|display/u);
      for (const description of help.matchAll(/^ {2}\S.*? {2,}(\S.*)$/gmu))
        expect(description[1]).toMatch(/\p{Script=Han}/u);
    }
    for (const { path, help } of [helps[0], helps.at(-1)].flatMap((one) => one ?? []))
      expect(await qingyu([...path, '--help'])).toEqual({ code: 0, stdout: help, stderr: '' });
  });

  it('shows the version', async () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

    expect(await qingyu(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('with --json', () => {
  it('every command that has results prints one JSON document and nothing else', { timeout: perCommand }, async () => {
    const [group, asked] = [await firstId('groups'), await firstId('unanswered')];
    const other = await idOf('unanswered', 1);
    const register = join(folder, 'register.csv');
    writeFileSync(register, '登记号,日期,内容,电话\n1,2026-01-05,多办培训,0731-88886666\n');
    const calls: Record<string, string[]> = {
      ask: [question],
      search: ['接待日'],
      ingest: [join(folder, 'docs')],
      'documents list': [],
      'documents reindex': [],
      'documents remove': ['default/fees.md'],
      'unanswered list': [],
      'unanswered answer': [asked, '资料里没有，已转民政局。'],
      'unanswered dismiss': [other],
      'cases list': [],
      'cases show': ['2026-0001'],
      'cases export': ['--format', 'csv', '-o', join(folder, 'cases.csv')],
      'cases parse': ['建议：会费收据希望当场开'],
      'cases stats': [],
      'cases import': [register],
      pack: ['-o', join(folder, 'pack')],
      'privacy erase': ['--phone', '0731-88886666'],
      'privacy retention': ['--days', '365'],
      'groups list': [],
      'groups add': ['另一个手工群', '--tag', '长沙'],
      'groups enroll': [group],
      'groups mute': [group, '--off'],
      'groups tag': [group, '长沙'],
      'groups collections': [group, 'experience'],
      'groups invite': ['demo'],
      'members list': [],
      'users add': ['周秘书', '--role', 'secretary'],
      'users list': [],
      'users code': ['周秘书'],
      'users password': ['周秘书', '--stdin'],
      'users disable': ['周秘书'],
      backup: [join(folder, 'all.qingyu')],
      restore: [join(folder, 'all.qingyu')],
      'sms templates': [],
      doctor: [],
    };
    const known = commandsIn(allHelps()).map((path) => path.join(' '));
    const called = [
      calls,
      dailyCalls(),
      broadcastCalls('', ''),
      dayCalls('', ''),
      caseCalls('', ''),
      directoryCalls(group),
    ].flatMap(Object.keys);
    expect(called.toSorted()).toEqual(known.filter((name) => !elsewhere.includes(name)).toSorted());

    await callAll(calls);
  });

  it('so does every command of broadcasts, and of what is on record of them', async () => {
    const { broadcastId, deliveryId } = await planByHand('手工群');

    await callAll(broadcastCalls(broadcastId, deliveryId));

    expect((await qingyu(['audit', 'list'])).stdout).toMatch(/命令行 +取消群发 +/u);
  });

  it('so does every command of reception days and of the three lists', async () => {
    const planned = ['--from', '09:30', '--until', '11:30', '--host', '张会长', '--to', 'all', '--json'];
    const day = one.parse(parseJson((await qingyu(['days', 'plan', '--date', '2030-01-03', ...planned])).stdout));
    const rule = z
      .looseObject({ rule: one })
      .parse(parseJson((await qingyu(['days', 'plan', '--every', '* * 3', ...planned])).stdout));
    const other = one.parse(parseJson((await qingyu(['days', 'plan', '--date', '2030-01-04', ...planned])).stdout));
    await expect(qingyu(['days', 'cancel', other.id, '--reason', '出差', '--json'])).resolves.toMatchObject({
      code: 0,
    });
    const table = join(folder, 'services.csv');
    writeFileSync(table, '单位,事项\n律师协会,合同审查\n');
    await qingyu(['lists', 'import', 'service', table]);
    const items = z.looseObject({ items: z.array(one) });
    const listed = items.parse(parseJson((await qingyu(['lists', 'list', 'service', '--json'])).stdout));

    const { 'days cancel': _cancelled, 'days plan': _planned, ...calls } = dayCalls(day.id, rule.rule.id);
    await callAll({ ...calls, 'lists remove': [listed.items[0]?.id ?? ''] });

    expect((await qingyu(['audit', 'list'])).stdout).toMatch(/命令行 +公布接待结果 +/u);
  });

  it('so does every command that follows a case to its end', async () => {
    const added = z.looseObject({ no: z.string() });
    const add = async (content: string): Promise<string> =>
      added.parse(parseJson((await qingyu(['cases', 'add', '--content', content, '--json'])).stdout)).no;

    await callAll(caseCalls(await add('会费票据希望当场开'), await add('会费的票据希望能当场开出来')));

    const { stdout } = await qingyu(['audit', 'list']);
    for (const act of ['登记诉求', '办理诉求', '合并诉求']) expect(stdout).toMatch(new RegExp(`命令行 +${act} +`, 'u'));
  });

  it('so does every command of the daily message', async () => {
    for (const text of ['合影站哪里都行，办事的时候别站错了边。', '年会的抽奖名单，先贴出来再开箱。'])
      expect(await qingyu(['daily', 'add', text, '--theme', '行业自律', '--by', '王秘书'])).toMatchObject({ code: 0 });

    await callAll(dailyCalls());

    const { stdout } = await qingyu(['audit', 'list']);
    for (const act of ['写寄语', '审核通过寄语', '退回寄语', '指定寄语', '寄语停一天', '手工发寄语'])
      expect(stdout).toMatch(new RegExp(`命令行 +${act} +`, 'u'));
  });

  it('puts on record what a group was given', async () => {
    const one = z.looseObject({ group: z.looseObject({ id: z.string() }) });
    const { group: added } = one.parse(parseJson((await qingyu(['groups', 'add', '有标签的群', '--json'])).stdout));
    const group = added.id;

    await qingyu(['groups', 'tag', group, '长沙', '重点']);
    await qingyu(['groups', 'collections', group, 'experience']);

    const log = z.object({ entries: z.array(z.looseObject({ subject: z.string() })) });
    const { entries } = log.parse(parseJson((await qingyu(['audit', 'list', '--json'])).stdout));
    expect(entries.filter(({ subject }) => subject === group)).toMatchObject([
      { who: '命令行', action: 'group/add', detail: { group: '有标签的群', tags: '' } },
      { who: '命令行', action: 'group/tag', detail: { tags: '长沙、重点' } },
      { who: '命令行', action: 'group/collections', detail: { collections: 'experience' } },
    ]);
  });

  it('so does every command of the address book', async () => {
    await callAll(directoryCalls(await firstId('groups')));

    expect((await qingyu(['organizations', 'list'])).code).toBe(0);
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
          page: null,
          note: null,
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
          page: null,
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
          generated: false,
          state: 'chosen',
          reason: null,
        },
      ],
    });
    expect(await parse('groups', 'list')).toMatchObject({
      groups: expect.arrayContaining([
        expect.objectContaining({
          channel: 'manual',
          title: '另一个手工群',
          enrolled: true,
          muted: false,
          tags: ['长沙'],
        }),
        expect.objectContaining({ id: expect.any(String), channel: 'web', tags: expect.any(Array) }),
      ]),
    });
    expect(await parse('cases', 'list', '--from', '2026-02-01')).toMatchObject({
      cases: expect.arrayContaining([
        expect.objectContaining({
          no: '2026-0001',
          kind: 'suggestion',
          phone: '13800138000',
          content: expect.any(String),
        }),
      ]),
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

  it('may be read as cases where there is no store', async () => {
    const settings = { DATA_DIR: join(folder, 'none'), DATABASE_URL: 'postgres://127.0.0.1:9/none' };

    const { code, stdout } = await runCommand(['cases', 'parse', '建议：会费公开'], { settings });

    expect([code, existsSync(settings.DATA_DIR)]).toEqual([0, false]);
    expect(JSON.parse(stdout)).toMatchObject({ items: [{ kind: 'suggestion', content: '会费公开' }] });
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
    [['daily', 'fix', '2026-02-30', 'credit-001'], 2, /日期应写成 YYYY-MM-DD/],
    [['daily', 'export', '--month', '2026-12', '-o', 'x.pdf'], 2, /-o 的文件名应以 \.xlsx、\.docx 或 \.csv 结尾/],
    [['ingest', '.', '--collection', '../x'], 2, /资料集名/],
    [['ingest', '.', '--format', 'xml'], 2, /--format 只认 jsonl/],
    [['ingest', 'a/x.md', 'b/x.md'], 2, /有两个文件都叫 x\.md/],
    [['broadcast', 'send', '--to', 'all', '--urgent', '台风', '--cron', '0 9 * * 1', '例会'], 2, /定期群发不能加急/],
    [['broadcast', 'send', '--to', 'all', '--urgent', '急', '停业'], 1, /加急要写明为什么/],
    [['broadcast', 'skipped', '--days', '3', '--from', '2026-11-01'], 2, /只写一种/],
    [['audit', 'list', '--from', '2026-02-30'], 2, /日期应写成 YYYY-MM-DD/],
    [['cases', 'export', '--format', 'pdf', '-o', 'x'], 2, /--format 应为/],
    [['groups', 'tag', 'web:demo', 'a b'], 2, /标签/],
    [['ingest', 'nowhere.md'], 1, /找不到 .*nowhere\.md/],
    [['ingest', 'nowhere.jsonl', '--format', 'jsonl'], 1, /读不了文件 nowhere\.jsonl/],
    [['groups', 'enroll', 'g-nowhere'], 1, /没有编号为 g-nowhere 的群/],
    [['documents', 'remove', 'nowhere'], 1, /没有编号为 nowhere 的资料/],
    [['unanswered', 'answer', 'nowhere', '答'], 1, /没有编号为 nowhere 的问题/],
    [['unanswered', 'dismiss', 'nowhere'], 1, /nowhere/],
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

function firstId(list: 'groups' | 'unanswered'): Promise<string> {
  return idOf(list, 0);
}

async function idOf(list: 'groups' | 'unanswered', at: number): Promise<string> {
  const found = lists.parse(JSON.parse((await qingyu([list, 'list', '--json'])).stdout))[list];
  return found[at]?.id ?? '';
}

/** A broadcast with a file that waits to be posted to a new group. */
async function planByHand(name: string): Promise<{ broadcastId: string; deliveryId: string }> {
  const waiting = z.looseObject({ waiting: z.array(z.looseObject({ deliveryId: z.string() })) });
  const added = z
    .looseObject({ group: one })
    .parse(parseJson((await qingyu(['groups', 'add', name, '--json'])).stdout));
  const form = join(folder, '报名表.txt');
  writeFileSync(form, '姓名：\n');
  const to = `group:${added.group.id}`;
  const sent = await qingyu([
    'broadcast',
    'send',
    '--to',
    to,
    '--file',
    form,
    '--receipt',
    '核对人数',
    '周五前报名',
    '--json',
  ]);
  const [first] = waiting.parse(parseJson((await qingyu(['broadcast', 'list', '--json'])).stdout)).waiting;
  return { broadcastId: one.parse(parseJson(sent.stdout)).id, deliveryId: first?.deliveryId ?? '' };
}

/** They talk on, or to somebody who is not there: a model, a platform of text messages. */
const elsewhere: readonly string[] = ['start', 'chat', 'daily draft', 'sms send', 'users totp-reset'];

type Calls = Readonly<Record<string, readonly string[]>>;

function directoryCalls(group: string): Calls {
  return {
    'organizations add': ['综合党委', '--tag', '市直'],
    'people import': [join(folder, 'people.csv')],
    'organizations list': [],
    'organizations move': ['餐饮协会'],
    'organizations rename': ['餐饮协会', '餐饮行业协会'],
    'organizations tag': ['餐饮行业协会', '会员多'],
    'groups organization': [group, '餐饮行业协会'],
    'people add': ['李敏', '--organization', '综合党委', '--phone', '13800138000', '--consent'],
    'people list': ['--full'],
    'people set': ['李敏', '--no-consent'],
    'people code': ['李敏'],
    'people remove': ['李敏'],
    'organizations remove': ['综合党委'],
  };
}

function dailyCalls(): Calls {
  return {
    'daily preview': ['--days', '3'],
    'daily send': ['--date', '2026-11-24'],
    'daily fix': ['2030-01-01', 'credit-001'],
    'daily unfix': ['2030-01-01'],
    'daily skip': ['2030-01-01', '--reason', '放假'],
    'daily unskip': ['2030-01-01'],
    'daily add': ['月底盘库，少了的那箱纸也要写进账里。', '--theme', '财务报销', '--by', '王秘书'],
    'daily drafts': [],
    'daily approve': ['own-0001', '--by', '李主任'],
    'daily reject': ['own-0002', '--by', '李主任', '--reason', '再改改'],
    'daily export': ['--month', '2026-12', '-o', join(folder, 'month.xlsx')],
  };
}

function broadcastCalls(broadcastId: string, deliveryId: string): Calls {
  return {
    'broadcast send': ['--to', 'all', '--at', '2030-01-01 09:00', '新年好'],
    'broadcast list': [],
    'broadcast show': [broadcastId, '--receipts'],
    'broadcast file': [broadcastId, '-o', folder],
    'broadcast receipts': [broadcastId],
    'broadcast edit': [broadcastId, '周六前报名'],
    'broadcast resolve': [deliveryId, 'sent'],
    'broadcast cancel': [broadcastId],
    'broadcast skipped': ['--days', '3'],
    'audit list': [],
    'audit verify': [],
  };
}

function caseCalls(no: string, same: string): Calls {
  return {
    'cases add': ['--content', '请协调用电增容', '--source', 'superior', '--given-by', '工商联'],
    'cases update': [no, '--accept'],
    'cases duplicates': [no],
    'cases merge': [same, no],
    'cases reminders': [],
    'cases files': [no],
  };
}

function dayCalls(day: string, rule: string): Calls {
  return {
    'days list': [],
    'days plan': [],
    'days show': [day],
    'days change': [day, '--place', '三楼'],
    'days announce': [day],
    'days open': [day],
    'days close': [day],
    'days cancel': [],
    'days stop': [rule],
    'days minutes': [day, '张会长主持。'],
    'days cases': [day, '2026-0001'],
    'days point': [day, '2026-0001', '--decided', '已办'],
    'days report': [day, '-o', join(folder, 'day.docx'), '--send'],
    'lists import': ['service', join(folder, 'services.csv')],
    'lists list': ['service'],
    'lists remove': [],
    'cases matches': ['2026-0001'],
  };
}

/** What a command reads that asks for more than words. */
const inputs: Readonly<Record<string, string>> = { 'users password': '春眠不觉晓处处闻啼鸟\n' };

async function callAll(calls: Calls): Promise<void> {
  for (const [name, words] of Object.entries(calls)) {
    const { code, stdout, stderr } = await qingyu([...name.split(' '), ...words, '--json'], inputs[name]);
    expect([name, code, stderr]).toEqual([name, 0, '']);
    expect([name, json.safeParse(parseJson(stdout)).success]).toEqual([name, true]);
  }
}

type Help = { path: readonly string[]; help: string };

function touched(): never {
  throw new Error('help works with nothing');
}

/** What the program says of itself, and of every command; two of them are asked of the process. */
function allHelps(): Help[] {
  const context = { config: touched, open: touched, openKnowing: touched, output: processOutput };
  const stop = new AbortController().signal;
  return helpsOf(createProgram({ ...context, stop }, '0'), []);
}

function helpsOf(command: Command, path: readonly string[]): Help[] {
  const below = command.commands.flatMap((one) => helpsOf(one, [...path, one.name()]));
  return [{ path, help: command.helpInformation() }, ...below];
}

/** Without the groups they stand in. */
function commandsIn(helps: readonly Help[]): (readonly string[])[] {
  return helps.map(({ path }) => path).filter((path) => !helps.some((other) => isBelow(other.path, path)));
}

function isBelow(one: readonly string[], other: readonly string[]): boolean {
  return one.length > other.length && other.every((word, place) => one[place] === word);
}
