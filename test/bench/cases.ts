import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createExporters } from '../../src/app/exporters.ts';
import { systemClock } from '../../src/adapters/process/clock.ts';
import { AppError } from '../../src/base/errors.ts';
import { createLedgerDesk, ledgerFormats, type LedgerOrder } from '../../src/features/reception/ledger-desk.ts';
import type { Store } from '../../src/ports/store.ts';
import { newCase } from '../support/store-builders.ts';
import { openPlace } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { machineLine } from './retrieval/surroundings.ts';

const usage =
  '用法：npm run bench cases -- [--cases 件数] [--files 文件数 --kilobytes 每个多大]，都是正整数；件数不写就是 100000，文件不写就没有。\n';
const all = { from: null, to: null, status: null, kind: null };
const filledAtOnce = 1_000;
const content =
  '建议协会多组织食品安全方面的培训，最好放在淡季，线上线下都可以参加，费用由协会承担一部分，并请发通知。';

/** What the export of very many cases takes, and how long the bot does nothing else at the worst. */
export async function benchCases(args: readonly string[]): Promise<number> {
  const asked = readCounts(args);
  if (asked === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { cases, files, kilobytes } = asked;
  say(`机器：${machineLine()}；SQLite，${cases} 件诉求`);
  const place = await openPlace('sqlite');
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-cases-'));
  try {
    await withStore(place.options, async (store) => {
      await fill(store, cases);
      if (files === 0) await measureAll(store, folder);
      else await measureFiles(store, folder, { cases, files, kilobytes });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await place.drop();
  }
  return 0;
}

async function fill(store: Store, cases: number): Promise<void> {
  for (let from = 0; from < cases; from += filledAtOnce)
    await store.transaction(async (records) => {
      for (let one = from; one < Math.min(cases, from + filledAtOnce); one += 1)
        await records.cases.record(newCase(one, { content, createdAt: one * 60_000, phone: '13800138000' }));
    });
}

async function measureAll(store: Store, folder: string): Promise<void> {
  for (const format of [...ledgerFormats].toReversed())
    await measure(store, join(folder, `cases.${format}`), { format, files: false });
}

/** All of them in the zip, and once more in a folder. */
async function measureFiles(store: Store, folder: string, of: Asked): Promise<void> {
  for (let one = 0; one < of.files; one += 1) {
    const caseNo = `2026-${String((one % of.cases) + 1).padStart(4, '0')}`;
    const file = { name: '现场.jpg', mime: 'image/jpeg', bytes: randomBytes(of.kilobytes * 1024) };
    const fileId = await store.files.put(file, { now: 1, expiresAt: null });
    await store.caseFiles.add({ id: `${one}`, key: `${one}`, caseNo, fileId, addedAt: 1 });
  }
  say(`${of.files} 个文件，各 ${of.kilobytes} KB；放进去以后进程最多用过 ${mostMemory()} MB`);
  for (const place of ['files.zip', 'files']) await measure(store, join(folder, place), { format: 'csv', files: true });
}

async function measure(
  store: Store,
  file: string,
  { format, files }: Pick<LedgerOrder, 'format' | 'files'>,
): Promise<void> {
  const exporters = createExporters({ timeZone: 'Asia/Shanghai' });
  const desk = createLedgerDesk({
    records: store,
    exporters,
    fileSets: exporters.fileSets,
    kindNames: async () => new Map(),
    clock: systemClock,
    timeZone: 'Asia/Shanghai',
  });
  const gaps = monitorEventLoopDelay({ resolution: 1 });
  gaps.enable();
  const began = performance.now();
  try {
    const made = await desk.export(all, { format, file, who: '测量', masked: false, files });
    const { size } = await stat(file);
    const what = files ? `${basename(file)}，${made.files} 个文件` : format;
    say(`${what}：${seconds(began)} 秒，${(size / 1e6).toFixed(1)} MB，${gapsOf(gaps)}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    say(`${format}：${seconds(began)} 秒后说：${error.message}（${gapsOf(gaps)}）`);
  }
  gaps.disable();
  say(`进程最多用过 ${mostMemory()} MB`);
}

function mostMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function gapsOf(gaps: ReturnType<typeof monitorEventLoopDelay>): string {
  return `事件循环最长停 ${(gaps.max / 1e6).toFixed(0)} 毫秒，99.9% 不超过 ${(gaps.percentile(99.9) / 1e6).toFixed(0)} 毫秒`;
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1_000).toFixed(1);
}

type Asked = { cases: number; files: number; kilobytes: number };

function readCounts(args: readonly string[]): Asked | null {
  const count = (type: string): { type: 'string'; default: string } => ({ type: 'string', default: type });
  try {
    const options = { cases: count('100000'), files: count('0'), kilobytes: count('1024') };
    const { values } = parseArgs({ args: [...args], options });
    const written = Object.values(values);
    if (!written.every((text) => /^\d{1,7}$/u.test(text)) || Number(values.cases) === 0) return null;
    return { cases: Number(values.cases), files: Number(values.files), kilobytes: Number(values.kilobytes) };
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
