import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { createExporters } from '../../../src/app/exporters.ts';
import { createCaseStatistics } from '../../../src/features/reception/case-statistics.ts';
import { createPack, type PackOrder } from '../../../src/features/reception/pack.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { readCsv } from '../../support/read-csv.ts';
import { broadcast, delivery, group, message, newCase, question } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const within = Date.parse('2026-11-23T09:00:00+08:00');
const sheets = ['寄语', '群发', '诉求', '办理过程', '诉求文件', '提问', '操作记录'];

describe('the pack for an inspection', () => {
  it('is a folder of tables and a document, with hashes that are right', async () => {
    const { write } = await open();

    const { folder, files } = await write();

    const names = ['迎检台账.xlsx', '迎检材料.docx', ...sheets.map((name) => `${name}.csv`)];
    expect(files.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect((await readdir(folder)).toSorted()).toEqual([...names, 'SHA256SUMS.txt'].toSorted());
    const sums = (await readFile(join(folder, 'SHA256SUMS.txt'), 'utf8')).trim().split('\n');
    expect(sums).toHaveLength(9);
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex'),
      ).toBe(sum);
    }
  });

  it('tells of the period alone: messages, broadcasts and receipts, cases with every step, questions, acts', async () => {
    const { write } = await open();
    const { folder } = await write();
    const rows = async (name: string): Promise<string[][]> =>
      readCsv((await readFile(join(folder, `${name}.csv`), 'utf8')).slice(1)).slice(1);

    expect(await rows('寄语')).toEqual([
      ['2026-11-23', '廉者，政之本也。（AI 生成，经人工审核）', '1', '0', '0', '0', '', '是'],
    ]);
    expect((await rows('群发')).map((row) => [row[3], row[5], row[9], row[10]])).toEqual([
      ['周五前报名，电话 139****5678', '1', '核对人数', '2'],
    ]);
    expect((await rows('诉求')).map((row) => row[0])).toEqual(['2026-0001']);
    expect((await rows('办理过程')).map((row) => [row[0], row[4], row[5], row[6]])).toEqual([
      ['2026-0001', '登记', '已登记', ''],
      ['2026-0001', '受理', '已受理', '已致电 139****5678'],
    ]);
    expect((await rows('提问')).map((row) => [row[1], row[2], row[3], row[5], row[6]])).toEqual([
      ['群 g', '王**', '会费怎么收？我的电话 139****5678', '按资料答复', '是'],
      ['群 g', '王**', expect.any(String), '尚未答复', ''],
    ]);
    expect((await rows('操作记录')).map((row) => [row[2], row[3], row[4]])).toEqual([
      ['李干事', '<group/mute>', 'g'],
      ['李干事', '<pack/export>', 'pack'],
    ]);
  });

  it('holds the same in one workbook and in a document to be read', async () => {
    const { write } = await open();
    const { folder } = await write();

    for (const sheet of sheets)
      expect((await readSheet(join(folder, '迎检台账.xlsx'), sheet)).length).toBeGreaterThan(1);
    const { value } = await mammoth.convertToHtml({ path: join(folder, '迎检材料.docx') });
    for (const sheet of sheets) expect(value).toContain(`<h1>${sheet}</h1><table>`);
    expect(value).toContain('登记 1 件，应办 1 件');
    expect(value).toContain('姓名、电话、邮箱已打码');
  });

  it('has no name, number or address of anybody in it, unless it is asked for, and that is on record', async () => {
    const { write, audit } = await open();
    const secrets = ['13912345678', '王小明', 'wang@example.com'];
    const textsOf = async (folder: string): Promise<string> => {
      const csv = await Promise.all(sheets.map((name) => readFile(join(folder, `${name}.csv`), 'utf8')));
      return csv.join('') + (await mammoth.convertToHtml({ path: join(folder, '迎检材料.docx') })).value;
    };

    const masked = await textsOf((await write()).folder);
    for (const secret of secrets) expect(masked).not.toContain(secret);
    const whole = await textsOf((await write({ contacts: true })).folder);
    for (const secret of secrets) expect(whole).toContain(secret);
    expect((await audit()).map(({ detail }) => detail)).toEqual([
      { contacts: false, files: false, from: '2026-11-01', until: '2026-11-30' },
      { contacts: true, files: false, from: '2026-11-01', until: '2026-11-30' },
    ]);
  });

  it('holds the photos and documents of cases only when it is asked to, masked by their names alone, and says so', async () => {
    const { write, audit } = await open();
    const listed = async (folder: string): Promise<(string | undefined)[]> =>
      readCsv((await readFile(join(folder, '诉求文件.csv'), 'utf8')).slice(1))[1] ?? [];

    const without = await write();
    expect(without.leftOut).toBe(1);
    expect(await listed(without.folder)).toEqual([
      '2026-0001',
      '王__的合同.pdf',
      '18 字节',
      '2026-11-23 09:00',
      '没有放入（内容无法打码）',
    ]);
    const masked = await write({ files: true });
    const path = '文件/2026-0001/王__的合同.pdf';
    expect(masked.leftOut).toBe(0);
    expect((await listed(masked.folder)).at(-1)).toBe(path);
    expect(new Uint8Array(await readFile(join(masked.folder, path)))).toEqual(bytes);
    const sum = createHash('sha256').update(bytes).digest('hex');
    expect(await readFile(join(masked.folder, 'SHA256SUMS.txt'), 'utf8')).toContain(`${sum}  ${path}\n`);
    const { value } = await mammoth.convertToHtml({ path: join(masked.folder, '迎检材料.docx') });
    expect(value).toContain('它们的内容没有打码');
    const whole = await write({ files: true, contacts: true });
    expect(await readFile(join(whole.folder, '文件/2026-0001/王小明的合同.pdf'), 'utf8')).toContain('王小明');
    expect((await audit()).map(({ detail }) => detail['files'])).toEqual([false, true, true]);
  });

  it('does not take the place of anything, and leaves nothing behind where it cannot stand', async () => {
    const { write, place } = await open();
    const there = join(place, 'there');
    await mkdir(there);

    await expect(write({ place: there })).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(write({ place: join(place, 'none', 'pack') })).rejects.toMatchObject({ code: 'input/invalid' });
    expect(await readdir(place)).toEqual(['there']);
  });
});

