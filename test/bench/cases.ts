import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createCsvExporter } from '../../src/adapters/exports/csv.ts';
import { createDocxExporter } from '../../src/adapters/exports/docx.ts';
import { createJsonExporter } from '../../src/adapters/exports/json.ts';
import { createXlsxExporter } from '../../src/adapters/exports/xlsx.ts';
import { systemClock } from '../../src/adapters/process/clock.ts';
import { AppError } from '../../src/base/errors.ts';
import { createLedgerDesk, ledgerFormats } from '../../src/features/reception/ledger-desk.ts';
import type { Store } from '../../src/ports/store.ts';
import { newCase } from '../support/store-builders.ts';
import { openPlace } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { machineLine } from './retrieval/surroundings.ts';

const usage = '用法：npm run bench cases -- [--cases 件数]，件数是正整数，不写就是 100000。\n';
const all = { from: null, to: null, status: null, kind: null };
const filledAtOnce = 1_000;
const content =
  '建议协会多组织食品安全方面的培训，最好放在淡季，线上线下都可以参加，费用由协会承担一部分，并请发通知。';

/** What the export of very many cases takes, and how long the bot does nothing else at the worst. */
export async function benchCases(args: readonly string[]): Promise<number> {
  const cases = readCount(args);
  if (cases === null) {
    process.stderr.write(usage);
    return 2;
  }
  say(`机器：${machineLine()}；SQLite，${cases} 件诉求`);
  const place = await openPlace('sqlite');
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-cases-'));
  try {
    await withStore(place.options, async (store) => {
      await fill(store, cases);
      await measureAll(store, folder);
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
  const exporters = {
    csv: createCsvExporter(),
    json: createJsonExporter(),
    xlsx: createXlsxExporter(),
    docx: createDocxExporter(),
  };
  const desk = createLedgerDesk({
    records: store,
    exporters,
    kindNames: async () => new Map(),
    clock: systemClock,
    timeZone: 'Asia/Shanghai',
  });
  for (const format of [...ledgerFormats].toReversed()) {
    const file = join(folder, `cases.${format}`);
    const gaps = monitorEventLoopDelay({ resolution: 1 });
    gaps.enable();
    const began = performance.now();
    try {
      await desk.export(all, { format, file, who: '测量', masked: false });
      const { size } = await stat(file);
      say(`${format}：${seconds(began)} 秒，${(size / 1e6).toFixed(1)} MB，${gapsOf(gaps)}`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(`${format}：${seconds(began)} 秒后说：${error.message}（${gapsOf(gaps)}）`);
    }
    gaps.disable();
  }
  say(`进程最多用过 ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

function gapsOf(gaps: ReturnType<typeof monitorEventLoopDelay>): string {
  return `事件循环最长停 ${(gaps.max / 1e6).toFixed(0)} 毫秒，99.9% 不超过 ${(gaps.percentile(99.9) / 1e6).toFixed(0)} 毫秒`;
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1_000).toFixed(1);
}

function readCount(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { cases: { type: 'string', default: '100000' } } });
    return /^[1-9]\d{0,6}$/u.test(values.cases) ? Number(values.cases) : null;
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
