import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FeishuEmulator, startFeishuEmulator } from '../support/feishu-emulator.ts';
import { buttonsOf, seen } from '../support/feishu-emulator-state.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const chat = 'oc_group';
const wang = { openId: 'ou_wang', name: '王会长' };

describe('a bot in a group of 飞书', () => {
  it('answers a question, and after a kill what it had not answered, once', async () => {
    const { feishu, words, bot, start } = await open();
    const asked = feishu.people.say({ chat, from: wang, text: '@清语助手 长沙接待日收集了多少条意见建议？' });
    await feishu.until(() => words().length === 1);
    await bot.end('SIGKILL');
    for (let place = 0; place < 3; place += 1) feishu.people.say({ chat, from: wang, text: `@清语助手 你好 ${place}` });
    await start();
    await feishu.until(() => words().length >= 4);

    expect(words()[0]).toContain('@王会长');
    expect(words()[0]).toContain('237');
    expect(feishu.shown(chat)[0]?.parent).toBe(asked);
    expect(new Set(feishu.shown(chat).map(({ parent }) => parent)).size).toBe(words().length);
  });

  it('sends a broadcast once, over a kill in the middle of it, and takes the 收到 under it', async () => {
    const { feishu, words, bot, start, settings } = await open();
    feishu.people.place(chat, 'added');
    const group = await until(async () => {
      const { groups } = await json(['groups', 'list', '--json'], settings);
      return groups.find(({ channel }: { channel: string }) => channel === 'feishu') ?? null;
    });
    await runCommand(['groups', 'enroll', group.id], { settings });
    // It is shown, and the program is killed before it hears of it.
    feishu.faults.add('send', { kind: 'lost' });
    const order = ['broadcast', 'send', '--json', '--to', `group:${group.id}`, '--receipt', '核对', '周五前报名'];
    const { id } = await json(order, settings);
    await feishu.until(() => words().length === 1);
    await bot.end('SIGKILL');
    const again = await start();
    const show = () => json(['broadcast', 'show', id, '--json'], settings);
    await until(async () => (await show()).counts.sent === 1);
    const [message] = feishu.shown(chat);
    const answer = await feishu.people.press({ message: message?.id ?? '', from: wang, place: 0 });

    expect(group.title).toBe('长沙市餐饮行业协会');
    expect(words()).toHaveLength(1);
    expect(message && buttonsOf(message).map(({ label }) => label)).toEqual(['收到']);
    expect(answer?.toast?.content).toContain('已记下');
    expect((await show()).deliveries[0].acknowledged).toBe(1);
    expect(`${bot.output()}${again.output()}`).not.toContain(settings['FEISHU_APP_SECRET']);
  });

  it('says in doctor what is missing, and stops when it is told', async () => {
    const { feishu, settings, bot } = await open();
    feishu.state.scopes.delete('im:resource');
    await until(async () => (await fetch(`${bot.url}/readyz`)).status === 200);

    const { parts } = await json(['doctor', '--json'], settings);
    const said = JSON.stringify(parts.filter(({ name }: { name: string }) => name === 'feishu'));

    expect(said).toContain('清语助手');
    expect(said).toContain('im:resource');
    expect(said).toContain('使用长连接');
    expect(said).not.toContain(settings['FEISHU_APP_SECRET']);
    expect(feishu.line.opened()).toBe(1);
    expect((await bot.end('SIGTERM')).code).toBe(0);
  });
});

type Settings = Record<string, string>;

/** A running bot of an app, in one group. */
async function open() {
  const app = { appId: `cli_${randomBytes(8).toString('hex')}`, appSecret: `geheim${randomBytes(8).toString('hex')}` };
  const feishu: FeishuEmulator = await startFeishuEmulator({ app });
  onTestFinished(() => feishu.close());
  feishu.addChat({ id: chat, kind: 'group', name: '长沙市餐饮行业协会', members: [wang] });
  const settings: Settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    FEISHU_APP_ID: app.appId,
    FEISHU_APP_SECRET: app.appSecret,
    FEISHU_DOMAIN: feishu.url,
  };
  const start = async (): Promise<RunningProcess> => {
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  const words = (): string[] => feishu.shown(chat).map((message) => seen(feishu.state, message));
  return { feishu, settings, words, start, bot: await start() };
}

async function json(words: readonly string[], settings: Settings) {
  const { stdout } = await runCommand(words, { settings });
  return JSON.parse(stdout);
}

/** Asks until there is an answer that is neither null nor false. */
async function until<T>(ask: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await setTimeout(50);
  }
}
