import { parseArgs } from 'node:util';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { build, type Measured, measure } from './retrieval/measure.ts';
import { joinAndFill } from './retrieval/scale.ts';
import { type QuestionSet, readSets } from './retrieval/sets.ts';
import { type Trap, traps } from './retrieval/traps.ts';

const usage = `用法：npm run eval -- --data 文件夹 [--trap 写法] [--scale 段数] [--questions 题数] [--json]
  --data       一套题（passages.jsonl、queries.jsonl）的文件夹，或装有几套题的文件夹
  --trap       换一种写法问：${Object.keys(traps).join('、')}；all 为逐一
  --scale      各套合在一起，用改写的段落补足到这么多段
  --questions  每套最多问这么多题
  --json       每行一个 JSON`;

/** Columns of the table and their widths. */
const columns = { n: 6, 'r@1': 7, 'r@5': 7, 'r@10': 7, MRR: 7, 'p50 ms': 8, 'p95 ms': 8, 'build s': 8, 'index MB': 9 };
const head =
  'set'.padEnd(34) +
  Object.entries(columns)
    .map(([name, width]) => name.padStart(width))
    .join('');
const output = { isHeaded: false };

type Row = Measured & { trap: string; buildSeconds: number; indexMegabytes: number };

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    trap: { type: 'string' },
    scale: { type: 'string' },
    questions: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const asked = trapsAsked(values.trap);
const sets = values.data === undefined ? [] : chooseSets(values.data);
if (asked === null || sets.length === 0) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  for (const set of sets) await run(set, asked);
}

function trapsAsked(name: string | undefined): (readonly [string, Trap | null])[] | null {
  if (name === undefined) return [['', null]];
  if (name === 'all') return [['', null], ...Object.entries(traps)];
  const chosen = Object.entries(traps).filter(([key]) => key === name);
  return chosen.length === 0 ? null : chosen;
}

function chooseSets(folder: string): QuestionSet[] {
  const most = Number(values.questions ?? Infinity);
  const read = readSets(folder).map((set) => ({ ...set, questions: everyOther(set.questions, most) }));
  return values.scale === undefined ? read : [joinAndFill(read, Number(values.scale))];
}

/** Evenly over the whole set. */
function everyOther<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % step === 0);
}

async function run(set: QuestionSet, asked: readonly (readonly [string, Trap | null])[]): Promise<void> {
  const { index, seconds, megabytes } = await build(set, () => createEmbeddedIndex({ gazetteer: createGazetteer() }));
  for (const [trap, change] of asked) {
    const measured = await measure(index, set, change);
    print({ ...measured, trap, buildSeconds: seconds, indexMegabytes: megabytes });
  }
}

function print(row: Row): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(row)}\n`);
    return;
  }
  const cells = [
    `${row.set}${row.trap === '' ? '' : ` ${row.trap}`}`.padEnd(34),
    String(row.questions).padStart(6),
    ...[row.r1, row.r5, row.r10, row.mrr].map((share) => share.toFixed(3).padStart(7)),
    ...[row.p50ms, row.p95ms, row.buildSeconds].map((time) => time.toFixed(1).padStart(8)),
    row.indexMegabytes.toFixed(0).padStart(9),
  ];
  if (!output.isHeaded) process.stdout.write(`${head}\n`);
  output.isHeaded = true;
  process.stdout.write(`${cells.join('')}\n`);
}
