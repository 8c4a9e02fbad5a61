import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import type { Attachment } from '../../../src/domain/message.ts';
import { repliesKeptMs } from '../../../src/features/reception/anonymous.ts';
import { createCaseFileDesk, createTakeFiles } from '../../../src/features/reception/case-files.ts';
import { createLateFiles } from '../../../src/features/reception/late-files.ts';
import { createAttachedFiles } from '../../../src/features/inbox/attached-files.ts';
import { openReceptionBench, type ReceptionBench } from '../../support/reception-bench.ts';
import { dump } from '../../support/store-dump.ts';
import { takenJpeg, takenPng, traces } from '../../support/photos.ts';

const direct = { channel: 'web', kind: 'direct', platformId: 'wang', title: null } as const;
const group = { channel: 'web', kind: 'group', platformId: 'demo', title: '体验群' } as const;
const minute = 60_000;
const bare = '张照片已随匿名反映保存，去掉了文件名和拍摄信息；照片里看得到的，请您自己留意。';

let bench: ReceptionBench;

beforeEach(async () => {
  bench = await openReceptionBench();
  const { store } = bench.temp;
  bench.use({ takeFiles: createTakeFiles(createAttachedFiles({ files: store.files, channels: new Map() })) });
});

describe('a photo with an anonymous message', () => {
  it('is kept with the case, without its name and what the camera wrote', async () => {
    const reply = await say('/匿名 窗口收钱才办事', [await photo('沈曼 IMG_0042.jpg', takenJpeg())]);

    expect(reply).toContain(`1 ${bare}`);
    const [file] = await filesOf('2026-0001');
    expect(file).toMatchObject({ name: '照片1.jpg', addedAt: Date.parse('2026-11-23T00:00:00+08:00') });
    const { bytes } = await createCaseFileDesk(bench.temp.store).get(file?.id ?? '');
    for (const trace of traces) expect(Buffer.from(bytes).includes(trace)).toBe(false);
  });

  it('leaves nothing in the database that leads from it to who sent it', async () => {
    await say('/匿名 窗口收钱才办事', [await photo('沈曼 IMG_0042.jpg', takenJpeg())]);
    await sayAlone([await photo('沈曼 IMG_0043.png', takenPng())]);
    const said = await bench.temp.store.messages.find(1);
    await forget();

    const tables = await look();
    expect(tables['files']).toHaveLength(2);
    const all = JSON.stringify(tables);
    for (const trace of [
      '沈曼',
      'IMG_004',
      'TEST-C0DE',
      Buffer.from(traces[1] ?? '')
        .toString('base64')
        .slice(0, 8),
    ])
      expect(all).not.toContain(trace);
    const ofCase = JSON.stringify([tables['cases'], tables['case_steps'], tables['case_files'], tables['files']]);
    for (const trace of [said?.memberId, said?.conversationId, said?.receivedAt, 'web/'])
      expect(ofCase).not.toContain(String(trace));
  });

  it('is refused with why where a file can name its author, and the case stands', async () => {
    const reply = await say('/匿名 窗口收钱才办事', [await photo('证据.pdf', Buffer.from('%PDF-1.7 /Author (沈曼)'))]);

    expect(reply).toContain('已匿名登记');
    expect(reply).toContain('匿名反映只能附完整的 JPG、PNG 照片，别的文件里往往带着作者姓名，所以没有保存。');
    expect(await filesOf('2026-0001')).toEqual([]);
    expect(await bench.cases()).toHaveLength(1);
  });

  it('is not dropped without a word when nothing was told', async () => {
    expect(await say('/匿名', [await photo('a.jpg', takenJpeg())])).toContain('请把要反映的事写在同一条消息里');
    expect(await bench.cases()).toEqual([]);
    expect((await bench.temp.store.messages.find(1))?.attachments).toEqual([]);
  });

  it('is kept once when its message is handled again', async () => {
    const given = await bench.receive('/匿名 窗口收钱', {
      conversation: direct,
      attachments: [await photo('a.jpg', takenJpeg())],
    });
    const outcome = await bench.reception().handle(given);
    await bench.temp.store.transaction(async (records) => outcome?.(records));
    await bench.temp.store.transaction(async (records) => outcome?.(records));

    expect(await filesOf('2026-0001')).toHaveLength(1);
  });
});

