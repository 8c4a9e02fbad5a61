import { describe, expect, it } from 'vitest';
import { fileRetentionMs } from '../../../src/domain/file.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel, type ScriptedChannel } from '../../support/scripted-channel.ts';

const sheet = { name: '参会名单.csv', mime: 'text/csv', bytes: Buffer.from('编号,名称\n1,一\n') };
const noted = { name: sheet.name, size: sheet.bytes.byteLength };
const able = { files: { maxBytes: 1_000_000, maxCaption: 100 } };
const mondays = {
  text: '每周一报数',
  to: 'all',
  cron: '0 9 * * 1',
  days: 'all',
  from: null,
  until: null,
  receiptReason: null,
  by: '秘书',
} as const;

function taking(script: Parameters<typeof createScriptedChannel>[0] = []): ScriptedChannel {
  return createScriptedChannel(script, false, able);
}

async function statesOf({ desk }: BroadcastBench, id: string): Promise<[string, string | null][]> {
  return (await desk.show(id)).deliveries.map(({ state, reason }) => [state, reason]);
}

describe('a broadcast with a file', () => {
  it('reaches every group with it, and tells what it carried', async () => {
    const channel = taking();
    const bench = await openBroadcasts(channel);
    await bench.enroll('甲');
    await bench.enroll('乙');

    const { broadcast } = await bench.desk.plan(draft({ text: '名单见附件', file: sheet }));
    await bench.settle();

    expect(channel.calls.map(({ body }) => body)).toMatchObject([
      { kind: 'file', name: sheet.name, mime: sheet.mime, caption: '名单见附件' },
      { kind: 'file', name: sheet.name, mime: sheet.mime, caption: '名单见附件' },
    ]);
    expect(await bench.desk.show(broadcast.id)).toMatchObject({ text: '名单见附件', file: noted });
    expect((await bench.desk.list())[0]).toMatchObject({ file: noted });
    expect(await bench.desk.file(broadcast.id)).toMatchObject({ name: sheet.name });
  });

  it('needs no words of its own, but asks for a 收到 only with some', async () => {
    const channel = taking();
    const bench = await openBroadcasts(channel);
    await bench.enroll();

    await bench.desk.plan(draft({ text: ' \n', file: sheet }));
    await bench.settle();
    expect(channel.calls.map(({ body }) => body)).toMatchObject([{ kind: 'file', caption: '' }]);

    const asking = { text: '', file: sheet, receipt: { reason: '核对', until: null } };
    await expect(bench.desk.plan(draft(asking))).rejects.toMatchObject({ message: '群发的内容不能为空。' });
    await expect(bench.desk.plan(draft({ text: '' }))).rejects.toMatchObject({ message: '群发的内容不能为空。' });
    expect(await bench.desk.list()).toHaveLength(1);
  });

  it('is planned whole or not at all, its file too', async () => {
    const bench = await openBroadcasts(taking());
    await expect(bench.desk.plan(draft({ to: 'tag:没有', file: sheet }))).rejects.toThrow('没有');

    expect(await bench.store.files.removeExpired(Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  it.each([
    ['takes no files', { files: null }, '附件发不过去：这个渠道发不了文件'],
    ['takes only smaller ones', { files: { maxBytes: 3, maxCaption: 0 } }, '附件发不过去：文件太大'],
  ])('leaves out a group whose channel %s, says so before, and is on record', async (_, capabilities, reason) => {
    const channel = createScriptedChannel([], false, capabilities);
    const bench = await openBroadcasts(channel);
    const id = await bench.enroll('甲');
    await bench.enroll('商会群', { channel: 'manual' });

    const preview = await bench.desk.preview(draft({ file: sheet }));
    const planned = await bench.desk.plan(draft({ file: sheet }));
    await bench.settle();

    expect(preview.file).toEqual(noted);
    expect(preview.skipped).toEqual([{ groupId: id, group: '群 甲', reason: expect.stringContaining(reason) }]);
    expect(preview.groups.map(({ group }) => group)).toEqual(['群 商会群']);
    expect(planned).toMatchObject({ deliveries: 2, skipped: 1, byHand: 1 });
    expect((await statesOf(bench, planned.broadcast.id)).toSorted()).toEqual([
      ['pending', '等人发到群里'],
      ['skipped', expect.stringContaining(reason)],
    ]);
    expect(channel.calls).toEqual([]);
  });

  it('is shown before with as many messages as it takes', async () => {
    const channel = createScriptedChannel([], false, { files: { maxBytes: 1_000, maxCaption: 0 } });
    const bench = await openBroadcasts(channel);
    await bench.enroll();

    const [both, alone] = [await bench.desk.preview(draft({ file: sheet })), await bench.desk.preview(draft())];

    expect([both, alone].map(({ groups, file }) => [groups[0]?.messages, file])).toEqual([
      [2, noted],
      [1, null],
    ]);
  });

  it('waits with its file for the one who posts it by hand', async () => {
    const bench = await openBroadcasts(taking());
    await bench.enroll('商会群', { channel: 'manual' });
    await bench.desk.plan(draft({ file: sheet }));

    const [waiting] = await bench.desk.waiting();

    expect(waiting).toMatchObject({ text: '周五前报名', file: noted });
    const { name, bytes } = await bench.desk.file(waiting?.deliveryId ?? '');
    expect([name, Buffer.from(bytes).toString()]).toEqual([sheet.name, sheet.bytes.toString()]);
  });

  it('keeps its file when its words are changed, also to none', async () => {
    const channel = taking();
    const bench = await openBroadcasts(channel);
    await bench.enroll();
    const { broadcast } = await bench.desk.plan(draft({ file: sheet }));

    await bench.desk.edit(broadcast.id, '改过的话', '甲');
    await bench.desk.edit(broadcast.id, '', '甲');
    await bench.settle();

    expect(channel.calls.map(({ body }) => body)).toMatchObject([{ kind: 'file', name: sheet.name, caption: '' }]);
  });

  it('keeps its file while it waits and for a while after, and gives it up when it is called off', async () => {
    const bench = await openBroadcasts(taking());
    await bench.enroll();
    const { broadcast } = await bench.desk.plan(draft({ file: sheet }));
    const other = { ...sheet, name: '作废.csv' };
    const off = await bench.desk.plan(draft({ file: other }));
    await bench.settle();
    const later = await bench.desk.plan(draft({ file: other, at: bench.clock.now() + 60_000 }));
    await bench.desk.cancel(later.broadcast.id, '甲');
    expect(await bench.desk.file(off.broadcast.id)).toMatchObject({ name: '作废.csv' });

    const mistaken = await bench.desk.plan(draft({ file: { ...sheet, name: '发错.csv' } }));
    await bench.desk.cancel(mistaken.broadcast.id, '甲');
    expect(await bench.store.files.removeExpired(bench.clock.now())).toBe(1);
    await expect(bench.desk.file(mistaken.broadcast.id)).rejects.toMatchObject({ code: 'record/not-found' });

    expect(await bench.store.files.removeExpired(broadcast.closesAt + fileRetentionMs - 1)).toBe(0);
    expect(await bench.store.files.removeExpired(broadcast.closesAt + fileRetentionMs + 60_000)).toBe(2);
    expect(await bench.desk.show(broadcast.id)).toMatchObject({ file: noted });
    await expect(bench.desk.file(broadcast.id)).rejects.toThrow('保存期');
  });

  it('is said to carry nothing where it does not', async () => {
    const bench = await openBroadcasts(taking());
    await bench.enroll();
    const { broadcast } = await bench.desk.plan(draft());

    await expect(bench.desk.file(broadcast.id)).rejects.toThrow('没有附件');
    await expect(bench.desk.file('none')).rejects.toThrow('没有编号为 none 的');
  });

  it('is shown among those that nobody knows to have arrived', async () => {
    const bench = await openBroadcasts(taking(['lost']));
    await bench.enroll();
    await bench.desk.plan(draft({ text: '', file: sheet }));
    await bench.settle();

    expect(await bench.desk.undecided()).toMatchObject([{ text: '', file: noted }]);
  });
});

describe('a recurring broadcast with a file', () => {
  it('carries it each time, and keeps it as long as it goes on', async () => {
    const channel = taking();
    const bench = await openBroadcasts(channel);
    await bench.enroll();
    const { series } = await bench.desk.planSeries({ ...mondays, file: sheet });
    expect(await bench.desk.previewSeries({ ...mondays, file: sheet })).toMatchObject({ file: noted });

    for (const _ of [1, 2]) {
      bench.clock.advance(7 * 24 * 3_600_000);
      await bench.series.planDue();
      await bench.settle();
    }

    expect(channel.calls.map(({ body }) => body)).toMatchObject([
      { kind: 'file', name: sheet.name, caption: '每周一报数' },
      { kind: 'file', name: sheet.name, caption: '每周一报数' },
    ]);
    expect(await bench.desk.series()).toMatchObject([{ id: series.id, file: noted }]);
    const long = bench.clock.now() + 10 * fileRetentionMs;
    expect(await bench.store.files.removeExpired(long)).toBe(0);
    await bench.desk.cancel(series.id, '甲');
    expect(await bench.desk.file(series.id)).toMatchObject({ name: sheet.name });
    expect(await bench.store.files.removeExpired(long)).toBe(1);
  });

  it('lets its file go when it ends and nobody got it', async () => {
    const bench = await openBroadcasts(taking());
    await bench.enroll();
    const { series } = await bench.desk.planSeries({ ...mondays, file: sheet });

    await bench.desk.cancel(series.id, '甲');

    expect(await bench.store.files.removeExpired(bench.clock.now())).toBe(1);
  });
});
