import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../src/adapters/store/store.ts';
import { broadcastRoutes } from '../../src/console/api/contract/broadcasts.ts';
import { groupRoutes } from '../../src/console/api/contract/groups.ts';
import { type AllChannels, places, startAllChannels, wang } from '../support/all-channels.ts';
import { buttonsOf, seen } from '../support/feishu-emulator-state.ts';
import { runCommand } from '../support/run-command.ts';
import { createStaffClient, type StaffClient } from '../support/staff-client.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

/** Longer than what a robot of a WeCom group takes, 2,048 bytes, and shorter than what any other takes. */
const notice = [
  '各会员单位：请在周五（27日）前报送年度总结，问题请找 @lihui_qy。',
  ...Array.from(
    { length: 18 },
    (_, place) => `第${place + 1}项：填报上一年度的会费收支、培训场次和接待日意见的办理情况，盖章后交秘书处存档。`,
  ),
].join('\n');
const silentGroup = 'wrSilent';

it('one broadcast goes to every channel, and one board has everybody who said 收到', { timeout: 120_000 }, async () => {
  const house = await openHouse();
  const { all, staff, program, web } = house;
  await speakEverywhere(house);
  const groups = await enrolAll(staff);
  expect([...groups.keys()].toSorted()).toEqual(
    ['dingtalk', 'feishu', 'manual', 'telegram', 'web', 'wecom', silentGroup, 'wecom-webhook'].toSorted(),
  );

  const order = { text: notice, to: 'all', receipt: { reason: '核对报送情况' } };
  const preview = broadcastRoutes.previewBroadcast.answer.parse(
    await staff.ask('/api/broadcasts/preview', { body: order }),
  );
  const previewed = (of: string) => preview.groups.find(({ groupId }) => groupId === groups.get(of));
  const ways = [...groups.keys()].map((of) => [of, previewed(of)?.messages, previewed(of)?.button]);
  expect(Object.fromEntries(ways.map(([of, ...how]) => [of, how]))).toEqual({
    web: [1, true],
    telegram: [1, true],
    wecom: [1, true],
    [silentGroup]: [1, true],
    'wecom-webhook': [2, false],
    feishu: [1, true],
    dingtalk: [1, false],
    manual: [1, false],
  });
  expect(preview.groups.filter(({ unspoken }) => unspoken).map(({ group }) => group)).toEqual([silentGroup]);
  expect(preview.groups.filter(({ buttonApart }) => buttonApart).map(({ channel }) => channel)).toEqual([
    'wecom',
    'wecom',
  ]);
  for (const { channel, mentions } of preview.groups)
    expect(mentions).toContainEqual({ name: '@lihui_qy', notifies: channel === 'telegram' });

  const { id } = await staff.send(order, 'all-channels');
  const deliveries = async () =>
    broadcastRoutes.showBroadcast.answer.parse(await staff.ask(`/api/broadcasts/${id}`)).deliveries;
  const of = async (name: string) => (await deliveries()).find(({ groupId }) => groupId === groups.get(name));
  await until(async () => (await deliveries()).filter(({ state }) => state === 'sent').length === 6);
  await until(async () => (await of(silentGroup))?.reason?.includes('请在群里 @ 它') ?? false);
  expect(await of(silentGroup)).toMatchObject({ state: 'pending', sentAt: null });
  expect(await of('manual')).toMatchObject({ state: 'pending', reason: '等人发到群里' });
  all.wecom.text({ chat: silentGroup, from: 'lihuizhang', text: '@清语助手 你好' });

  const arrived = await arrivedAt(house);
  for (const [name, texts] of Object.entries(arrived)) {
    const { text = '', parts = [] } = previewed(name) ?? {};
    const written = (parts.length === 0 ? [text] : parts).map(async (part) =>
      part.replace('投递编号', (await of(name))?.id ?? ''),
    );
    expect([name, texts]).toEqual([name, await Promise.all(written)]);
  }
  const waiting = z
    .object({ waiting: z.array(z.object({ deliveryId: z.string(), text: z.string(), link: z.string() })) })
    .parse(await staff.ask('/api/deliveries/waiting')).waiting;
  expect(waiting).toMatchObject([{ text: `${notice}\n\n收到请点：${waiting[0]?.link}` }]);
  await staff.ask(`/api/deliveries/${waiting[0]?.deliveryId}/resolve`, { body: { as: 'sent' } });

  await web.post({ name: '周宁', text: '收到', clientId: 'receipt' });
  pressTelegram(all);
  const [, card] = all.wecom.shown(places.wecom).slice(-2);
  if (card === undefined) throw new Error('no card is shown');
  all.wecom.press(card, { from: wang.wecom, place: 0 });
  const [asking] = all.feishu.shown(places.feishu).slice(-1);
  await all.feishu.people.press({ message: asking?.id ?? '', from: wang.feishu, place: 0 });
  all.dingtalk.say({ to: places.dingtalk, from: wang.dingtalk, text: '@清语 收到' });
  await sign(program, { delivery: (await of('wecom-webhook'))?.id ?? '', name: '陈秘书长' });
  await sign(program, { delivery: waiting[0]?.deliveryId ?? '', name: '刘会长' });
  await until(async () => (await deliveries()).reduce((sum, { acknowledged }) => sum + acknowledged, 0) === 7);

  const roll = broadcastRoutes.showRoll.answer.parse(await staff.ask(`/api/broadcasts/${id}/roll`));
  const answered = roll.groups.flatMap(({ groupId, people }) =>
    people
      .filter(({ acknowledged }) => acknowledged !== null)
      .map(({ name, way }) => [nameOf(groups, groupId), name, way]),
  );
  expect(answered.toSorted()).toEqual(
    [
      ['web', '周宁', 'word'],
      ['telegram', '王会长', 'button'],
      ['wecom', 'wanghuizhang', 'button'],
      ['wecom-webhook', '陈秘书长', 'link'],
      ['feishu', '王会长', 'button'],
      ['dingtalk', '王会长', 'word'],
      ['manual', '刘会长', 'link'],
    ].toSorted(),
  );
  await until(async () => (await of(silentGroup))?.state === 'sent');
  await expectCommands(house, id);
  expect((await program.end('SIGTERM')).code).toBe(0);
  expect(program.output()).not.toMatch(new RegExp([places.webhook, ...secretsOf(all)].join('|'), 'u'));
});

