import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outbound } from '../../../../src/ports/channel.ts';
import { soon } from '../../../contract/channel/bench.ts';
import { createNotingLog } from '../../../support/noting-log.ts';
import { openWechatBench, type WechatBench } from '../../../support/wechat-bench.ts';
import { buildWechat } from '../../../support/wechat-programs.ts';
import { botId, type Heard, roomId } from '../../../support/wechat-puppet-wire.ts';

// Two processes of Node that load WeChat's libraries.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 });

const programs = await buildWechat();
const bench = await openWechatBench(programs, { server: { botAlias: '清语 值班员' } });
afterAll(() => bench.close());

const group = { channel: 'wechat', kind: 'group', platformId: roomId } as const;
let last = 0;

function heard(text: string, changes: Partial<Heard> = {}): Heard {
  last += 1;
  return { id: `m${last}`, from: '张三', text, ...changes };
}

function words(text: string, changes: Partial<Outbound> = {}): Outbound {
  return { to: group, body: { kind: 'text', text }, replyTo: null, receiptOf: null, idempotencyKey: 'a', ...changes };
}

beforeEach(async () => {
  await bench.puppet.tell({ kind: 'up' });
  await bench.puppet.tell({ kind: 'login' });
  await bench.untilState('up');
  await bench.forget();
});

describe('what comes in from WeChat', () => {
  it.each(['@清语 值班员\u2005会费怎么交', '@小秘 会费怎么交', '@清语 会费怎么交'])(
    'is a mention without a list of the mentioned: %j',
    async (text) => {
      await bench.hear(heard(text));

      expect(bench.accepted[0]).toMatchObject({ addressed: 'mention', text: '会费怎么交', rawText: text });
    },
  );

  it('is a mention by the list, whatever name stands there', async () => {
    await bench.hear(heard('@助手\u2005会费怎么交', { mentionIds: [botId] }));

    expect(bench.accepted[0]).toMatchObject({ addressed: 'mention', text: '会费怎么交' });
  });

  it('is not for the bot when everybody is meant', async () => {
    await bench.hear(heard('@所有人\u2005明天开会', { mentionIds: [botId, 'wx-张三'] }));

    expect(bench.accepted[0]).toMatchObject({ addressed: 'none', mentionsAll: true });
  });

  it('shows what is quoted apart, and a quote of the bot turns to it', async () => {
    const text = (author: string): string => `「${author}：会费每年几次？」\n- - - - - - - - - - - - - - -\n那何时交`;
    await bench.hear(heard(text('李四')));
    await bench.hear(heard(text('小秘')));

    const [of, ofBot] = bench.accepted;
    expect(of).toMatchObject({ addressed: 'none', text: '那何时交', quoted: { text: '会费每年几次？' } });
    expect(of?.rawText).toBe(text('李四'));
    expect(ofBot).toMatchObject({ addressed: 'reply', text: '那何时交' });
  });

  it('has the name of the room and of the member in it', async () => {
    await bench.puppet.tell({ kind: 'contact', name: '王五', alias: '王五 副会长' });
    await bench.hear(heard('早', { from: '王五' }));

    expect(bench.accepted[0]).toMatchObject({
      conversation: { ...group, title: '会员工作群' },
      sender: { platformId: 'wx-王五', name: '王五 副会长', bot: false },
    });
  });

  it('is from a bot when an official account writes, and nothing when the bot itself does', async () => {
    await bench.puppet.tell({ kind: 'contact', name: '税务公众号', official: true });
    await bench.puppet.tell({ kind: 'receive', heard: heard('我说的', { from: botId }), times: 1 });
    await bench.hear(heard('推送', { from: '税务公众号', direct: true }));

    expect(bench.accepted.map(({ sender, text }) => [sender.bot, text])).toEqual([[true, '推送']]);
  });

  it('has the same key when the gateway hands it over twice', async () => {
    await bench.puppet.tell({ kind: 'receive', heard: heard('早'), times: 2 });
    await bench.until(() => bench.accepted.length === 2);

    expect(new Set(bench.accepted.map(({ key }) => key)).size).toBe(1);
  });

  it('brings files of a group and pictures with their content', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await bench.hear(heard('', { file: { name: '通知 终稿.docx', bytes } }));
    await bench.hear(heard('', { file: { name: 'a.png', bytes: bytes.subarray(0, 9), image: true }, direct: true }));

    const [file, picture] = bench.accepted;
    expect(file?.attachments).toMatchObject([{ kind: 'file', name: '通知 终稿.docx', size: 300_000 }]);
    expect(Buffer.from(file?.contents[0] ?? []).equals(Buffer.from(bytes))).toBe(true);
    expect(picture?.attachments).toMatchObject([{ kind: 'image', mime: 'image/png', size: 9 }]);
  });

  it('goes on after a message that cannot be read', async () => {
    await bench.puppet.tell({ kind: 'ghost' });
    await bench.hear(heard('还在'));

    expect(bench.accepted.map(({ text }) => text)).toEqual(['还在']);
    expect(bench.channel.health().state).toBe('up');
  });

  it('waits in order for a store that fails, and the health says so meanwhile', async () => {
    bench.failStore(new Error('disk full'));
    for (const text of ['一', '二', '三']) {
      await bench.puppet.tell({ kind: 'receive', heard: heard(text), times: 1 });
    }
    await bench.untilState('degraded');
    expect(bench.channel.health().detail).toContain('暂时存不进去');

    bench.failStore(null);
    await bench.until(() => bench.accepted.length === 3);
    await bench.untilState('up');

    expect(bench.accepted.map(({ text }) => text)).toEqual(['一', '二', '三']);
  });

  it('notes when the bot joins a room, leaves it, and when a room is renamed', async () => {
    await bench.hear(heard('早'));
    await bench.puppet.tell({ kind: 'room', change: 'join' });
    await bench.until(() => bench.changes.length === 1);
    await bench.puppet.tell({ kind: 'room', change: 'leave' });
    await bench.until(() => bench.changes.length === 2);
    await bench.puppet.tell({ kind: 'room', change: 'topic', topic: '新群名' });
    await bench.until(() => bench.changes.length === 3);

    expect(bench.changes).toEqual([
      { kind: 'joined', conversation: { ...group, title: '会员工作群' } },
      { kind: 'left', conversation: group },
      { kind: 'joined', conversation: { ...group, title: '新群名' } },
    ]);
  });
});

