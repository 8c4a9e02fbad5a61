import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { buildWechat, type WechatPrograms } from '../support/wechat-programs.ts';
import { roomId } from '../support/wechat-puppet-wire.ts';
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

  it('takes a file that a secretary sends in private, and sends it to the group with the order, over a kill', async () => {
    const { gateway, puppet, settings, start, bot } = await open();
    await gateway.say('@清语 你好');
    await gateway.heard(1);
    const { groups } = await json(['groups', 'list', '--json'], settings);
    const group = groups.find(({ channel }: { channel: string }) => channel === 'wechat');
    await runCommand(['groups', 'enroll', group.id], { settings });
    await runCommand(['users', 'add', '周秘书', '--role', 'secretary'], { settings });
    const { code } = await json(['users', 'code', '周秘书', '--json'], settings);
    const bytes = new TextEncoder().encode('%PDF-1.7 通知');

    await gateway.tell(`/绑定 ${code}`);
    await gateway.told('已绑定账号');
    await gateway.tell('', { name: '通知.pdf', bytes });
    await gateway.told('收到附件 通知.pdf');
    await bot.end('SIGKILL');
    await start();
    await gateway.connected();
    await gateway.tell(`/群发 #${group.title} 请看附件`);
    await gateway.told('附件：通知.pdf（15 字节）');
    await gateway.tell('确认');
    await gateway.told('已安排发往 1 个群');

    const toGroup = async () => (await puppet.said()).filter(({ to }) => to === roomId);
    await expect.poll(async () => (await toGroup()).length, { timeout: 60_000 }).toBe(3);
    const [, words, file] = await toGroup();
    expect(words).toMatchObject({ text: '请看附件' });
    expect(file).toMatchObject({ file: '通知.pdf' });
    expect(file !== undefined && 'bytes' in file && Buffer.from(file.bytes)).toEqual(Buffer.from(bytes));
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

async function json(command: readonly string[], settings: Settings) {
  return JSON.parse((await runCommand(command, { settings })).stdout);
}

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
    /** To the bot alone. */
    tell: (text: string, file?: { name: string; bytes: Uint8Array }) => {
      const heard = { id: `m${(said += 1)}`, from: '王会长', text, direct: true, ...(file && { file }) };
      return puppet.tell({ kind: 'receive', times: 1, heard });
    },
    /** Waits until the bot has said something that holds these words. */
    async told(words: string): Promise<void> {
      for (;;) {
        const texts = (await puppet.said()).flatMap((one) => ('text' in one ? [one.text] : []));
        if (texts.some((text) => text.includes(words))) return;
        await setTimeout(50);
      }
    },
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
