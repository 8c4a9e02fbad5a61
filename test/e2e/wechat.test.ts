import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { buildWechat, type WechatPrograms } from '../support/wechat-programs.ts';
import { openWechatPuppet, type WechatPuppet } from '../support/wechat-puppet.ts';

let programs: WechatPrograms;

beforeAll(async () => {
  programs = await buildWechat();
});

describe('a bot in a WeChat group', () => {
  it('answers a question with its source, mentions the asker, and is silent otherwise', async () => {
    const { gateway } = await open();

    await gateway.say('中午吃什么');
    await gateway.say('@清语 长沙接待日收集了多少条意见建议？');

    expect(await gateway.heard(1)).toEqual([expect.stringMatching(/^@王会长[\s\S]*237[\s\S]*出处/u)]);
  });

  it('is there again after the gateway was away, and after it was killed itself', async () => {
    const { gateway, puppet, start, bot } = await open();
    await puppet.tell({ kind: 'down' });
    await puppet.tell({ kind: 'up' });
    await gateway.connected();
    await gateway.say('@清语 你好');
    await gateway.heard(1);

    await bot.end('SIGKILL');
    await start();
    await gateway.connected();
    await gateway.say('@清语 你好');

    expect(await gateway.heard(2)).toHaveLength(2);
  });

  it('keeps what wechaty writes within DATA_DIR, and stops', async () => {
    const { settings, bot, gateway } = await open();
    await gateway.say('@清语 你好');
    await gateway.heard(1);

    const { code } = await bot.end('SIGTERM');

    expect(code).toBe(0);
    expect(existsSync(join(settings.DATA_DIR, 'wechat'))).toBe(true);
  });
});

type Settings = Record<string, string> & { DATA_DIR: string };

/** A running bot with a logged-in account behind an emulated gateway. */
async function open() {
  const puppet = await openWechatPuppet(programs.server);
  onTestFinished(() => puppet.close());
  const settings: Settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    WECHATY_PUPPET_SERVICE_TOKEN: puppet.token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: puppet.endpoint,
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  };
  const start = async () => {
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  const bot = await start();
  const gateway = createGateway(puppet, settings);
  await gateway.connected();
  return { puppet, settings, start, bot, gateway };
}

function createGateway(puppet: WechatPuppet, settings: Settings) {
  let said = 0;
  return {
    say: (text: string) =>
      puppet.tell({ kind: 'receive', times: 1, heard: { id: `m${(said += 1)}`, from: '王会长', text } }),
    /** Waits until the bot has said so many things. */
    async heard(count: number): Promise<string[]> {
      for (;;) {
        const texts = (await puppet.said()).flatMap((one) => ('text' in one ? [one.text] : []));
        if (texts.length >= count) return texts;
        await setTimeout(50);
      }
    },
    /** Waits until doctor sees the account as connected. */
    async connected(): Promise<void> {
      for (;;) {
        const { stdout } = await runCommand(['doctor', '--json'], { settings });
        const { parts } = JSON.parse(stdout);
        if (parts.find(({ name }: { name: string }) => name === 'wechat')?.state === 'ok') return;
        await setTimeout(100);
      }
    },
  };
}