describe('what goes out to WeChat', () => {
  it('mentions the asker in a group, by the name there', async () => {
    await bench.puppet.tell({ kind: 'contact', name: '赵六', alias: '赵六 秘书长' });
    const replyTo = { messageId: 1, replyRef: null, sender: { platformId: 'wx-赵六', name: '赵六' } };

    await bench.channel.send(words('您好', { replyTo }), soon());

    expect(await bench.puppet.said()).toEqual([
      { to: roomId, text: '@赵六 秘书长\u2005您好', mentionIds: ['wx-赵六'] },
    ]);
  });

  it('is sent without an id where the gateway gives none', async () => {
    await bench.puppet.tell({ kind: 'fault', fault: { kind: 'no-id' } });

    expect(await bench.channel.send(words('早'), soon())).toEqual({ platformMessageId: null });
    expect(await bench.channel.send(words('好'), soon())).toEqual({ platformMessageId: expect.stringMatching(/./) });
  });

  it('may have arrived when there is no answer in time', async () => {
    await bench.puppet.tell({ kind: 'fault', fault: { kind: 'hang' } });

    const sending = bench.channel.send(words('早'), AbortSignal.timeout(300));

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'unknown_outcome' } });
  });

  it('is refused before any call when a file is larger than the platform takes', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024 + 1);
    const body = { kind: 'file', name: '年鉴.pdf', mime: 'application/pdf', bytes, caption: '' } as const;

    const sending = bench.channel.send(words('', { body }), soon());

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'too_long' } });
    expect(await bench.puppet.said()).toEqual([]);
  });

  it('is two messages when a file comes with words', async () => {
    const bytes = new TextEncoder().encode('名单');
    const body = { kind: 'file', name: '名单.txt', mime: 'text/plain', bytes, caption: '请查收' } as const;

    await bench.channel.send(words('', { body }), soon());

    expect(await bench.puppet.said()).toMatchObject([{ file: '名单.txt' }, { text: '请查收' }]);
  });

  it('says nothing of what the gateway said of itself', async () => {
    const text = `some failure\n    at /home/gateway/secret.js:1:1`;
    await bench.puppet.tell({ kind: 'fault', fault: { kind: 'throw', text, shown: false } });

    const error: unknown = await bench.channel.send(words('早'), soon()).catch((thrown: unknown) => thrown);

    expect(JSON.stringify([String(error), error instanceof Error && String(error.cause)])).not.toContain('secret.js');
  });
});

