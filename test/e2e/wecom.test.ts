import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { groupId as idOfGroup } from '../../src/adapters/store/ids.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWecomEmulator, type WecomEmulator } from '../support/wecom-emulator.ts';

const groupId = 'wrGroup1';

it('answers in a WeCom group, and a broadcast with a 收到 button is shown once and acknowledged, over a kill', async () => {
  const { emulator, settings, start, bot } = await open();
  const shown = () => emulator.shown(groupId);
  const asked = emulator.text({
    chat: groupId,
    from: 'wanghuizhang',
    text: '@清语助手 长沙接待日收集了多少条意见建议？',
  });
  await until(() => shown().length === 1);
  expect(shown()[0]).toMatchObject({ answers: asked, text: expect.stringContaining('237') });

  const id = idOfGroup('wecom', groupId);
  const enrolled = await runCommand(['groups', 'enroll', id], { settings });
  expect(enrolled.stdout).not.toContain('还差一步');
  await bot.end('SIGKILL');
  const order = ['broadcast', 'send', '--to', `group:${id}`, '--receipt', '核对', '周五前报名', '--json'];
  const { id: broadcast } = await json(order, settings);
  await start();
  await until(() => shown().length === 2);
  const [, card] = shown();
  if (card === undefined) throw new Error('no card is shown');
  emulator.press(card, { from: 'lihuizhang', place: 0 });
  await until(() => card.views.has('lihuizhang'));

  expect(card.views.get('lihuizhang')).toMatchObject({ button_list: [{ text: '✓ 已收到' }] });
  expect(shown()).toHaveLength(2);
  const { deliveries } = await json(['broadcast', 'show', broadcast, '--json'], settings);
  expect(deliveries).toEqual([expect.objectContaining({ state: 'sent', acknowledged: 1 })]);
});

type Settings = Record<string, string>;

async function open(): Promise<{
  emulator: WecomEmulator;
  settings: Settings;
  bot: RunningProcess;
  start: () => Promise<RunningProcess>;
}> {
  const emulator = await startWecomEmulator();
  onTestFinished(() => emulator.close());
  emulator.addGroup(groupId);
  const settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    WECOM_BOT_ID: emulator.botId,
    WECOM_BOT_SECRET: emulator.secret,
    WECOM_WS_URL: emulator.url,
  };
  const start = async (): Promise<RunningProcess> => {
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  const bot = await start();
  await until(() => emulator.connected());
  return { emulator, settings, bot, start };
}

async function json(words: readonly string[], settings: Settings) {
  const { stdout } = await runCommand(words, { settings });
  return JSON.parse(stdout);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(20);
}
