import { describe, expect, it } from 'vitest';
import { readSheet } from 'read-excel-file/node';
import { createMakeTable } from '../../../src/adapters/exports/in-memory.ts';
import { createCsvExporter } from '../../../src/adapters/exports/csv.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import type { Capabilities } from '../../../src/domain/channel.ts';
import type { Message } from '../../../src/domain/message.ts';
import { createRollAbility } from '../../../src/features/broadcasts/roll-ability.ts';
import { createRollExport } from '../../../src/features/broadcasts/roll-export.ts';
import type { Reply } from '../../../src/ports/outcome.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message, user } from '../../support/store-builders.ts';

type Bench = BroadcastBench & { say(text: string, kind?: 'direct' | 'group'): Promise<Reply[] | null> };

const files = { maxBytes: 1_000_000, maxCaption: 1_024 };

/** `wang` is bound to the account 李工, and has not spoken in the group `a`, where 王会长 has. */
async function open(capabilities: Partial<Capabilities> = { files }): Promise<Bench> {
  const channel = createScriptedChannel([], false, capabilities);
  const bench = await openBroadcasts(channel);
  const { store, clock } = bench;
  await bench.enroll('a');
  await store.messages.accept(message('0', { group: 'a', sender: { platformId: 'm', name: '王会长', bot: false } }), 1);
  const exporters = { xlsx: createXlsxExporter(), csv: createCsvExporter() };
  const shared = { store, clock, channels: new Map([[channel.id, channel]]), timeZone: 'Asia/Shanghai' };
  const rolls = createRollExport({ ...shared, exporters, makeXlsx: createMakeTable(exporters.xlsx) });
  const { handle } = createRollAbility({ ...shared, rolls });
  const { id } = await store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
  await store.users.add(user('李工', { role: 'staff' }));
  await store.bindings.bind({ memberId: id, userId: 'u-李工', at: 1 });
  return {
    ...bench,
    async say(text, kind = 'direct') {
      const inbound = message('1', { text, conversation: { channel: 'web', kind, platformId: 'wang', title: null } });
      const given: Message = { ...inbound, id: 1, conversationId: 'd-1', memberId: id, receivedAt: 1, outcome: null };
      const outcome = await handle(given);
      return outcome === null ? null : store.transaction(outcome);
    },
  };
}

async function ask({ desk, settle, clock }: Bench, text = '周五前报名'): Promise<string> {
  clock.advance(1_000);
  const { broadcast } = await desk.plan(draft({ text, receipt: { reason: '核对', until: null } }));
  await settle();
  return broadcast.id;
}

async function namesIn({ store }: Bench, [reply]: readonly Reply[]): Promise<unknown[]> {
  const file = await store.files.read(reply?.fileId ?? '');
  const rows = await readSheet(Buffer.from(file?.bytes ?? []));
  return rows.slice(1).map((row) => row[1]);
}

describe('/导出', () => {
  it('sends the list of the newest broadcast that asks, as a file', async () => {
    const bench = await open();
    await ask(bench, '第一次');
    await ask(bench, '第二次');
    await bench.desk.plan(draft({ text: '不用确认的' }));

    const replies = (await bench.say('/导出')) ?? [];

    expect(replies[0]?.text).toBe(
      '《第二次》：应确认 1 人，已确认 0 人，未确认 1 人。\n名单里有姓名，只供秘书处内部用，请不要转到群里。',
    );
    expect(await namesIn(bench, replies)).toEqual(['王会长']);
  });

  it('sends the named one, by its id or the beginning of it', async () => {
    const bench = await open();
    const id = await ask(bench, '第一次');
    await ask(bench, '第二次');

    expect((await bench.say(`/导出 ${id}`))?.[0]?.text).toContain('《第一次》');
    expect((await bench.say('/export none'))?.[0]).toEqual({ text: expect.stringContaining('没有编号为 none 的群发') });
  });

  it('is on record: who took which list', async () => {
    const bench = await open();
    const id = await ask(bench);
    await bench.say('/导出', 'group');
    await bench.say('/导出');

    const entries = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.filter(({ action }) => action === 'receipts/export')).toMatchObject([
      { who: '李工', subject: id, detail: { format: 'xlsx' } },
    ]);
  });

  it('keeps the file for a week, and none where nothing was committed', async () => {
    const bench = await open();
    await ask(bench);
    const [reply] = (await bench.say('/导出')) ?? [];
    const week = 7 * 24 * 3_600_000;

    expect(await bench.store.files.removeExpired(bench.clock.now() + week - 1)).toBe(0);
    expect(await bench.store.files.removeExpired(bench.clock.now() + week)).toBe(1);
    expect(await bench.store.files.find(reply?.fileId ?? '')).toBeNull();
  });

  it('says where to get it, where the channel sends no file', async () => {
    const bench = await open({});
    const id = await ask(bench);

    expect(await bench.say('/导出')).toEqual([
      {
        text: expect.stringMatching(new RegExp(`未确认 1 人。\\n这个渠道发不了文件.*broadcast receipts ${id} -o`, 'u')),
      },
    ]);
  });

  it('tells no names in a group, and nothing to members and disabled accounts', async () => {
    const bench = await open();
    await ask(bench);

    expect(await bench.say('/导出', 'group')).toEqual([{ text: expect.stringContaining('私聊我取') }]);
    await bench.store.users.setDisabled('u-李工', 1);
    expect(await bench.say('/导出')).toEqual([{ text: expect.stringContaining('已经停用') }]);
    const { id } = await bench.store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
    await bench.store.bindings.unbind(id);
    expect(await bench.say('/导出')).toEqual([{ text: expect.stringContaining('只有绑定了账号的人能取') }]);
  });

  it('says so when nobody was asked, or the broadcast asks for nothing', async () => {
    const bench = await open();
    expect((await bench.say('/导出'))?.[0]?.text).toContain('还没有请大家确认收到的群发');
    const { broadcast } = await bench.desk.plan(draft());

    expect((await bench.say(`/导出 ${broadcast.id}`))?.[0]?.text).toContain('没有请大家确认收到');
  });

  it.each(['导出', '/导出口退税怎么办', '怎么导出？'])('is not %j', async (text) => {
    expect(await (await open()).say(text)).toBeNull();
  });
});