describe('a photo alone', () => {
  it('right after an anonymous message goes with it, and not with the newest case that has a name', async () => {
    await bench.say('建议：多办线上培训', { conversation: direct });
    bench.clock.advance(minute);
    await say('/匿名 窗口收钱才办事');
    bench.clock.advance(minute);

    expect(await sayAlone([await photo('a.jpg', takenJpeg())])).toBe(`1 ${bare}`);
    expect(await sayAlone([await photo('b.png', takenPng())])).toBe(`1 ${bare}`);
    expect(await sayAlone([await photo('b.png', takenPng())])).toBe('这张照片已经保存过了。');

    expect(await filesOf('2026-0001')).toEqual([]);
    expect(await filesOf('2026-0002')).toMatchObject([{ name: '照片1.jpg' }, { name: '照片1.png' }]);
    expect(await bench.temp.store.cases.steps('2026-0002')).toMatchObject([{}, { who: '匿名' }, { who: '匿名' }]);
  });

  it('after a case with a name that came later goes with that', async () => {
    await say('/匿名 窗口收钱才办事');
    bench.clock.advance(minute);
    await bench.say('建议：多办线上培训', { conversation: direct });
    bench.clock.advance(minute);

    expect(await sayAlone([await photo('a.jpg', takenJpeg())])).toBe('1 个文件已存入 2026-0002。');
  });

  it('after the ten minutes in which an anonymous message is known comes to no case with a name by itself', async () => {
    await bench.say('建议：多办线上培训', { conversation: direct });
    bench.clock.advance(4 * minute);
    await say('/匿名 窗口收钱才办事');
    bench.clock.advance(11 * minute);
    await forget();

    expect(await sayAlone([await photo('a.jpg', takenJpeg())])).toContain('没有放进去');

    expect([...(await filesOf('2026-0001')), ...(await filesOf('2026-0002'))]).toEqual([]);
  });

  it('after something anonymous whose code is not known here is not kept, and its sender is told how to hand it in', async () => {
    await bench.say('建议：多办线上培训', { conversation: direct });
    bench.clock.advance(minute);
    await say('/匿名 窗口收钱才办事', [], group);

    const told = await sayAlone([await photo('a.jpg', takenJpeg())]);

    expect(told).toContain('没有放进您实名的诉求，也没有保存');
    expect(told).toContain('私聊我发照片，在照片的说明里写凭证码');
    expect([...(await filesOf('2026-0001')), ...(await filesOf('2026-0002'))]).toEqual([]);
  });

  it('with the code goes with the case at any time, from whoever has it', async () => {
    const code = /TEST-C0DE-\d{4}/u.exec((await say('/匿名 窗口收钱才办事')) ?? '')?.[0] ?? '';
    await forget();
    bench.clock.advance(24 * 60 * minute);

    expect(await sayAlone([await photo('a.jpg', takenJpeg())])).toBeNull();
    expect(await sayAlone([await photo('a.jpg', takenJpeg())], code.toLowerCase())).toBe(`1 ${bare}`);
    expect(await sayAlone([await photo('a.png', takenPng())], `/匿名 ${code}`)).toBe(`1 ${bare}`);
    expect(await sayAlone([await photo('a.png', takenPng())], 'AAAA-BBBB-CCCC')).toContain('没有这个凭证码');
    expect(await filesOf('2026-0001')).toMatchObject([
      { addedAt: Date.parse('2026-11-24T00:00:00+08:00') },
      { name: '照片1.png' },
    ]);
  });
});

async function say(
  text: string,
  attachments: readonly Attachment[] = [],
  conversation: typeof direct | typeof group = direct,
): Promise<string | null> {
  return answer(await bench.receive(text, { conversation, attachments }), 'reception');
}

async function sayAlone(attachments: readonly Attachment[], text = ''): Promise<string | null> {
  return answer(await bench.receive(text, { conversation: direct, attachments }), 'late');
}

/** As the inbox does it: the replies are on record with the end of the message. */
async function answer(
  given: Awaited<ReturnType<ReceptionBench['receive']>>,
  by: 'reception' | 'late',
): Promise<string | null> {
  const { store } = bench.temp;
  const takeFiles = createTakeFiles(createAttachedFiles({ files: store.files, channels: new Map() }));
  let ids = 0;
  const newId = (): string => `late-${given.id}-${(ids += 1)}`;
  const late = createLateFiles({ records: store, takeFiles, newId, timeZone: 'Asia/Shanghai', clock: bench.clock });
  const outcome = await (by === 'late' ? late(given) : bench.reception().handle(given));
  if (outcome === null) return null;
  return store.transaction(async (records) => {
    const text = (await outcome(records)).map((reply) => reply.text).join('\n');
    const delivery = {
      id: `r${given.id}`,
      key: `reply/${given.id}/0`,
      kind: 'reply',
      conversationId: given.conversationId,
      text,
      replyTo: given.id,
      broadcastId: null,
      fileId: null,
      reminds: null,
      notBefore: 0,
      closesAt: null,
      skipped: null,
    } as const;
    await records.deliveries.add([delivery], bench.clock.now());
    return text;
  });
}

/** The ten minutes are over, and what came was sent. */
async function forget(): Promise<void> {
  const { store } = bench.temp;
  const now = bench.clock.now();
  const claimed = await store.deliveries.claim({ owner: 's', now, leaseMs: 60_000 }, { limit: 99, channels: ['web'] });
  await store.deliveries.markAllSent(
    's',
    claimed.map(({ id }) => ({ id, at: now, platformMessageId: null })),
  );
  bench.clock.advance(repliesKeptMs);
  await store.messages.scrubReplies(bench.clock.now());
  await store.files.removeExpired(bench.clock.now());
}

const filesOf = (no: string) => createCaseFileDesk(bench.temp.store).list(no);

/** As a platform that gives a file once: it is kept with the message for a day. */
async function photo(name: string, bytes: Uint8Array): Promise<Attachment> {
  const [now, mime] = [bench.clock.now(), 'image/jpeg'];
  const fileId = await bench.temp.store.files.put({ name, mime, bytes }, { now, expiresAt: now + 24 * 60 * minute });
  return { kind: 'image', name, mime, size: bytes.length, source: { at: 'store', fileId } };
}

async function look(): ReturnType<typeof dump> {
  const database = await openDatabase({
    kind: 'sqlite',
    file: bench.temp.file,
    backupDir: `${bench.temp.file}-backups`,
    now: bench.clock.now,
  });
  try {
    return await dump(database);
  } finally {
    await database.close();
  }
}