const bytes = new TextEncoder().encode('%PDF-1.4 王小明');

async function open() {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  const conversationId = await group(store);
  const contact = { contact: '王小明', memberName: '王小明', phone: '13912345678', email: 'wang@example.com' };
  await store.transaction(async (records) => {
    const one = await records.cases.record(newCase(1, { conversationId, createdAt: within, ...contact }));
    const fileId = await records.files.put(
      { name: '王小明的合同.pdf', mime: 'application/pdf', bytes },
      { now: 1, expiresAt: null },
    );
    await records.caseFiles.add({ id: 'f', key: 'f', caseNo: one.no, fileId, addedAt: within });
    await records.cases.record(newCase(2, { conversationId, createdAt: Date.parse('2026-12-01T00:00:00+08:00') }));
    const step = { at: within, who: '李干事', action: 'accept', note: '已致电 13912345678', detail: {} } as const;
    await records.cases.change(one, { status: 'accepted' }, step);
    const text = '廉者，政之本也。（AI 生成，经人工审核）';
    await records.dailyDays.fix({ date: '2026-11-23', messageId: 'm', text, plannedAt: within });
    await records.deliveries.add(
      [delivery('d', conversationId, { kind: 'daily', key: `daily/2026-11-23/${conversationId}` })],
      within,
    );
    const receipt = { reason: '核对人数', until: within + 1 };
    const sent = { text: '周五前报名，电话 13912345678', at: within, receipt };
    await records.broadcasts.add(broadcast('b', sent));
    await records.broadcasts.add(broadcast('later', { at: Date.parse('2026-12-01T00:00:00+08:00') }));
    await records.deliveries.add([delivery('e', conversationId, { kind: 'broadcast', broadcastId: 'b' })], within);
    for (const person of ['甲', '乙'])
      await records.receipts.record({ deliveryId: 'e', kind: 'acknowledged', person, name: person, at: within });
    await records.audit.append({ at: within, who: '李干事', action: 'group/mute', subject: 'g', detail: {} });
  });
  const said = { text: '会费怎么收？我的电话 13912345678', sender: { platformId: 'w', name: '王小明', bot: false } };
  const { messageId } = await store.messages.accept(message('q', said), within);
  const answer = '按章程收。\nAI 生成，仅供参考，以原文为准\n\n出处：《章程》';
  const entry = { key: 'r', conversationId, text: answer, replyTo: messageId, name: '清语', at: within, file: null };
  await store.messages.recordOutbound(entry);
  await store.unanswered.record(question('u', { conversationId, createdAt: within, memberName: '王小明' }));
  const exporters = createExporters({ timeZone: 'Asia/Shanghai' });
  const timeZone = 'Asia/Shanghai';
  const kindNames = async () => new Map<string, string>();
  const countCases = createCaseStatistics({ records: store, kindNames, clock, timeZone });
  const run = createPack({ store, exporters, fileSets: exporters.fileSets, countCases, kindNames, clock, timeZone });
  const place = tempFolder();
  let packs = 0;
  return {
    place,
    audit: async () =>
      (await store.audit.list(0, Number.MAX_SAFE_INTEGER)).filter(({ action }) => action === 'pack/export'),
    async write(changes: Partial<PackOrder> = {}) {
      const order: PackOrder = {
        place: join(place, `pack-${(packs += 1)}`),
        period: { from: Date.parse('2026-11-01T00:00:00+08:00'), until: Date.parse('2026-12-01T00:00:00+08:00') },
        contacts: false,
        files: false,
        who: '李干事',
        actionName: (action) => `<${action}>`,
        ...changes,
      };
      return { folder: order.place, ...(await run(order)) };
    },
  };
}
