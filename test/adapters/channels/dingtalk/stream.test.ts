import { describe, expect, it, onTestFinished } from 'vitest';
import { connected, groupId, openDingtalk, zhang } from '../../../support/dingtalk-bench.ts';
import { clientSecret } from '../../../support/dingtalk-emulator.ts';
import { errcode, refused } from '../../../support/dingtalk-emulator-faults.ts';
import { createDesk, run, until } from '../../../support/telegram-bench.ts';

const soonSilent = { idleMs: 200, graceMs: 1_000 };

describe('the stream of DingTalk', () => {
  it('answers a ping with what was in it', async () => {
    const { dingtalk } = await connected();

    dingtalk.ping('{"opaque":"42"}');
    await dingtalk.until(() => dingtalk.pongs.length > 0);

    expect(dingtalk.pongs).toEqual(['{"opaque":"42"}']);
  });

  it('comes again at once when the platform asks for it, and leaves no connection behind', async () => {
    const { dingtalk, channel, accepted, acknowledged } = await connected();

    dingtalk.disconnect();
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 还在吗' });
    await acknowledged();

    expect(accepted.map(({ text }) => text)).toEqual(['还在吗']);
    expect(channel.health().state).toBe('up');
    await dingtalk.until(() => dingtalk.streams() === 1);
  });

  it('comes again when it is cut, and takes what came meanwhile once', async () => {
    const { dingtalk, accepted, acknowledged, channel } = await connected();

    dingtalk.drop();
    await until(() => channel.health().state === 'degraded');
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好' });
    await acknowledged();

    expect(accepted.map(({ text }) => text)).toEqual(['你好']);
    expect(channel.health().state).toBe('up');
  });

  it('gives up a connection that is silent, and takes another', async () => {
    const { dingtalk, channel, accepted, acknowledged } = await connected({ timing: soonSilent });

    dingtalk.silence(true);
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好' });
    await until(() => channel.health().detail.includes('没有动静'));
    dingtalk.silence(false);
    await acknowledged();

    expect(accepted.map(({ text }) => text)).toEqual(['你好']);
  });

  it('stays where the other side answers, though nothing is said', async () => {
    const { dingtalk, channel } = await connected({ timing: soonSilent });
    const opened = () => dingtalk.calls.filter(({ path }) => path.includes('gateway')).length;

    await dingtalk.until(() => dingtalk.pings() > 4);

    expect([opened(), channel.health().state]).toEqual([1, 'up']);
  });

  it('acknowledges a message only after it is stored, and keeps their order', async () => {
    const bench = await connected();
    const { dingtalk, accepted, acknowledged } = bench;
    bench.failure = new Error('disk full');
    for (const text of ['一', '二', '三']) dingtalk.say({ to: groupId, from: zhang, text: `@清语 ${text}` });
    await until(() => bench.refusals === 3);
    expect([dingtalk.waiting(), bench.channel.health().state]).toEqual([3, 'degraded']);

    bench.failure = null;
    dingtalk.redeliver();
    await acknowledged();

    expect(accepted.map(({ text }) => text)).toEqual(['一', '二', '三']);
    expect(bench.channel.health().state).toBe('up');
  });

  it('holds up no other conversation while one is being stored, and keeps the order of that one', async () => {
    let store = (): void => {};
    const stored = new Promise<void>((resolve) => (store = resolve));
    const desk = createDesk();
    const { dingtalk, acknowledged } = await connected({
      options: {
        intake: {
          ...desk.intake,
          async accept(message, contents) {
            if (message.text === '一') await stored;
            return desk.intake.accept(message, contents);
          },
        },
      },
    });
    for (const text of ['一', '二']) dingtalk.say({ to: groupId, from: zhang, text: `@清语 ${text}` });
    dingtalk.say({ to: 'bot', from: zhang, text: '三' });
    await until(() => desk.accepted.length === 1);
    expect(dingtalk.waiting()).toBeGreaterThan(1);

    store();
    await acknowledged();

    expect(desk.accepted.map(({ text }) => text)).toEqual(['三', '一', '二']);
  });

  it('gives a message that comes twice one key', async () => {
    const { dingtalk, accepted, acknowledged } = await connected();
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好', id: 'msg/7==' });
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好', id: 'msg/7==' });
    await acknowledged();

    expect(accepted.map(({ key }) => key)).toEqual(Array(2).fill(`dingtalk/${groupId}/msg/7==`));
  });

  it('skips what it cannot read, and says so without the words', async () => {
    const { dingtalk, accepted, acknowledged, log } = await connected();
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 秘密', changes: { msgId: 7 } });
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好' });
    await acknowledged();

    expect(accepted.map(({ text }) => text)).toEqual(['你好']);
    expect(log.notes.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(JSON.stringify(log.notes)).not.toContain('秘密');
  });

  it.each([
    ['that are wrong', () => refused(401, 'authFailed'), /Client ID/u],
    ['of an application without a robot', () => refused(400, 'invalidParameter'), /Stream 模式/u],
    ['from an address that may not', () => refused(403, 'Forbidden.AccessDenied.IpNotInWhiteList'), /白名单/u],
  ])('is down with credentials %s, ends, and says what to do', async (_, fault, words) => {
    const { dingtalk, channel, log, close } = await openDingtalk();
    onTestFinished(close);
    dingtalk.faults.add('gateway', fault());

    await channel.connection?.run(new AbortController().signal);

    expect(channel.health()).toMatchObject({ state: 'down', detail: expect.stringMatching(words) });
    expect(JSON.stringify([channel.health(), log.notes])).not.toContain(clientSecret);
  });

  it('tries again while the platform stumbles at each step of connecting', async () => {
    const { dingtalk, start } = await openDingtalk().then((bench) => (onTestFinished(bench.close), bench));
    dingtalk.faults.add('gateway', { kind: 'html', status: 502 });
    dingtalk.faults.add('gateway', { kind: 'drop' });
    dingtalk.faults.add('stream', { kind: 'drop' });

    await start();

    expect(dingtalk.calls.filter(({ path }) => path.includes('gateway'))).toHaveLength(4);
  });

  it.each([
    ['it waits to try again', 'gateway', refused(500, 'ServiceUnavailable')],
    ['it is told to wait', 'gateway', errcode(90018)],
  ] as const)('stops for good while %s', async (_, operation, fault) => {
    const { dingtalk, channel, close } = await openDingtalk();
    onTestFinished(close);
    dingtalk.faults.otherwise((met) => (met === operation ? fault : null));
    const stop = run(channel);
    await until(() => dingtalk.calls.length > 0);

    await stop();
    const asked = dingtalk.calls.length;

    expect(channel.health().state).toBe('idle');
    expect([dingtalk.streams(), dingtalk.calls.length]).toEqual([0, asked]);
  });

  it('stores what it is storing before it stops, and tells the platform', async () => {
    let store = (): void => {};
    const stored = new Promise<void>((resolve) => (store = resolve));
    let began = false;
    const { dingtalk, channel, close } = await openDingtalk({
      options: {
        intake: {
          async accept() {
            began = true;
            await stored;
            return { messageId: 1, fresh: true };
          },
          note: async () => {},
          acknowledge: async () => '',
          choose: async () => ({ text: '', label: null }),
          report: async () => {},
        },
      },
    });
    onTestFinished(close);
    const stop = run(channel);
    await until(() => channel.health().state === 'up');
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 你好' });
    await until(() => began);

    const stopped = stop();
    store();
    await stopped;

    await dingtalk.until(() => dingtalk.streams() === 0);
    expect(dingtalk.waiting()).toBe(0);
  });
});