describe('the connection to WeChat', () => {
  it('keeps the caches of the libraries in its own folder', () => {
    expect(readdirSync(bench.stateDir)).toContain('.wechaty');
    expect(existsSync(`${bench.stateDir}/.wechaty/wechaty-puppet-service/${bench.puppet.token}`)).toBe(true);
  });

  it('is replaced within seconds of the gateway being back, and messages flow again', async () => {
    await bench.puppet.tell({ kind: 'down' });
    await bench.untilState('degraded');
    expect(bench.channel.canSend()).toBe(false);
    await expect(bench.channel.send(words('早'), soon())).rejects.toMatchObject({ failure: { kind: 'transient' } });

    await bench.puppet.tell({ kind: 'up' });
    await bench.untilState('up');
    await bench.hear(heard('@小秘 又来了'));
    await bench.channel.send(words('又好了'), soon());

    expect(bench.accepted.map(({ text }) => text)).toEqual(['又来了']);
    expect(await bench.puppet.said()).toMatchObject([{ text: '又好了' }]);
  });

  it('is replaced after a logout, and is up when somebody has logged in again', async () => {
    await bench.puppet.tell({ kind: 'waitForScan' });
    await bench.puppet.tell({ kind: 'logout' });
    await bench.untilState('degraded');
    expect(bench.channel.canSend()).toBe(false);

    await bench.puppet.tell({ kind: 'login' });
    await bench.untilState('up');

    expect(bench.channel.health()).toEqual({ state: 'up', detail: '已登录', account: '小秘' });
  });

  it('says what to do about a token that is refused, and about one without the name of a certificate', async () => {
    const server = { tls: true, token: 'insecure_right' };
    const refused = await openWechatBench(programs, { server, tls: true, token: 'insecure_wrong' });
    const nameless = await openWechatBench(programs, { gateway: refused.puppet, tls: true, token: 'wrong' });
    const taken = await openWechatBench(programs, { gateway: refused.puppet, tls: true });

    await Promise.all([refused.untilState('down'), nameless.untilState('down'), taken.untilState('up')]);

    expect(refused.channel.health().detail).toContain('不认这个令牌');
    expect(nameless.channel.health().detail).toContain('前缀');
    await closeAll(taken, nameless, refused);
  });

  it('needs no name of a certificate in the token when there is no TLS', async () => {
    const plain = await openWechatBench(programs, { server: { token: 'plain-token' } });

    await plain.untilState('up');

    expect(plain.channel.canSend()).toBe(true);
    await plain.close();
  });

  it('is tried again when its process ends by itself, and still stops', async () => {
    const nothing = { ...programs, gateway: new URL('nothing.js', programs.gateway) };
    const broken = await openWechatBench(nothing, { gateway: bench.puppet });
    const ends = (): number => broken.log.notes.filter(({ message }) => message.includes('ended by itself')).length;

    await broken.until(() => ends() === 2);

    expect(broken.channel.health().state).toBe('degraded');
    await broken.stop();
    expect(broken.channel.health().state).toBe('idle');
    await broken.close();
  });

  it('says so when the folder for its caches cannot be made', async () => {
    const walled = await openWechatBench(programs, { gateway: bench.puppet, stateDir: '/dev/null/wechat' });
    await walled.untilState('down');

    expect(walled.channel.health().detail).toContain('DATA_DIR');
    await walled.stop();
    await walled.close();
  });

  it('says what to install when the packages are not there', async () => {
    const bare = await openWechatBench(programs, { gateway: bench.puppet, puppet: 'wechaty-puppet-nowhere' });
    await bare.untilState('down');

    expect(bare.channel.health().detail).toBe(
      '微信渠道要用的 wechaty-puppet-nowhere 没有安装，请运行 npm ci（不带 --omit=optional）后重新启动。',
    );
    expect(await bare.channel.inspect(soon())).toContainEqual(
      expect.objectContaining({ state: 'fail', detail: '微信所需的程序包没有安装。' }),
    );
    await bare.close();
  });

  it('is inspected without being made', async () => {
    const wrong = { gateway: bench.puppet, endpoint: '127.0.0.1:1', tls: true, token: 'plain-token' };
    const idle = await openWechatBench(programs, { ...wrong, log: createNotingLog() });

    const findings = await idle.channel.inspect(soon());

    expect(findings.map(({ state }) => state)).toEqual(['ok', 'fail', 'fail', 'ok', 'warn']);
    expect(findings[1]?.action).toContain('insecure_');
    expect(findings[2]?.detail).toContain('ECONNREFUSED');
    await idle.close();
  });
});

async function closeAll(...benches: readonly WechatBench[]): Promise<void> {
  for (const open of benches) await open.close();
}
