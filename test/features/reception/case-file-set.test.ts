import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createExporters } from '../../../src/app/exporters.ts';
import { createLedgerDesk, type LedgerOrder, type LedgerQuery } from '../../../src/features/reception/ledger-desk.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { newCase } from '../../support/store-builders.ts';
import { timesInZip } from '../../support/zip-times.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const timeZone = 'Asia/Shanghai';
const all = { from: null, to: null, status: null, kind: null };

describe('the register with photos and documents', () => {
  it('is one zip: the register, the files under the number of their case, and hashes of all', async () => {
    const bench = await benchWith();
    await bench.add({}, ['现场.jpg', '合同.pdf']);
    await bench.add({}, []);
    await bench.add({}, ['现场.jpg']);

    const { made, files } = await bench.take();

    expect(made).toMatchObject({ cases: 3, files: 3 });
    expect([...files.keys()]).toEqual([
      '诉求台账.csv',
      '文件/2026-0001/现场.jpg',
      '文件/2026-0001/合同.pdf',
      '文件/2026-0003/现场.jpg',
      'SHA256SUMS.txt',
    ]);
    expect(files.get('文件/2026-0003/现场.jpg')).toBe('2026-0003 现场.jpg 1');
    expect(files.get('SHA256SUMS.txt')?.trim().split('\n')).toHaveLength(4);
  });

  it('loses none of equal names, and lets none out of its folder', async () => {
    const bench = await benchWith();
    await bench.add({}, ['a.jpg', 'A.jpg', 'a.jpg', '../../../a.jpg', '..']);

    const { files } = await bench.take();

    expect([...files.keys()].filter((name) => name.startsWith('文件/'))).toEqual([
      '文件/2026-0001/a.jpg',
      '文件/2026-0001/A (2).jpg',
      '文件/2026-0001/a (3).jpg',
      '文件/2026-0001/_.._.._a.jpg',
      '文件/2026-0001/文件',
    ]);
  });

  it('holds the files of the cases that were asked for, and of no others', async () => {
    const bench = await benchWith();
    await bench.add({ kind: 'complaint' }, ['投诉.jpg']);
    await bench.add({ kind: 'suggestion' }, ['建议.jpg']);

    const { files } = await bench.take({}, { kind: 'complaint' });

    expect([...files.keys()]).toContain('文件/2026-0001/投诉.jpg');
    expect([...files.keys()].join()).not.toContain('建议.jpg');
  });

  it('tells of an anonymous case neither what its files are called nor the hour they came', async () => {
    const bench = await benchWith();
    await bench.add({ claimHash: 'h', memberId: null, memberName: null, conversationId: null, messageId: null }, [
      '张三的手机.JPG',
      '微信图片 13912345678',
    ]);

    const { files, times } = await bench.take();

    expect([...files.keys()].filter((name) => name.startsWith('文件/'))).toEqual([
      '文件/2026-0001/文件.JPG',
      '文件/2026-0001/文件',
    ]);
    expect(times.slice(1, 3)).toEqual(['2026-11-23 00:00', '2026-11-23 00:00']);
  });

  it('masks names of files when it is masked', async () => {
    const bench = await benchWith();
    await bench.add({ contact: '张三丰' }, ['张三丰 13912345678 身份证.jpg']);

    const { files } = await bench.take({ masked: true });

    expect([...files.keys()].join()).not.toMatch(/张三丰|13912345678/u);
    expect([...files.keys()][1]).toBe('文件/2026-0001/张__ 139____5678 身份证.jpg');
  });

  it('is on record as taken with files, and so is what was taken without', async () => {
    const bench = await benchWith();
    await bench.take();
    await bench.take({ files: false, masked: true });

    const entries = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ detail }) => detail)).toEqual([
      { format: 'csv', contacts: true, files: true },
      { format: 'csv', contacts: false, files: false },
    ]);
  });
});

async function benchWith() {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  const exporters = createExporters({ timeZone });
  const { fileSets } = exporters;
  const kindNames = async () => new Map<string, string>();
  const desk = createLedgerDesk({ records: store, exporters, fileSets, kindNames, clock, timeZone });
  let count = 0;
  return {
    store,
    async add(changes: Partial<NewCase>, names: readonly string[]): Promise<void> {
      const createdAt = Date.parse('2026-11-23T00:00:00+08:00');
      const { no } = await store.cases.record(newCase((count += 1), { createdAt, ...changes }));
      for (const [place, name] of names.entries()) {
        const bytes = new TextEncoder().encode(`${no} ${name} ${place + 1}`);
        const fileId = await store.files.put({ name, mime: 'image/jpeg', bytes }, { now: 1, expiresAt: null });
        const addedAt = createdAt + (place + 1) * 3_600_000;
        await store.caseFiles.add({ id: `${no}-${place}`, key: `${no}/${place}`, caseNo: no, fileId, addedAt });
      }
    },
    async take(order: Partial<LedgerOrder> = {}, query: Partial<LedgerQuery> = {}) {
      const place = join(tempFolder(), '台账.zip');
      const usual = { format: 'csv', file: place, who: '李干事', masked: false, files: true } as const;
      const made = await desk.export({ ...all, ...query }, { ...usual, ...order });
      if (order.files === false) return { made, files: new Map<string, string>(), times: [] };
      const bytes = await readFile(place);
      const files = new Map(
        Object.entries(unzipSync(new Uint8Array(bytes))).map(([name, one]) => [name, strFromU8(one)]),
      );
      return { made, files, times: timesInZip(bytes) };
    },
  };
}
