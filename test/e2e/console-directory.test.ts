/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { measureContrast } from '../support/page-colours.ts';

const groupsShape = z.object({
  groups: z.array(z.looseObject({ title: z.string(), tags: z.array(z.string()), enrolled: z.boolean() })),
});
const peopleShape = z.object({ people: z.array(z.looseObject({ name: z.string(), phone: z.string().nullable() })) });
const auditShape = z.object({ entries: z.array(z.looseObject({ action: z.string(), who: z.string() })) });

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse({ WEB_GROUP: 'demo' });
  await house.add('周秘书', 'secretary');
  await house.add('小王', 'staff');
  for (const name of ['餐饮会员群', '餐饮理事群', '酒店会员群']) await house.run('groups', 'add', name);
  await house.run('organizations', 'add', '社会组织综合党委');
  await house.run('people', 'add', '李敏', '--organization', '社会组织综合党委', '--phone', '13800138000');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

async function read<T>(shape: z.ZodType<T>, ...words: string[]): Promise<T> {
  return shape.parse(JSON.parse((await house.run(...words, '--json')).stdout));
}

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
}

describe('the directory', () => {
  it('keeps the tree: an organization is added below another, renamed, and removed', async () => {
    const page = await house.open('/directory', '周秘书');
    await page.getByRole('heading', { name: '社会组织综合党委' }).waitFor();

    await page.getByRole('button', { name: '新建下级' }).click();
    await page.getByLabel('名称').fill('餐饮协会');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '餐饮协会' }).waitFor();
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('名称').fill('餐饮行业协会');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '餐饮行业协会' }).waitFor();
    await page.getByRole('tree').getByText('社会组织综合党委').click();
    await page.getByText('人员（含下级）').waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    const dialog = page.getByRole('dialog', { name: '删除“社会组织综合党委”？' });
    await dialog.getByText('它下面有 1 个下级组织、1 个人').waitFor();

    expect(await dialog.getByRole('button', { name: '移走并删除' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    await page.getByRole('tree').getByText('餐饮行业协会').click();
    await page.getByRole('heading', { name: '餐饮行业协会' }).waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByText('已删除“餐饮行业协会”。').waitFor();
    expect((await house.run('organizations', 'list', '--json')).stdout).not.toContain('餐饮');
  });

  it('changes many groups at once and says how many', async () => {
    const page = await house.open('/directory/groups', '周秘书');
    await page.getByLabel('搜群名').fill('餐饮');
    await expect.poll(() => page.getByRole('row').count()).toBe(3);

    for (const name of ['餐饮会员群', '餐饮理事群']) await page.getByRole('checkbox', { name: `选中 ${name}` }).check();
    await page.getByText('已选 2 个群').waitFor();
    await page.getByRole('button', { name: '加标签' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: '标签' }).fill('市直');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '改 2 个群' }).click();
    await page.getByText('已改好 2 个群。').waitFor();

    const { groups } = await read(groupsShape, 'groups', 'list');
    expect(groups.filter(({ tags }) => tags.includes('市直')).map(({ title }) => title)).toEqual(
      ['餐饮会员群', '餐饮理事群'].toSorted(),
    );
    await page.reload();
    expect(await page.getByLabel('搜群名').inputValue()).toBe('餐饮');
    await page.getByLabel('渠道').click();
    await page.getByTitle('人工发布（3）').waitFor();
    expect(await page.getByTitle(/^飞书/u).count()).toBe(0);
  });

  it('opens a group by the keyboard, and closes it by Escape', async () => {
    const page = await house.open('/directory/groups', '周秘书');
    const name = page.getByRole('button', { name: '酒店会员群' });
    await name.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: '酒店会员群' });
    await drawer.getByRole('switch', { name: '接收寄语和群发' }).focus();
    await page.keyboard.press('Space');

    await expect
      .poll(async () => (await read(groupsShape, 'groups', 'list')).groups.find(({ title }) => title === '酒店会员群'))
      .toMatchObject({ enrolled: false });
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer.isVisible()).toBe(false);
  });

  it('shows a number when it is asked for, and that stays on record', async () => {
    const page = await house.open('/directory/people', '小王');
    await page.getByText('138****8000').waitFor();
    expect(await page.content()).not.toContain('13800138000');

    await page.getByRole('button', { name: /看 李敏 完整的电话/u }).click();

    await page.getByText('13800138000').waitFor();
    const { entries } = await read(auditShape, 'audit', 'list');
    expect(entries.filter(({ action }) => action === 'person/view')).toMatchObject([{ who: '小王' }]);
    expect(await page.getByRole('button', { name: '新增' }).count()).toBe(0);
  });

  it('takes in a table after it has shown each line, as a job with a report', async () => {
    const page = await house.open('/directory/people', '周秘书');
    const table = ['协会,姓名,职务,手机', '酒店商会,赵强,会长,13900139000', '酒店商会,钱进,,12', '酒店商会,孙丽,,'];
    await page.getByRole('button', { name: '从表格导入' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '通讯录.csv', mimeType: 'text/csv', buffer: Buffer.from(table.join('\n')) });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('新增 2 行').waitFor();
    await dialog.getByText('不能导入 1 行').waitFor();
    await dialog.getByText(/电话看不懂/u).waitFor();
    expect((await read(peopleShape, 'people', 'list')).people).toHaveLength(1);

    await dialog.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('新增 2 行，没有导入 1 行。').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: /下载 导入结果.xlsx/u }).click();

    expect((await downloading).suggestedFilename()).toBe('导入结果.xlsx');
    expect((await read(peopleShape, 'people', 'list')).people.map(({ name }) => name).toSorted()).toEqual(
      ['孙丽', '李敏', '赵强'].toSorted(),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('table').getByText('赵强').waitFor();
  });

  it('gives a code once, and a person of the book a place', async () => {
    const page = await house.open('/directory/people', '周秘书');
    await page.getByRole('button', { name: '新增' }).click();
    await page.getByRole('dialog').getByLabel('姓名').fill('周宁');
    await pick(page, '组织', '社会组织综合党委');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '周宁 的操作' }).click();
    await page.getByRole('menuitem', { name: '取绑定码' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取绑定码' }).click();

    await page.getByText(/请 周宁 本人私聊机器人发：\/绑定 [A-Z0-9]{8}/u).waitFor();
    await page.getByRole('button', { name: '已经记下' }).click();
    await expect.poll(() => page.getByText('只显示这一次').isVisible()).toBe(false);
  });

  it('asks for a code at the door of a web group: without it nothing of the group is told', async () => {
    const said = { name: '张三', text: '机密：明天开会', clientId: 'c1' };
    await fetch(`${house.url}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
    });
    const page = await house.open('/directory/groups', '周秘书');
    await page.getByRole('button', { name: '清语体验群' }).click();
    await page.getByRole('button', { name: '设邀请码' }).click();
    const code = (await page.locator('.one-time-code').innerText()).trim();
    expect((await house.run('groups', 'invite', 'demo')).stdout).toContain(code);

    for (const path of ['/g/demo', ...['messages', 'events', 'files/1'].map((what) => `/api/groups/demo/${what}`)]) {
      const refused = await fetch(`${house.url}${path}`, { headers: { cookie: 'qingyu_group_demo=nothing' } });
      expect([path, refused.status]).toEqual([path, 401]);
      expect(await refused.text()).not.toMatch(/机密|张三|体验群/u);
    }

    const member = await (
      await page
        .context()
        .browser()
        ?.newContext({ viewport: { width: 390, height: 844 } })
    )?.newPage();
    if (member === undefined) throw new Error('no browser');
    await member.goto(`${house.url}/g/demo`);
    await member.getByLabel('邀请码').fill('AAAA3333');
    await member.keyboard.press('Enter');
    await member.getByRole('alert').getByText('邀请码不对').waitFor();
    expect(await isTooWide(member)).toBe(false);
    await member.getByLabel('邀请码').fill(` ${code.toLowerCase()}`);
    await member.keyboard.press('Enter');
    await member.getByText('机密：明天开会').waitFor();

    await page.getByRole('button', { name: '换新的' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '换新的' }).click();
    await expect.poll(async () => (await page.locator('.one-time-code').innerText()).trim()).not.toBe(code);
    await member.reload();
    await member.getByRole('heading', { name: '进群要邀请码' }).waitFor();
  });

  it('fits a telephone in the dark, on every tab', async () => {
    const narrow = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
    const page = await house.open('/directory/organizations', '小王', narrow);
    const labels = { 工作群: '工作群', 人员: '通讯录', 发过言的人: '发过言的人' } as const;
    const tabs = [
      ['组织', ['.panel h2', '.number', '.tree-count']],
      ['工作群', ['th', '.cell-main', '.cell-under']],
      ['人员', ['th', '.cell-under']],
      ['发过言的人', ['th']],
    ] as const;
    for (const [tab, selectors] of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      const shown = tab === '组织' ? page.locator('.panel h2') : page.getByRole('table', { name: labels[tab] });
      await shown.waitFor();

      expect([tab, await isTooWide(page)]).toEqual([tab, false]);
      const poor = (await measureContrast(page, ['h1', '.ant-tabs-tab', ...selectors])).filter(
        ({ ratio }) => ratio < 4.5,
      );
      expect([tab, poor]).toEqual([tab, []]);
    }
  });
});
