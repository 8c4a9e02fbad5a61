import { parseArgs } from 'node:util';
import { postgresUrl } from '../support/postgres.ts';
import { openPlace, type StoreKind } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { bytesOf } from './ledger/bytes.ts';
import { fillGroups } from './ledger/fill.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { planAll } from './send/work.ts';
import type { Store } from '../../src/ports/store.ts';

const names: Readonly<Record<StoreKind, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
const usage = '用法：npm run bench ledger -- [--groups 群数]，群数是正整数，不写就是 100000。\n';
const rounds = 20;
/** As the sender takes them. */
const claimed = 20;
const owner = 'bench';

/** What a broadcast to very many groups asks of the store: to plan it, to take and settle deliveries while all wait, and room. */
export async function benchLedger(args: readonly string[]): Promise<number> {
  const groups = readGroups(args);
  if (groups === null) {
    process.stderr.write(usage);
    return 2;
  }
  say(`机器：${machineLine()}；${groups} 个群，一次群发`);
  for (const kind of ['sqlite', 'postgres'] as const) {
    if (kind === 'postgres' && postgresUrl === null) {
      say('PostgreSQL：跳过，没有测。请设置 DATABASE_URL 再运行。');
      continue;
    }
    const place = await openPlace(kind);
    try {
      await withStore(place.options, async (store) => {
        await fillGroups(store, place.options, groups);
        const before = await bytesOf(place.options);
        const planMs = await timed(() => planAll(store, 1, 'all'));
        const bytes = (await bytesOf(place.options)) - before;
        const { claimMs, settleMs } = await sendSome(store);
        say(
          `${names[kind]}：安排 ${groups} 条用 ${(planMs / 1_000).toFixed(1)} 秒，每条 ${Math.round(bytes / groups)} 字节（连同索引）`,
        );
        say(
          `  全部在等时：取 ${claimed} 条 ${claimMs.toFixed(0)} 毫秒，记一条的“在发”和“已发” ${settleMs.toFixed(1)} 毫秒`,
        );
      });
    } finally {
      await place.drop();
    }
  }
  return 0;
}

/** Milliseconds of a claim, and of what is put on record of one message. */
async function sendSome({ deliveries }: Store): Promise<{ claimMs: number; settleMs: number }> {
  const [claims, ends]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const now = Date.now();
    const began = performance.now();
    const due = await deliveries.claim({ owner, now, leaseMs: 30_000 }, { limit: claimed, channels: ['telegram'] });
    claims.push(performance.now() - began);
    const settling = await timed(async () => {
      for (const { id } of due) {
        await deliveries.markSending(id, owner, now);
        await deliveries.markSent(id, owner, { at: now, platformMessageId: id });
      }
    });
    ends.push(settling / due.length);
  }
  return { claimMs: medianOf(claims), settleMs: medianOf(ends) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function readGroups(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { groups: { type: 'string', default: '100000' } } });
    return /^[1-9]\d{0,6}$/u.test(values.groups) ? Number(values.groups) : null;
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
