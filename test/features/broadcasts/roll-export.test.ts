import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCsvExporter } from '../../../src/adapters/exports/csv.ts';
import { createMakeTable } from '../../../src/adapters/exports/in-memory.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import { createRollExport, type RollExport } from '../../../src/features/broadcasts/roll-export.ts';
import { createManualChannel } from '../../../src/adapters/channels/manual/channel.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message, organization, person, user } from '../../support/store-builders.ts';

const hour = 3_600_000;

type RollBench = BroadcastBench & { rolls: RollExport; id: string; folder: string };

/** Groups `a`, where 王会长, 李会长, a bot and the secretary have spoken, and `手工` of 餐饮协会; 王会长 has answered, late. */
async function open(): Promise<RollBench> {
  const channel = createScriptedChannel([], false, { receipts: ['read'] });
  const bench = await openBroadcasts(channel);
  const { store, clock, desk } = bench;
  await bench.enroll('a');
  const manual = await bench.enroll('手工', { channel: 'manual' });
  for (const [key, name, bot] of [
    ['1', '王会长', false],
    ['2', '李会长', false],
    ['3', '天气机器人', true],
    ['4', '周秘书', false],
    ['5', '王会长', false],
  ] as const)
    await store.messages.accept(message(key, { group: 'a', sender: { platformId: name, name, bot } }), clock.now());
  const secretary = await store.members.ensure({ channel: 'web', platformId: '周秘书', name: '周秘书' });
  await store.users.add(user('周秘书'));
  await store.bindings.bind({ memberId: secretary.id, userId: 'u-周秘书', at: 1 });
  await store.organizations.put([organization('餐饮')]);
  await store.people.put([person('赵敏', '餐饮', { post: '秘书长' }), person('钱多', '餐饮')]);
  await store.conversations.setOrganization(manual, 'o-餐饮');

  const until = clock.now() + hour;
  const { broadcast } = await desk.plan(draft({ receipt: { reason: '核对人数', until } }));
  await bench.settle();
  const [byHand, byBot] = await store.deliveries.listOf(broadcast.id);
  const visitor = { deliveryId: byHand?.id ?? '', visitor: 'x' };
  await bench.receipts.sign({ ...visitor, name: '赵敏' });
  clock.advance(2 * hour);
  const group = { channel: 'web', kind: 'group', platformId: 'a' } as const;
  const wang = { platformId: '王会长', name: '王会长' };
  await store.members.ensure({ channel: 'web', ...wang });
  await bench.receipts.report({ kind: 'read', conversation: group, sender: wang, platformMessageIds: ['p1'] });
  await bench.receipts.acknowledge({ deliveryId: byBot?.id ?? '', conversation: group, sender: wang });

  const exporters = { xlsx: createXlsxExporter(), csv: createCsvExporter() };
  const channels = new Map([channel, createManualChannel()].map((one) => [one.id, one]));
  const makeXlsx = createMakeTable(exporters.xlsx);
  const rolls = createRollExport({ store, channels, timeZone: 'Asia/Shanghai', exporters, makeXlsx });
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-rolls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { ...bench, rolls, id: broadcast.id, folder };
}

const rows = [
  ['群', '姓名', '职务', '送达', '看过', '确认收到', '方式', '情况', '备注'],
  ['群 手工', '钱多', '', '—', '—', '', '', '未确认', '未绑定'],
  ['群 手工', '赵敏', '秘书长', '—', '—', '2026-11-23 09:00', '点链接', '已确认', '未绑定，按同名对上，请核对'],
  ['群 a', '李会长', '', '—', '', '', '', '未确认', ''],
  ['群 a', '王会长', '', '—', '2026-11-23 11:00', '2026-11-23 11:00', '点按钮', '迟到', ''],
];

describe('the list of who answered', () => {
  it('is a workbook with a row a person and group, and a summary of the groups', async () => {
    const { rolls, id, folder } = await open();
    const file = join(folder, 'out.xlsx');

    await rolls.write(id, { format: 'xlsx', file });

    expect((await readSheet(file)).map((row) => row.map((cell) => cell ?? ''))).toEqual(rows);
    expect(await readSheet(file, '汇总')).toEqual([
      ['群', '投递', '应确认', '已确认', '其中迟到', '未确认', '名单外确认', '送达', '看过'],
      ['群 手工', '等待', '2', '1', '0', '1', '0', '—', '—'],
      ['群 a', '已发送', '2', '1', '1', '1', '0', '—', '1'],
      ['合计', null, '4', '2', '1', '2', '0', null, null],
    ]);
  });

  it('is the same as JSON, with times and counts', async () => {
    const { rolls, id } = await open();

    const shown = await rolls.show(id);

    expect(shown).toMatchObject({
      id,
      text: '周五前报名',
      receipt: { reason: '核对人数', until: '2026-11-23T02:00:00.000Z' },
    });
    expect(shown.groups.map(({ group, tells, counts }) => [group, tells, counts.missing])).toEqual([
      ['群 手工', [], 1],
      ['群 a', ['read'], 1],
    ]);
    expect(shown.groups[1]?.people[1]).toEqual({
      name: '王会长',
      post: null,
      expected: true,
      remark: null,
      delivered: null,
      read: '2026-11-23T03:00:00.000Z',
      acknowledged: '2026-11-23T03:00:00.000Z',
      late: true,
      way: 'button',
    });
  });

  it('is a file with a name of its own, for sending', async () => {
    const { rolls, id } = await open();

    const { file } = await rolls.make(id);

    expect(file.name).toBe(`收到名单 2026-11-23 ${id}.xlsx`);
    expect(file.mime).toContain('spreadsheetml');
    expect(await readSheet(Buffer.from(file.bytes))).toHaveLength(rows.length);
  });

  it('is not there for a broadcast that asks for nothing, or is none', async () => {
    const { rolls, desk } = await open();
    const { broadcast } = await desk.plan(draft());

    await expect(rolls.show(broadcast.id)).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(rolls.show('none')).rejects.toMatchObject({ code: 'record/not-found' });
  });

  it('expects nothing of a group that it did not reach', async () => {
    const { rolls, desk, settle, enroll } = await open();
    await enroll('停发', { muted: true });
    const { broadcast } = await desk.plan(draft({ receipt: { reason: '核对', until: null } }));
    await settle();

    const { groups } = await rolls.show(broadcast.id);
    expect(groups.find(({ group }) => group === '群 停发')).toMatchObject({ state: 'skipped', people: [] });
  });
});
