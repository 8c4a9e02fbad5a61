import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientId, clientSecret, type DingtalkEmulator, startDingtalkEmulator } from '../support/dingtalk-emulator.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const groupId = 'cidChangsha/1+2==';
const wang = { staffId: 'manager42', nick: '王会长' };
const li = { staffId: 'manager43', nick: '李会长' };

describe('a robot in a group of DingTalk', () => {
  it('answers a question, sends a broadcast, and takes 收到 over a kill, each once', async () => {
    const { dingtalk, settings, bot, start, shown } = await open();
    dingtalk.say({ to: groupId, from: wang, text: '@清语 长沙接待日收集了多少条意见建议？' });
    await dingtalk.until(() => shown().length === 1);
    const [group] = (await json(['groups', 'list', '--json'], settings)).groups.filter(
      ({ channel }: { channel: string }) => channel === 'dingtalk',
    );
    expect(shown()[0]).toMatchObject({ via: 'reply', at: [wang.staffId], text: expect.stringContaining('237') });
    expect(group).toMatchObject({ title: '长沙市餐饮行业协会', enrolled: false });

    await runCommand(['groups', 'enroll', group.id], { settings });
    const words = ['--to', `group:${group.id}`, '--receipt', '核对人数', '周五前报名'];
    const { id } = await json(['broadcast', 'send', '--json', ...words], settings);
    await dingtalk.until(() => shown().length === 2);
    await bot.end('SIGKILL');
    dingtalk.say({ to: groupId, from: li, text: '@清语 你好' });
    dingtalk.say({ to: groupId, from: wang, text: '@清语 收到' });
    const again = await start();
    await until(async () => (await acknowledged(id, settings)) === 1);
    await dingtalk.until(() => shown().some(({ at }) => at.includes(li.staffId)));

    expect(shown()[1]).toMatchObject({ via: 'group', text: expect.stringContaining('周五前报名') });
    expect(shown().filter(({ text }) => text.includes('周五前报名'))).toHaveLength(1);
    expect(shown().filter(({ at }) => at.includes(li.staffId))).toHaveLength(1);
    dingtalk.app.scopes.clear();
    const { stdout } = await runCommand(['doctor', '--json'], { settings });
    expect(stdout).toMatch(/dingqingyu.*qyapi_robot_sendmsg/su);
    const { code } = await again.end('SIGTERM');
    expect([code, dingtalk.streams()]).toEqual([0, 0]);
    expect(`${stdout}${bot.output()}${again.output()}`).not.toMatch(/geheim|session=|王会长/u);
  });
});

type Settings = Record<string, string>;

/** A running bot with a robot in one group. */
async function open() {
  const dingtalk: DingtalkEmulator = await startDingtalkEmulator({ redeliverMs: 1_000 });
  onTestFinished(() => dingtalk.close());
  dingtalk.addGroup(groupId, '长沙市餐饮行业协会');
  const settings: Settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    DINGTALK_CLIENT_ID: clientId,
    DINGTALK_CLIENT_SECRET: clientSecret,
    DINGTALK_API_ROOT: dingtalk.url,
  };
  const start = async (): Promise<RunningProcess> => {
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  return { dingtalk, settings, start, bot: await start(), shown: () => dingtalk.shown(groupId) };
}

async function acknowledged(id: string, settings: Settings): Promise<number> {
  const { deliveries } = await json(['broadcast', 'show', id, '--json'], settings);
  return deliveries[0].acknowledged;
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
