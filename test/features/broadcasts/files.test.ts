import { describe, expect, it } from 'vitest';
import { createScriptedChannel, type ScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender, type SenderBench } from '../../support/sender-bench.ts';

const sheet = { name: '名单.xlsx', mime: 'application/x', bytes: Uint8Array.from([1, 2, 3]) };
const files = { maxBytes: 1_000_000, maxCaption: 10 };
const apart = { maxBytes: 1_000_000, maxCaption: 0 };

type FileBench = SenderBench & { fileId: string };

async function open(channel: ScriptedChannel): Promise<FileBench> {
  const bench = await openSender({ channel });
  return { ...bench, fileId: await bench.store.files.put(sheet, { now: 1, expiresAt: null }) };
}

describe('a delivery with a file', () => {
  it('goes out as one message, where what is said with it fits beside it', async () => {
    const channel = createScriptedChannel([], false, { files });
    const bench = await open(channel);
    await bench.add({ id: 'a', text: '名单在这里', fileId: bench.fileId }, { id: 'b', text: '', fileId: bench.fileId });

    await bench.settle();

    const bodies = channel.calls.map(({ body }) => body);
    expect(bodies).toMatchObject([
      { kind: 'file', name: '名单.xlsx', mime: 'application/x', caption: '名单在这里' },
      { kind: 'file', caption: '' },
    ]);
    expect(bodies.flatMap((body) => (body.kind === 'file' ? [[...body.bytes]] : []))).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(await bench.find('a')).toMatchObject({ state: 'sent', platformMessageId: 'p1', fileId: bench.fileId });
  });

  it.each([
    ['where nothing does', apart, '短'],
    ['where it is too long', files, '这一句比十个字要长一些。'],
  ])('goes after its text %s, with a key of its own', async (_, capability, text) => {
    const channel = createScriptedChannel([], false, { files: capability });
    const bench = await open(channel);
    await bench.add({ id: 'a', text, fileId: bench.fileId });

    await bench.settle();

    expect(channel.shown).toEqual([text, '名单.xlsx']);
    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'a/2']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent', partsSent: 1 });
  });

  it('goes on after a refusal and in another worker with the file, when its text was sent', async () => {
    const channel = createScriptedChannel(['sent', { kind: 'transient' }], false, { files: apart });
    const bench = await open(channel);
    await bench.add({ id: 'a', text: '名单', fileId: bench.fileId });
    await bench.settle();
    expect(channel.shown).toEqual(['名单']);
    bench.clock.advance(60_000);

    const other = await bench.second('other');
    await other.settle();

    expect(channel.shown).toEqual(['名单', '名单.xlsx']);
  });

  it('is not sent again when nobody knows whether it arrived', async () => {
    const channel = createScriptedChannel(['lost'], false, { files });
    const bench = await open(channel);
    await bench.add({ id: 'a', text: '', fileId: bench.fileId });

    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'unknown' });
    expect(await bench.store.files.removeExpired(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect(channel.calls).toHaveLength(1);
  });

  it.each([
    ['the channel sends none', null, '这个渠道发不了文件'],
    ['it is too large there', { maxBytes: 2, maxCaption: 0 }, '文件太大'],
  ])('fails with a reason when %s, and holds up nothing', async (_, capability, reason) => {
    const channel = createScriptedChannel([], false, { files: capability });
    const bench = await open(channel);
    await bench.add({ id: 'a', text: '名单', fileId: bench.fileId }, { id: 'b', text: '下一条' });

    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) });
    expect(channel.shown).toEqual(['下一条']);
  });

  it('fails with a reason when the file is not kept any more', async () => {
    const bench = await open(createScriptedChannel([], false, { files }));
    await bench.add({ id: 'a', text: '名单', fileId: 'gone' });

    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'failed', reason: '要发的文件已经不在了' });
  });
});
