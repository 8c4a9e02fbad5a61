import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { broadcastRoutes } from '../../src/console/api/contract/broadcasts.ts';
import { createRandom } from '../support/killed-process.ts';
import { type Ran, runCommand } from '../support/run-command.ts';
import { createStaffClient } from '../support/staff-client.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

const password = '春眠不觉晓处处闻啼鸟';
/** Outside of quiet hours, wherever the test runs. */
const afternoon = '2026-11-24T13:00:00+08:00';

type House = {
  start(): Promise<RunningProcess>;
  run(words: readonly string[], input?: string): Promise<Ran>;
};

/** One folder of data, and programs on it. */
function openHouse(changes: Record<string, string> = {}): House {
  const settings = { DATA_DIR: join(tempFolder(), 'data'), BOT_NOW: afternoon, LOG_LEVEL: 'debug', ...changes };
  return {
    async start() {
      const program = await startProcess(settings);
      onTestFinished(async () => void (await program.end('SIGKILL')));
      return program;
    },
    run: (words, input) => runCommand(words, { settings, ...(input === undefined ? {} : { input }) }),
  };
}

const firstPassword = ({ output }: RunningProcess): string => /初始密码：(\S+)/u.exec(output())?.[1] ?? '';

describe('the staff API of the running program', () => {
  it('takes the first password once, wants another one, and sends to the group', async () => {
    const { start } = openHouse();
    const program = await start();
    const staff = createStaffClient(program.url);
    const group = createWebClient(program.url);

    const user = await staff.signIn('admin', firstPassword(program));
    expect(user).toEqual({ name: 'admin', role: 'admin', mustChangePassword: true });
    await expect(staff.ask('/api/broadcasts')).rejects.toThrow('access/denied 请先改掉初始密码');
    const before = createStaffClient(program.url, staff.cookie());
    await staff.changePassword(firstPassword(program), password);
    await expect(before.ask('/api/session')).rejects.toThrow('access/unauthenticated');

    const order = { text: '{群名}：周五前报名', to: 'all' };
    const preview = await staff.ask('/api/broadcasts/preview', { body: order });
    expect(preview).toMatchObject({ groups: [{ text: '清语体验群：周五前报名' }], skipped: [] });
    const [sent, again] = await Promise.all([staff.send(order, 'k1'), staff.send(order, 'k1')]);
    expect(again.id).toBe(sent.id);
    await group.until((entries) => entries.some(({ text }) => text === '清语体验群：周五前报名'));

    const later = await staff.send({ text: '明天见', to: 'all', at: '2026-11-25T09:00:00+08:00' }, 'k2');
    const { broadcasts } = broadcastRoutes.listBroadcasts.answer.parse(await staff.ask('/api/broadcasts'));
    expect(broadcasts.map(({ text, createdBy }) => [text, createdBy])).toEqual([
      ['明天见', 'admin'],
      ['{群名}：周五前报名', 'admin'],
    ]);
    const cancelled = await staff.ask(`/api/broadcasts/${later.id}/cancel`, { method: 'POST' });
    expect(cancelled).toMatchObject({ caught: 1, sent: 0 });
    expect((await group.history()).filter(({ bot }) => bot)).toHaveLength(1);

    await staff.ask('/api/session', { method: 'DELETE' });
    await expect(staff.ask('/api/broadcasts')).rejects.toThrow('access/unauthenticated');
    for (const secret of [password, before.cookie().split('=')[1] ?? ''])
      expect(program.output()).not.toContain(secret);
    expect(program.output()).toMatch(/"act":"broadcast.send","name":"admin"/u);
    await program.end('SIGTERM');

    const next = await start();
    expect(next.output()).not.toContain('初始密码');
    await createStaffClient(next.url).signIn('admin', password);
  });

  it('is opened by a password that an operator sets, and closed with the account', async () => {
    const { start, run } = openHouse();
    const { url } = await start();
    await run(['users', 'add', '王秘书', '--role', 'secretary']);
    expect(await run(['users', 'password', '王秘书', '--stdin'], '王秘书\n')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^这个密码[^\n]+。\n$/u),
    });
    expect(await run(['users', 'password', '王秘书'], `${password}\n`)).toMatchObject({ code: 2, stdout: '' });

    const set = await run(['users', 'password', '王秘书', '--stdin', '--temporary', '--json'], `${password}\n`);
    const staff = createStaffClient(url);
    const user = await staff.signIn('王秘书', password);
    await staff.changePassword(password, '夜来风雨声花落知多少');
    const open = await staff.ask('/api/statistics');
    await run(['users', 'disable', '王秘书']);

    expect([set.code, JSON.parse(set.stdout)]).toEqual([0, { name: '王秘书', mustChange: true }]);
    expect(user).toMatchObject({ role: 'secretary', mustChangePassword: true });
    expect(open).toMatchObject({ unknown: 0 });
    await expect(staff.ask('/api/statistics')).rejects.toThrow('access/unauthenticated');
  });

  it('sends once though the program is killed at any moment and the request repeated', async () => {
    const { start, run } = openHouse();
    await run(['users', 'add', '王秘书', '--role', 'secretary']);
    await run(['users', 'password', '王秘书', '--stdin'], `${password}\n`);
    const random = createRandom(5);
    const rounds = 4;
    const texts = Array.from({ length: rounds }, (_, round) => `通知${round}`);
    let cookie = '';
    for (const [round, text] of texts.entries()) {
      const program = await start();
      const staff = createStaffClient(program.url, cookie);
      if (round === 0) await staff.signIn('王秘书', password);
      cookie = staff.cookie();
      // What becomes of it is unknown to whoever sends it, as it is to a browser whose line broke.
      const sending = staff.send({ text, to: 'all', urgent: '演练' }, `k${round}`).catch(() => undefined);
      const until = performance.now() + random() * 15;
      await new Promise<void>((resolve) => {
        const look = (): void => void (performance.now() < until ? setImmediate(look) : resolve());
        look();
      });
      await program.end('SIGKILL');
      await sending;
    }

    const program = await start();
    const staff = createStaffClient(program.url, cookie);
    for (const [round, text] of texts.entries()) await staff.send({ text, to: 'all', urgent: '演练' }, `k${round}`);
    const entries = await createWebClient(program.url).until((all) =>
      texts.every((text) => all.some((one) => one.text === text)),
    );

    expect(entries.map(({ text }) => text).toSorted()).toEqual(texts);
    const { broadcasts } = broadcastRoutes.listBroadcasts.answer.parse(await staff.ask('/api/broadcasts'));
    expect(broadcasts.map(({ text }) => text).toSorted()).toEqual(texts);
  });
});
