import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Ran, runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

const sentShape = z.looseObject({ id: z.string(), deliveries: z.number() });
const shownShape = z.looseObject({
  id: z.string(),
  text: z.string(),
  counts: z.strictObject({
    pending: z.number(),
    claimed: z.number(),
    sending: z.number(),
    sent: z.number(),
    failed: z.number(),
    unknown: z.number(),
    skipped: z.number(),
  }),
  deliveries: z.array(
    z.looseObject({
      id: z.string(),
      groupId: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      sentAt: z.string().nullable(),
      acknowledged: z.number(),
    }),
  ),
});
const listShape = z.looseObject({
  broadcasts: z.array(z.looseObject({ id: z.string(), text: z.string() })),
  waiting: z.array(z.looseObject({ deliveryId: z.string(), group: z.string(), text: z.string(), until: z.string() })),
});

const seriesShape = z.looseObject({ id: z.string(), deliveries: z.literal(0), nextAt: z.string() });
const seriesListShape = z.looseObject({
  series: z.array(z.looseObject({ id: z.string(), nextAt: z.string().nullable() })),
  broadcasts: z.array(z.looseObject({ seriesId: z.string().nullable() })),
});

type Bot = {
  run(words: readonly string[]): Promise<Ran>;
  json(words: readonly string[]): Promise<unknown>;
  program: RunningProcess;
};

const afternoon = '2026-11-24T13:00:00+08:00';

async function startBot(clock: { BOT_NOW?: string } = { BOT_NOW: afternoon }): Promise<Bot> {
  const settings = { DATA_DIR: tempFolder(), WEB_GROUP: 'demo,hr', ...clock };
  const program = await startProcess(settings);
  onTestFinished(async () => void (await program.end('SIGTERM')));
  const run = (words: readonly string[]): Promise<Ran> => runCommand(words, { settings });
  return {
    run,
    program,
    async json(words) {
      const { code, stdout, stderr } = await run([...words, '--json']);
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    },
  };
}

