/// <reference lib="dom" />
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';

const phone = { viewport: { width: 390, height: 844 } };

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse();
  await house.add('李主任', 'admin');
  const response = await fetch(`${house.url}/api/groups/demo/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '王建国', text: '@清语 火星上的协会有几家？请打13800138000告诉我', clientId: 'c1' }),
  });
  if (response.status !== 202) throw new Error(`the question was not taken: ${response.status}`);
  const isThere = async () => {
    const { stdout } = await house.run('unanswered', 'list', '--json');
    if (!stdout.includes('火星')) throw new Error('the question is not among those without an answer');
  };
  await vi.waitFor(isThere, { timeout: 60_000 });
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

describe('what is hidden until somebody opens it', () => {
  it('is who asked a question and the numbers in it; opening is on record', async () => {
    const page = await house.open('/knowledge/unanswered', '李主任');
    const question = page.getByRole('list', { name: '问题', exact: true });
    await question.getByText('138****8000').waitFor();
    await question.getByText(/^王\*\*/u).waitFor();
    expect(await question.getByText('王建国').count()).toBe(0);

    await question.getByRole('button', { name: /提问人和原话/u }).click();

    await question.getByText(/13800138000/u).waitFor();
    await question.getByText(/^王建国/u).waitFor();
    expect((await house.run('audit', 'list', '--json')).stdout).toContain('question/view');
    await page.setViewportSize(phone.viewport);
    expect(await isTooWide(page)).toBe(false);
  });

  it('on the terminal, too', async () => {
    const masked = await house.run('unanswered', 'list', '--json');
    const whole = await house.run('unanswered', 'list', '--with-contacts', '--json');

    expect(masked.stdout).not.toMatch(/王建国|13800138000/u);
    expect(whole.stdout).toMatch(/王建国/u);
  });
});

describe('the limits and the use of channels', () => {
  it('are figures on the page of settings, the same as those of doctor', async () => {
    const page = await house.open('/settings/channels', '李主任');
    const web = page.getByRole('region', { name: '网页群的限额与用量' });
    await web.getByText('最近一分钟').waitFor();

    await web.getByText('接收群发的群 1 个，每群每天最多 4 条，今天已满 0 个。').waitFor();
    const { stdout } = await house.run('doctor', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      channels: expect.arrayContaining([expect.objectContaining({ id: 'web', today: expect.anything() })]),
    });
    expect((await house.run('doctor')).stdout).toContain('web 的用量：最近一分钟');
    await page.setViewportSize(phone.viewport);
    expect(await isTooWide(page)).toBe(false);
  });
});
