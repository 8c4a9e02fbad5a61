import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWecomWebhook } from '../support/wecom-webhook-emulator.ts';

const waiting = { timeout: 60_000 };
const keys = ['key-of-the-members', 'key-of-the-party'] as const;

/** Two groups with a robot each; it is a quarter past eight there, so that the message of the day goes out at once. */
async function prepare() {
  const emulator = await startWecomWebhook();
  onTestFinished(() => emulator.close());
  for (const key of keys) emulator.groups.set(key, []);
  const settings = {
    DATA_DIR: tempFolder(),
    LOG_LEVEL: 'debug',
    TIME_ZONE: 'Asia/Shanghai',
    BOT_NOW: '2026-11-23T08:15',
    WECOM_WEBHOOKS: `会员企业群=${emulator.addressOf(keys[0])},党建群=${emulator.addressOf(keys[1])}`,
  };
  const shown = (key: string): string[] =>
    (emulator.groups.get(key) ?? []).map((one) => ('text' in one ? one.text : one.file));
  return { emulator, settings, shown };
}

describe('groups of 企业微信 with a robot, by the program as people run it', () => {
  it('get the message of the day and a broadcast once, over a kill in the middle', { timeout: 120_000 }, async () => {
    const { emulator, settings, shown } = await prepare();
    const first = await startProcess(settings);
    await vi.waitFor(() => expect(keys.map((key) => shown(key).length)).toEqual([1, 1]), waiting);
    // The platform takes it and the program dies before it hears so.
    emulator.fail('send', { kind: 'hang', taken: true });
    const send = ['broadcast', 'send', '--to', 'all', '--receipt', '防汛值班', '今晚请保持电话畅通', '--json'];
    const { id } = JSON.parse((await runCommand(send, { settings })).stdout) as { id: string };
    await vi.waitFor(() => expect(keys.map((key) => shown(key).length)).toEqual([2, 2]), waiting);
    await first.end('SIGKILL');

    const second = await startProcess(settings);
    onTestFinished(async () => void (await second.end('SIGKILL')));
    // Of both robots the answer may not be on record yet; the one that heard nothing surely is asked about.
    const deliveries = await vi.waitFor(
      async () => {
        const { stdout } = await runCommand(['broadcast', 'show', id, '--json'], { settings });
        const rows = (JSON.parse(stdout) as { deliveries: { id: string; state: string }[] }).deliveries;
        expect(rows.map(({ state }) => state).toSorted()).toEqual([
          'sent',
          expect.stringMatching(/^(?:sent|unknown)$/u),
          'unknown',
        ]);
        return rows;
      },
      { ...waiting, interval: 500 },
    );

    for (const key of keys) {
      const [daily, broadcast] = shown(key);
      expect(shown(key)).toHaveLength(2);
      expect(daily).not.toBe('');
      expect(broadcast).toMatch(/^今晚请保持电话畅通\n\n收到请点：http:\/\/localhost:\d+\/r\//u);
      const link = broadcast?.split('/r/')[1] ?? '';
      expect(deliveries.map((one) => one.id)).toContain(link);
      expect((await fetch(`${second.url}/r/${link}`)).status).toBe(200);
    }
    const doctor = await runCommand(['doctor'], { settings });
    expect(doctor.stdout).toContain('“会员企业群”的机器人在');
    const groups = await runCommand(['groups', 'list'], { settings });
    expect(groups.stdout).toContain('党建群');
    const all = [first.output(), second.output(), doctor.stdout, doctor.stderr, groups.stdout].join('');
    expect(all).not.toMatch(/key-of-the/u);
  });
});