type House = Awaited<ReturnType<typeof openHouse>>;

/** The running program, connected to everything, with a group of WeCom where nobody ever turned to the bot. */
async function openHouse() {
  const all = await startAllChannels();
  onTestFinished(() => all.close());
  all.wecom.addGroup(silentGroup);
  const folder = tempFolder();
  const settings = { DATA_DIR: folder, QUIET_HOURS: 'off', LOG_LEVEL: 'debug', ...all.settings };
  await addSilentGroup(folder);
  const program = await startProcess(settings);
  onTestFinished(async () => void (await program.end('SIGKILL')));
  const staff = createStaffClient(program.url);
  const first = /初始密码：(\S+)/u.exec(program.output())?.[1] ?? '';
  await staff.signIn('admin', first);
  await staff.changePassword(first, '春眠不觉晓处处闻啼鸟');
  await staff.ask('/api/groups', { body: { name: '微信转发群' } });
  return { all, settings, program, staff, web: createWebClient(program.url) };
}

/** Known from a bot before this one. */
async function addSilentGroup(folder: string): Promise<void> {
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: Date.now });
  await store.conversations.ensure({ channel: 'wecom', kind: 'group', platformId: silentGroup }, silentGroup);
  await store.close();
}

/** Somebody greets the bot on every platform that hears, and is mentioned in the answer where it can be. */
async function speakEverywhere({ all, web }: House): Promise<void> {
  const { telegram, telegramBot, wecom, feishu, dingtalk } = all;
  await until(async () => wecom.connected() && feishu.line.connections() > 0 && dingtalk.streams() > 0);
  telegram.people.say({ chat: places.telegram, from: wang.telegram, text: '@qingyu_bot 你好' });
  wecom.text({ chat: places.wecom, from: wang.wecom, text: '@清语助手 你好' });
  feishu.people.say({ chat: places.feishu, from: wang.feishu, text: '@清语助手 你好' });
  dingtalk.say({ to: places.dingtalk, from: wang.dingtalk, text: '@清语 你好' });
  await web.post({ name: '周宁', text: '@清语 你好', clientId: 'hello' });

  await telegram.until(() => telegram.shown(telegramBot, places.telegram).length === 1);
  await feishu.until(() => feishu.shown(places.feishu).length === 1);
  await dingtalk.until(() => dingtalk.shown(places.dingtalk).length === 1);
  await until(async () => wecom.shown(places.wecom).length === 1);
  await web.until((entries) => entries.some(({ bot }) => bot));

  expect(seen(feishu.state, feishu.shown(places.feishu)[0] ?? never())).toMatch(/^@王会长/u);
  expect(dingtalk.shown(places.dingtalk)[0]).toMatchObject({
    at: [wang.dingtalk.staffId],
    text: expect.stringMatching(/^@王会长/u),
  });
}

