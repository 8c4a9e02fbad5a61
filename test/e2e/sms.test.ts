import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { startAliyunSms } from '../support/aliyun-sms-emulator.ts';
import { runCommand } from '../support/run-command.ts';
import { liPhone, zhangPhone } from '../support/sms-bench.ts';
import type { SmsEmulator } from '../support/sms-emulator.ts';
import { startProcess } from '../support/start-process.ts';
import { organization, person } from '../support/store-builders.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { parse } from 'yaml';

const waiting = { timeout: 60_000 };
const timeout = 120_000;
const send = ['sms', 'send', '--template', '节前提醒', '--param', '节日=元旦', '--to', 'org:餐饮协会'];

/** Two people who agreed and one who did not, and a platform that has approved the texts of the repository. */
async function prepare(): Promise<{ emulator: SmsEmulator; settings: Record<string, string> }> {
  const { templates } = parse(readFileSync('knowledge/sms/templates.yaml', 'utf8')) as {
    templates: { name: string; text: string }[];
  };
  const emulator = await startAliyunSms({
    templates: new Map(templates.map(({ text }, place) => [`SMS_${place}`, text])),
  });
  onTestFinished(() => emulator.close());
  const settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    LOG_LEVEL: 'debug',
    // What libraries write for their makers.
    DEBUG: '*',
    SMS_PROVIDER: 'aliyun',
    SMS_ACCESS_KEY_ID: emulator.keyId,
    SMS_ACCESS_KEY_SECRET: emulator.secret,
    SMS_SIGN_NAME: emulator.sign,
    SMS_TEMPLATES: templates.map(({ name }, place) => `${name}=SMS_${place}`).join(','),
    SMS_ENDPOINT: `http://${emulator.host}`,
  };
  await fill(settings.DATA_DIR);
  return { emulator, settings };
}

async function fill(folder: string): Promise<void> {
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: Date.now });
  await store.organizations.put([organization('餐饮协会')]);
  await store.people.put([
    person('张三', '餐饮协会', { phone: zhangPhone, smsConsentAt: 1 }),
    person('李四', '餐饮协会', { phone: liPhone, smsConsentAt: 1 }),
    person('王五', '餐饮协会'),
  ]);
  await store.close();
}

type Shown = {
  counts: Record<string, number>;
  deliveries: { state: string; reason: string | null; delivered: number }[];
};

describe('text messages, by the program as people run it', () => {
  it(
    'are shown, planned and sent, and what the operator reports is on record, with no number in any output',
    async () => {
      const { emulator, settings } = await prepare();
      const dry = await runCommand([...send, '--dry-run'], { settings });
      expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('会发给 2 人') });
      expect(dry.stdout).toContain('没有手机号');
      const free = await runCommand(['sms', 'send', '--to', 'all', '随手写的'], { settings });
      expect(free).toMatchObject({ code: 2, stderr: expect.stringContaining('短信不能发随手写的内容') });

      const planned = await runCommand([...send, '--json'], { settings });
      const { id } = JSON.parse(planned.stdout) as { id: string };
      const program = await startProcess(settings);
      onTestFinished(async () => void (await program.end('SIGKILL')));
      await vi.waitFor(() => expect(emulator.taken).toHaveLength(2), waiting);
      for (const { key } of emulator.taken) emulator.report(key, { kind: 'delivered', at: Date.now() });

      const show = async (): Promise<Shown> =>
        JSON.parse((await runCommand(['broadcast', 'show', id, '--json'], { settings })).stdout) as Shown;
      await vi.waitFor(
        async () => expect((await show()).deliveries.map(({ delivered }) => delivered)).toEqual([1, 1]),
        { ...waiting, interval: 1_000 },
      );
      const doctor = await runCommand(['doctor'], { settings });
      expect(doctor.stdout).toContain('其中登记同意接收短信的 2 人');
      const said = [dry, free, planned, doctor, await runCommand(['broadcast', 'show', id], { settings })];
      const all = said.map(({ stdout, stderr }) => stdout + stderr).join('') + program.output();
      expect(all).not.toMatch(/1380000000/u);
    },
    timeout,
  );

  it(
    'that were in the air when the program was killed with -9 are asked about, and arrive once',
    async () => {
      const { emulator, settings } = await prepare();
      emulator.fail('SendSms', { kind: 'hang', taken: true });
      emulator.fail('SendSms', { kind: 'hang' });
      const { id } = JSON.parse((await runCommand([...send, '--json'], { settings })).stdout) as { id: string };

      const first = await startProcess(settings);
      await vi.waitFor(() => expect(emulator.calls).toHaveLength(2), waiting);
      await first.end('SIGKILL');
      const second = await startProcess(settings);
      onTestFinished(async () => void (await second.end('SIGKILL')));

      const show = async (): Promise<string[]> => {
        const { stdout } = await runCommand(['broadcast', 'show', id, '--json'], { settings });
        return (JSON.parse(stdout) as Shown).deliveries.map(({ state }) => state).toSorted();
      };
      // The platform has one of them; of the other nobody knows yet, and a person decides.
      await vi.waitFor(async () => expect(await show()).toEqual(['sent', 'unknown']), { ...waiting, interval: 1_000 });
      expect(emulator.taken).toHaveLength(1);
      expect(emulator.calls.filter(({ action }) => action === 'SendSms')).toHaveLength(2);
      expect(first.output() + second.output()).not.toMatch(/1380000000/u);
    },
    timeout,
  );
});