describe('broadcast', () => {
  it('send reaches the groups of a running bot, members say 收到 without being answered, and show counts them', async () => {
    const { json, run, program } = await startBot();
    const words = ['broadcast', 'send', '--to', 'all', '--receipt', '核对人数', '周五前报名'];
    const { id, deliveries } = sentShape.parse(await json(words));
    expect(deliveries).toBe(2);

    const group = createWebClient(program.url);
    await group.until((entries) => entries.some(({ text }) => text === '周五前报名'));
    await group.post({ name: '王会长', text: '收到', clientId: '1' });
    await group.post({ name: '王会长', text: '好的收到', clientId: '2' });
    await group.post({ name: '李会长', text: 'OK', clientId: '3' });
    await group.post({ name: '李会长', text: '中午吃什么', clientId: '4' });
    const asked = await group.post({ name: '赵会长', text: '/收到', clientId: '5' });
    const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === asked));

    expect(entries.filter(({ bot }) => bot).map(({ text }) => text)).toEqual(['周五前报名', '已记下，谢谢！']);
    const shown = shownShape.parse(await json(['broadcast', 'show', id]));
    expect(shown.counts).toMatchObject({ sent: 2, pending: 0 });
    expect(shown.deliveries.map(({ acknowledged }) => acknowledged).toSorted()).toEqual([0, 3]);
    expect(JSON.stringify(shown)).not.toContain('王会长');
    const plain = await run(['broadcast', 'show', id]);
    expect(plain.stdout).not.toContain('王会长');
    const named = await run(['broadcast', 'show', id, '--receipts']);
    expect(named.stdout).toMatch(/3 人确认收到\n.*王会长（.+）\n.*李会长（.+）\n.*赵会长（.+）/u);
  });

  it('lists what waits to be posted by hand, and marks it once', async () => {
    // A clock of its own would begin anew with every command, and what one planned would not be due for the next.
    const { json, run } = await startBot({});
    const added = await run(['groups', 'add', '餐饮会员群', '--tag', '餐饮', '市直']);
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('已登记 餐饮会员群') });
    expect(await run(['groups', 'add', '餐饮会员群'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('已经登记过'),
    });
    expect((await run(['groups', 'add', '  '])).code).toBe(2);
    await json(['broadcast', 'send', '--to', 'tag:餐饮', '周五前报名']);

    const { waiting, broadcasts } = listShape.parse(await json(['broadcast', 'list']));
    expect(waiting).toMatchObject([{ group: '餐饮会员群', text: '周五前报名', link: null }]);
    expect(broadcasts).toMatchObject([{ text: '周五前报名', segment: 'tag:餐饮' }]);
    const deliveryId = waiting[0]?.deliveryId ?? '';
    expect((await run(['broadcast', 'list'])).stdout).toMatch(
      new RegExp(`等待手工发布 1 条[^]*${deliveryId}[^]*周五前报名`, 'u'),
    );

    expect(await run(['broadcast', 'resolve', deliveryId, 'sent'])).toMatchObject({
      code: 0,
      stdout: '已标记为送达。\n',
    });
    expect(await run(['broadcast', 'resolve', deliveryId, 'sent'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^[^\n]+。\n$/u),
    });
    expect(listShape.parse(await json(['broadcast', 'list'])).waiting).toEqual([]);
  });

  it('send --file reaches a web group to be saved there, waits for who posts it, and file writes it out', async () => {
    const { json, run, program } = await startBot();
    const folder = tempFolder();
    const sheet = join(folder, '会费明细 1.csv');
    writeFileSync(sheet, '编号,名称\n1,一\n');
    await json(['groups', 'add', '餐饮会员群']);
    // Due from the first moment of every command: the clock of each begins anew.
    const now = ['--at', afternoon];
    const { id } = sentShape.parse(await json(['broadcast', 'send', '--to', 'all', ...now, '--file', sheet]));

    const group = createWebClient(program.url);
    const isThere = ({ text, bot }: { text: string; bot: boolean }): boolean => bot && text === '';
    const shown = (await group.until((entries) => entries.some(isThere))).find(isThere);
    const saved = await fetch(`${program.url}/api/groups/demo/files/${shown?.id ?? 0}`);
    expect(await saved.text()).toBe('编号,名称\n1,一\n');

    const [waiting] = listShape.parse(await json(['broadcast', 'list'])).waiting;
    expect(waiting).toMatchObject({ text: '', file: { name: '会费明细 1.csv', size: 20 } });
    const out = tempFolder();
    await json(['broadcast', 'file', waiting?.deliveryId ?? '', '-o', out]);
    expect(readFileSync(join(out, '会费明细 1.csv'))).toEqual(readFileSync(sheet));
    expect((await run(['broadcast', 'show', id])).stdout).toContain('附件：会费明细 1.csv（20 字节）');

    const [nothing, wrong] = [
      await run(['broadcast', 'send', '--to', 'all']),
      await run(['broadcast', 'send', '--to', 'all', '--file', folder]),
    ];
    expect([nothing.code, nothing.stderr.trim()]).toEqual([2, '请写要发的内容，或用 --file 带一个文件。']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('不是文件')]);
  });

  it('cancel gives a file up that nobody got, and the running bot removes it', async () => {
    const settings = { DATA_DIR: tempFolder() };
    const sheet = join(tempFolder(), '发错.txt');
    writeFileSync(sheet, '一');
    const qingyu = (...words: string[]): Promise<Ran> => runCommand(words, { settings });
    const sent = await qingyu(
      'broadcast',
      'send',
      '--to',
      'all',
      '--at',
      '2099-01-01 09:00',
      '--file',
      sheet,
      '--json',
    );
    const { id } = sentShape.parse(JSON.parse(sent.stdout));
    await qingyu('broadcast', 'cancel', id);

    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGTERM')));

    const out = tempFolder();
    await expect.poll(async () => (await qingyu('broadcast', 'file', id, '-o', out)).stderr).toContain('已过保存期');
  });

  it('send --dry-run shows who would read what, and plans nothing', async () => {
    const { json, run } = await startBot();
    const words = ['broadcast', 'send', '--to', 'all', '--dry-run', '{群名}：{日期}见'];

    const { code, stdout } = await run(words);
    const shown = await json(words);
    const refused = await run(['broadcast', 'send', '--to', 'all', '{称呼}好']);

    expect([code, stdout]).toEqual([0, expect.stringContaining('会发到 2 个群')]);
    expect(stdout).toContain('清语体验群：2026年11月24日见\n');
    expect(shown).toMatchObject({ groups: [{ messages: 1 }, { messages: 1 }], skipped: [] });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^[^\n]*\{称呼\}[^\n]*。\n$/u) });
    expect(listShape.parse(await json(['broadcast', 'list'])).broadcasts).toEqual([]);
  });

  it('send --cron is planned when its time comes, list shows the next one, and cancel ends it', async () => {
    // The bot starts a moment before the full hour; the first time comes while it runs.
    const { json, run, program } = await startBot({ BOT_NOW: '2026-11-24T12:59:57+08:00' });
    const words = ['broadcast', 'send', '--to', 'all', '--cron', '0 13 * * *', '--days', 'workdays', '{星期}见'];
    const planned = seriesShape.parse(await json(words));

    await createWebClient(program.url).until((entries) => entries.some(({ text }) => text === '星期二见'));
    const { series, broadcasts } = seriesListShape.parse(await json(['broadcast', 'list']));
    const listed = await run(['broadcast', 'list']);
    const ended = await run(['broadcast', 'cancel', planned.id]);

    expect(planned).toMatchObject({ nextAt: '2026-11-24T05:00:00.000Z', note: expect.stringContaining('调休') });
    expect(series).toMatchObject([{ id: planned.id, nextAt: '2026-11-25T05:00:00.000Z' }]);
    expect(broadcasts).toMatchObject([{ seriesId: planned.id }]);
    expect(listed.stdout).toMatch(/2026-11-25 13:00 +0 13 \* \* \* +工作日/u);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('定期群发已结束') });
    expect(await run(['broadcast', 'send', '--to', 'all', '--days', 'workdays', '见'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--cron'),
    });
  });

  it('what waits for the morning comes as one message, what is urgent before it, and both are on record', async () => {
    const settings = { DATA_DIR: tempFolder(), WEB_GROUP: 'demo', BOT_NOW: '2026-11-24T07:00:00+08:00' };
    const run = (...words: string[]): Promise<Ran> => runCommand(words, { settings });
    for (const text of ['周五前报名', '明天停水']) await run('broadcast', 'send', '--to', 'all', text);
    const dry = await run('broadcast', 'send', '--to', 'all', '--dry-run', '再来一条');
    await run('broadcast', 'send', '--to', 'all', '--urgent', '台风红色预警', '今天停业');

    // Once within quiet hours, and once after them: however slow the machine is, it is the one or the other.
    const start = async (time: string): Promise<RunningProcess> => {
      const program = await startProcess({ ...settings, BOT_NOW: `2026-11-24T${time}:00+08:00` });
      onTestFinished(async () => void (await program.end('SIGTERM')));
      return program;
    };
    const early = await start('07:10');
    await createWebClient(early.url).until((all) => all.some(({ text }) => text === '今天停业'));
    await early.end('SIGTERM');
    const program = await start('07:31');
    const merged = '【一】周五前报名\n\n【二】明天停水';
    const entries = await createWebClient(program.url).until((all) => all.some(({ text }) => text === merged));

    expect(entries.map(({ text }) => text)).toEqual(['今天停业', merged]);
    expect(dry.stdout).toContain('那时是免打扰时段，要等到 2026-11-24 07:30 才发出。');
    expect(dry.stdout).toContain('和另外 2 条合成一条');
    const audited = await run('audit', 'list');
    expect(audited.stdout).toMatch(/命令行 +加急群发 .*台风红色预警/u);
    expect(await run('audit', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('操作记录完整，共 6 条'),
    });
    expect((await run('broadcast', 'list')).stdout).toMatch(/all（加急）/u);
  });

  it('skipped says which groups got nothing, and why', async () => {
    const { json, run } = await startBot();
    const { id } = sentShape.parse(
      await json(['broadcast', 'send', '--to', 'all', '--at', '2026-11-24 14:00', '开会改期']),
    );
    await run(['broadcast', 'cancel', id]);

    const told = await run(['broadcast', 'skipped']);

    expect(told.stdout).toContain(`2026-11-24 14:00 “开会改期”（${id}）：已取消\n  2 个群：清语体验群、网页群 hr\n`);
    expect(await json(['broadcast', 'skipped', '--days', '1'])).toMatchObject({
      skipped: [{ id, kind: 'broadcast', reason: '已取消', groups: [{}, {}] }],
    });
  });

  it('show tells of a series, and edit changes it from the next time on', async () => {
    const settings = { DATA_DIR: tempFolder(), WEB_GROUP: 'demo,hr', BOT_NOW: afternoon };
    const run = (...words: string[]): Promise<Ran> => runCommand(['broadcast', ...words], { settings });
    const words = ['--to', 'all', '--cron', '0 9 * * 1', '--window', '3', '--receipt', '点名', '--receipt-within', '6'];
    const { id } = seriesShape.parse(JSON.parse((await run('send', ...words, '周一见', '--json')).stdout));

    const before = await run('show', id);
    const edited = await run('edit', id, '周三见', '--cron', '0 10 * * 3', '--days', 'workdays', '--no-receipt');
    const after: unknown = JSON.parse((await run('show', id, '--json')).stdout);

    expect(before.stdout).toContain('安排：每周一 09:00');
    expect(before.stdout).toContain('确认收到：点名，6 小时内');
    expect(edited).toMatchObject({ code: 0, stdout: expect.stringContaining('从 2026-11-25 10:00 那一次起算') });
    expect(after).toMatchObject({ kind: 'series', text: '周三见', windowHours: 3, receipt: null, changedBy: '命令行' });
    for (const [wrong, sentence] of [
      [[id], '请写新的内容'],
      [[id, '--window', '半天'], '--window 应写成整数小时'],
      [[id, '--waiting', '--to', 'all'], '只能改内容'],
      [['none', '见'], '没有编号为 none'],
    ] as const)
      expect((await run('edit', ...wrong)).stderr).toMatch(new RegExp(`^[^\n]*${sentence}[^\n]*\n$`, 'u'));
  });

  it('list shows as many as asked for, and says that there are more', async () => {
    const settings = { DATA_DIR: tempFolder(), BOT_NOW: afternoon };
    const run = (...words: string[]): Promise<Ran> => runCommand(['broadcast', ...words], { settings });
    for (const text of ['一', '二']) await run('send', '--to', 'all', text);

    const [one, two] = [await run('list', '--limit', '1'), await run('list', '--limit', '2')];

    expect(one.stdout).toContain('只列出最近 1 次');
    expect(two.stdout).not.toContain('只列出');
    expect(listShape.parse(JSON.parse((await run('list', '--limit', '1', '--json')).stdout)).broadcasts).toHaveLength(
      1,
    );
    expect(await run('list', '--limit', '0')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--limit 应为'),
    });
  });

  it('cancel stops what is to come', async () => {
    const { json, run } = await startBot();
    const { id } = sentShape.parse(
      await json(['broadcast', 'send', '--to', 'all', '--at', '2026-11-25 09:00', '明天见']),
    );

    expect(await run(['broadcast', 'cancel', id])).toMatchObject({
      code: 0,
      stdout: '已取消：2 个群不会再收到，0 个群此前已经收到。\n',
    });
    expect((await run(['broadcast', 'cancel', id])).code).toBe(1);
    expect(shownShape.parse(await json(['broadcast', 'show', id])).deliveries).toMatchObject([
      { state: 'skipped', reason: '已取消' },
      { state: 'skipped', reason: '已取消' },
    ]);
  });

  it.each([
    [['send', '--to', 'tag:无', 'x'], 1, '没有群带标签 “无”'],
    [['send', '--to', '大家', 'x'], 1, '看不懂范围 “大家”'],
    [['send', '--to', 'all', '--at', '明天', 'x'], 2, '--at 应写成 YYYY-MM-DD HH:MM'],
    [['send', '--to', 'all', '--at', '2026-11-24 12:00', 'x'], 1, '发送时间 2026-11-24 12:00 已经过去了'],
    [['send', '--to', 'all', '--receipt-until', '2026-11-26 12:00', 'x'], 2, '要和 --receipt 一起用'],
    [['send', 'x'], 2, '必须写上选项'],
    [['send', '--to', 'all', ' '], 1, '群发的内容不能为空'],
    [['show', 'none'], 1, '没有编号为 none 的群发'],
    [['resolve', 'none', 'sent'], 1, '没有编号为 none 的投递'],
    [['resolve', 'none', 'maybe'], 2, '请写 sent（已送达）或 resend（重发）'],
  ] as const)('%j is one sentence', async (words, code, sentence) => {
    const settings = { DATA_DIR: tempFolder(), BOT_NOW: afternoon };

    const ran = await runCommand(['broadcast', ...words], { settings });

    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(ran.stderr).toMatch(/^[^\n]+\n$/u);
  });
});
