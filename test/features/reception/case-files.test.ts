import { beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/domain/message.ts';
import { createCaseFileDesk, createTakeFiles } from '../../../src/features/reception/case-files.ts';
import { createLateFiles } from '../../../src/features/reception/late-files.ts';
import { createAttachedFiles } from '../../../src/features/inbox/attached-files.ts';
import { openReceptionBench, type ReceptionBench } from '../../support/reception-bench.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const program = new TextEncoder().encode('MZ this is a program');
const minute = 60_000;

let bench: ReceptionBench;
let late: ReturnType<typeof createLateFiles>;
let ids: number;

beforeEach(async () => {
  ids = 0;
  bench = await openReceptionBench();
  const { store } = bench.temp;
  const takeFiles = createTakeFiles(createAttachedFiles({ files: store.files, channels: new Map() }));
  bench.use({ takeFiles });
  const { clock } = bench;
  const newId = (): string => `late-${(ids += 1)}`;
  late = createLateFiles({ records: store, takeFiles, newId, timeZone: 'Asia/Shanghai', clock });
});

describe('a photo', () => {
  it('that comes with a case is kept with it, and stands in its story', async () => {
    const reply = await bench.say('建议：多办线上培训', { attachments: [await sent('现场.jpg', jpeg)] });

    expect(reply).toContain('1 个文件已存入 2026-0001。');
    const desk = createCaseFileDesk(bench.temp.store);
    const [file] = await desk.list('2026-0001');
    expect(file).toMatchObject({ name: '现场.jpg', mime: 'image/jpeg', size: jpeg.length });
    expect([...(await desk.get(file?.id ?? '')).bytes]).toEqual([...jpeg]);
    expect(await bench.temp.store.cases.steps('2026-0001')).toMatchObject([
      {},
      { action: 'attach', detail: { files: 1 } },
    ]);
  });

  it('that comes alone right after a case is kept with it', async () => {
    await bench.say('建议：多办线上培训');
    bench.clock.advance(10 * minute);

    expect(await sendAlone('a.jpg', jpeg)).toBe('1 个文件已存入 2026-0001。');
  });

  it('that comes alone later goes there only with its number, from whoever submitted it', async () => {
    const li = { sender: { platformId: 'li', name: '李秘书', bot: false } };
    await bench.say('建议：多办线上培训');
    bench.clock.advance(11 * minute);

    expect(await sendAlone('a.jpg', jpeg)).toContain('在文件的说明里写 2026-0001');
    expect(await createCaseFileDesk(bench.temp.store).list('2026-0001')).toEqual([]);
    expect(await sendAlone('a.jpg', jpeg, { ...li, text: '2026-0001' })).toBeNull();
    expect(await sendAlone('a.jpg', jpeg, { text: '2026-0001' })).toBe('1 个文件已存入 2026-0001。');
  });

  it('that comes alone half an hour later, or from somebody else, is none of a case', async () => {
    await bench.say('建议：多办线上培训');
    expect(await sendAlone('a.jpg', jpeg, { sender: { platformId: 'li', name: '李秘书', bot: false } })).toBeNull();
    bench.clock.advance(31 * minute);

    expect(await sendAlone('a.jpg', jpeg)).toBeNull();
  });

  it('is known by its bytes: what is no picture or document is refused, and the case stands', async () => {
    const reply = await bench.say('建议：多办线上培训', { attachments: [await sent('照片.jpg', program)] });

    expect(reply).toContain('编号 2026-0001');
    expect(reply).toContain('“照片.jpg”不是图片、PDF、Word、Excel 或 PPT，没有保存。');
    expect(await createCaseFileDesk(bench.temp.store).list('2026-0001')).toEqual([]);
  });

  it('gets a name that is safe and says what it is', async () => {
    await bench.say('建议：多办线上培训', { attachments: [await sent('../../etc/passwd', jpeg)] });

    expect(await createCaseFileDesk(bench.temp.store).list('2026-0001')).toMatchObject([
      { name: '.._.._etc_passwd.jpg' },
    ]);
  });

  it('that cannot be had any more is told of, and the case stands', async () => {
    const lost: Attachment = { kind: 'image', name: 'a.jpg', mime: 'image/jpeg', size: null, source: null };

    expect(await bench.say('建议：多办线上培训', { attachments: [lost] })).toContain('没有取到');
    expect(await bench.cases()).toHaveLength(1);
  });
});

async function sent(name: string, bytes: Uint8Array): Promise<Attachment> {
  const fileId = await bench.temp.store.files.put({ name, mime: 'image/jpeg', bytes }, { now: 1, expiresAt: null });
  return { kind: 'image', name, mime: 'image/jpeg', size: bytes.length, source: { at: 'store', fileId } };
}

async function sendAlone(
  name: string,
  bytes: Uint8Array,
  changes: Parameters<ReceptionBench['receive']>[1] = {},
): Promise<string | null> {
  const outcome = await late(await bench.receive('', { attachments: [await sent(name, bytes)], ...changes }));
  if (outcome === null) return null;
  return (await bench.temp.store.transaction(outcome)).map(({ text }) => text).join('\n');
}
