import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { removeFile, writeFiles } from '../support/folder-files.ts';
import { cleanEnvironment, runCommand } from '../support/run-command.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient, type WebClient } from '../support/web-client.ts';

let settings: Record<string, string>;

beforeEach(() => {
  settings = { DATA_DIR: join(tempFolder(), 'data') };
});

describe('beside a running server', () => {
  it('what another process ingests is answered from without a restart', async () => {
    const { url } = await start();
    const group = createWebClient(url);
    const docs = writeFiles({ 'fees.md': '# 星城协会会费办法\n\n星城协会的会费标准为每年318元，每季度公示一次。' });
    expect(await ask(group, '星城协会的会费标准是多少元？')).toContain('没有找到');

    const { code } = await runCommand(['ingest', docs], { settings });
    let reply = '';
    while (!reply.includes('318')) reply = await ask(group, '星城协会的会费标准是多少元？');

    expect(code).toBe(0);
  });

  it('a file that comes to the knowledge folder is answered from, and one that goes is not', async () => {
    const knowledge = writeFiles({ 'experience/a.md': '# 星城协会\n\n星城协会的秘书长由理事会聘任，任期五年。' });
    const { url } = await start({ KNOWLEDGE_DIR: knowledge });
    const group = createWebClient(url);

    writeFiles({ 'experience/fees.md': '# 星城协会会费办法\n\n星城协会的会费标准为每年318元。' }, knowledge);
    await expect
      .poll(() => ask(group, '星城协会的会费标准是多少元？'), { timeout: 15_000, interval: 500 })
      .toContain('318');
    removeFile(knowledge, 'experience/fees.md');

    await expect
      .poll(() => ask(group, '星城协会的会费标准是多少元？'), { timeout: 15_000, interval: 500 })
      .not.toContain('318');
  });

  it('an answer of staff reaches the group that asked, once', async () => {
    const { url } = await start();
    const group = createWebClient(url);
    await ask(group, '火星上的协会有几家？');
    const { stdout } = await runCommand(['unanswered', 'list', '--json'], { settings });
    const [, id = ''] = /"id": "([^"]+)"/.exec(stdout) ?? [];

    await runCommand(['unanswered', 'answer', id, '火星上没有协会。'], { settings });
    const again = await runCommand(['unanswered', 'answer', id, '火星上没有协会。'], { settings });
    await group.until((entries) => entries.some(({ text }) => text.includes('火星上没有协会。')));
    await ask(group, '谢谢');

    expect(again.code).toBe(1);
    const entries = await group.history();
    expect(entries.filter(({ text }) => text.includes('火星上没有协会。'))).toHaveLength(1);
  });

  it('the message of the day can be sent by hand, to each group once', async () => {
    const now = { BOT_NOW: '2026-11-24T15:00:00+08:00' };
    const { url } = await start(now);
    const group = createWebClient(url);

    const sent = [
      await runCommand(['daily', 'send', '--json'], { settings: { ...settings, ...now } }),
      await runCommand(['daily', 'send', '--json'], { settings: { ...settings, ...now } }),
    ];
    await group.until((entries) => entries.some(({ text }) => text.startsWith('【清廉文化每日寄语】')));
    await ask(group, '谢谢');

    expect(sent.map(({ stdout }) => /"deliveries": (\d)/.exec(stdout)?.[1])).toEqual(['1', '0']);
    const entries = await group.history();
    expect(entries.filter(({ text }) => text.startsWith('【清廉文化每日寄语】'))).toHaveLength(1);
  });

  it('a terminal in the same group sees what is said there and is answered once', async () => {
    const { url } = await start();
    const group = createWebClient(url);
    const child = spawn(process.execPath, ['dist/main.js', 'chat', '--as', '周宁'], {
      env: cleanEnvironment(settings),
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    await expect.poll(() => lines.length).toBe(1);

    await group.post({ name: '李四', text: '大家好', clientId: 'x' });
    await expect.poll(() => lines).toContain('李四：大家好');
    child.stdin.write('你好\n');
    await expect.poll(() => lines.at(-1)).toMatch(/^清语：您好/);
    child.stdin.end();

    const entries = await group.until((all) => all.length >= 3);
    expect(entries.map(({ name }) => name)).toEqual(['李四', '周宁', '清语']);
  });
});

describe('a talk through a pipe', () => {
  it('is answered line by line, in order, and ends with the input', async () => {
    const input = '你好\n\n长沙接待日收集了多少条意见建议？\n那解决了多少？\n谢谢\n';

    const { code, stdout, stderr } = await runCommand(['chat', '--as', '周宁'], { settings, input });

    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').filter((line) => line.startsWith('清语：'));
    expect(lines).toEqual([
      expect.stringContaining('您好'),
      expect.stringContaining('237'),
      expect.stringContaining('59'),
      expect.stringContaining('不客气'),
    ]);
  });

  it('ends at the word for it, whatever follows', async () => {
    const { code, stdout } = await runCommand(['chat'], { settings, input: '你好\n/退出\n谢谢\n' });

    expect(code).toBe(0);
    expect(stdout).not.toContain('不客气');
  });

  it('without a line says only where one is', async () => {
    const { code, stdout } = await runCommand(['chat'], { settings, input: '' });

    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('goes on after a line that is too long, which is told', async () => {
    const { code, stdout, stderr } = await runCommand(['chat'], { settings, input: `${'长'.repeat(4_001)}\n你好\n` });

    expect(code).toBe(0);
    expect(stderr).toContain('最多 4000 个字');
    expect(stdout).toContain('清语：您好');
  });

  it('with a group that is off or not there says so', async () => {
    const off = await runCommand(['chat'], { settings: { ...settings, WEB_GROUP: 'off' } });
    const nowhere = await runCommand(['chat', '--group', 'nowhere'], { settings });

    expect(off).toMatchObject({ code: 2, stderr: expect.stringContaining('WEB_GROUP=off') });
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('没有这个群') });
  });

  it('on new data makes the group one that gets the message of the day', async () => {
    await runCommand(['chat'], { settings, input: '你好\n' });

    const { stdout } = await runCommand(['groups', 'list', '--json'], { settings });

    expect(JSON.parse(stdout)).toMatchObject({ groups: [{ channel: 'web', enrolled: true }] });
  });
});

async function start(more: Record<string, string> = {}): Promise<RunningProcess> {
  settings = { ...settings, ...more };
  const program = await startProcess(settings);
  onTestFinished(async () => {
    await program.end('SIGKILL');
  });
  return program;
}

let asked = 0;

/** The reply to a question; every one comes from another member, so that nobody asks too much. */
async function ask(group: WebClient, text: string): Promise<string> {
  asked += 1;
  const id = await group.post({ name: `会员${asked}`, text: `@清语 ${text}`, clientId: `ask-${asked}` });
  const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === id));
  return entries.find(({ replyTo }) => replyTo === id)?.text ?? '';
}