/** All groups get broadcasts from now on; gives their ids by channel, that of the silent one by its name. */
async function enrolAll(staff: StaffClient): Promise<ReadonlyMap<string, string>> {
  const listed = groupRoutes.listGroups.answer.parse(await staff.ask('/api/groups?limit=100')).groups;
  const ids = listed.map(({ id }) => id);
  await staff.ask('/api/groups', { method: 'PATCH', body: { which: { ids }, changes: { enrolled: true } } });
  return new Map(listed.map(({ id, channel, title }) => [title === silentGroup ? silentGroup : channel, id]));
}

/** What members see of the broadcast, by channel; the card of WeCom is no text of its own. */
async function arrivedAt({ all, web }: House): Promise<Record<string, string[]>> {
  const { telegram, telegramBot, wecom, webhook, feishu, dingtalk } = all;
  const [inFeishu] = feishu.shown(places.feishu).slice(-1);
  const [text, card] = wecom.shown(places.wecom).slice(-2);
  expect(card).toMatchObject({ kind: 'card', text: expect.stringContaining('请确认收到') });
  expect(buttonsOf(inFeishu ?? never()).map(({ label }) => label)).toEqual(['收到']);
  const inTelegram = telegram.shown(telegramBot, places.telegram).at(-1);
  expect(inTelegram?.reply_markup?.inline_keyboard[0]?.[0]?.text).toBe('收到');
  return {
    web: [(await web.history()).at(-1)?.text ?? ''],
    telegram: [inTelegram?.text ?? ''],
    wecom: [text?.text ?? ''],
    'wecom-webhook': (webhook.groups.get(places.webhook) ?? []).map((one) => ('text' in one ? one.text : one.file)),
    feishu: [seen(feishu.state, inFeishu ?? never())],
    dingtalk: dingtalk
      .shown(places.dingtalk)
      .slice(-1)
      .map((one) => one.text),
  };
}

function pressTelegram({ telegram, telegramBot }: AllChannels): void {
  const message = telegram.shown(telegramBot, places.telegram).at(-1)?.message_id ?? 0;
  telegram.people.press({ chat: places.telegram, message, from: wang.telegram });
}

/** As a browser: it keeps the mark of its visitor. */
async function sign({ url }: RunningProcess, { delivery, name }: { delivery: string; name: string }): Promise<void> {
  const page = await fetch(`${url}/r/${delivery}`);
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const body = new URLSearchParams({ name });
  const answer = await fetch(`${url}/r/${delivery}`, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
  expect(answer.status).toBe(303);
}

async function expectCommands({ settings }: House, id: string): Promise<void> {
  const ledger = (await runCommand(['broadcast', 'show', id], { settings })).stdout;
  expect(ledger).toContain('进度：已发送 8');
  expect(ledger).toMatch(/飞书会员群 .*已发送/u);
  const board = (await runCommand(['broadcast', 'receipts', id], { settings })).stdout;
  expect(board).toMatch(/Telegram 会员群 .*王会长 .*点按钮/u);
  expect(board).toMatch(/钉钉会员群 .*王会长 .*回复/u);
  expect(board).toMatch(/微信转发群 .*刘会长 .*点链接/u);
}

function nameOf(groups: ReadonlyMap<string, string>, id: string): string | undefined {
  return [...groups].find(([, one]) => one === id)?.[0];
}

function secretsOf({ settings }: AllChannels): string[] {
  return Object.entries(settings).flatMap(([name, value]) => (/SECRET|TOKEN$/u.test(name) ? [value] : []));
}

function never(): never {
  throw new Error('nothing is shown');
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await setTimeout(50);
}
