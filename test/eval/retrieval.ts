import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chooseSets } from './retrieval/choose-sets.ts';
import { createHashedEmbedder } from './retrieval/hashed-embedder.ts';
import { build, type Measured, measure } from './retrieval/measure.ts';
import { findMissed, type Missed } from './retrieval/missed.ts';
import { openIndex } from './retrieval/open-index.ts';
import type { QuestionSet } from './retrieval/sets.ts';
import { type Trap, traps } from './retrieval/traps.ts';

const usage = `用法：npm run eval -- --data 文件夹 [--trap 写法] [--scale 段数] [--questions 题数] [--vectors 维数] [--missed] [--json]
  --data       一套题（passages.jsonl、queries.jsonl）的文件夹，或装有几套题的文件夹
  --trap       换一种写法问：${Object.keys(traps).join('、')}；all 为逐一
  --scale      各套合在一起，用改写的段落补足到这么多段
  --questions  每套最多问这么多题
  --vectors    连同向量一起检索；向量由字对散列而成，只说明这条路走得通、要多久，不说明真实模型的好坏
  --missed     列出前十段里没有答案的题，与有答案的段落在前一百段里的名次
  --json       每行一个 JSON`;

/** Columns of the table and their widths. */
const columns = { n: 6, 'r@1': 7, 'r@5': 7, 'r@10': 7, MRR: 7, 'p50 ms': 8, 'p95 ms': 8, 'build s': 8, 'index MB': 9 };
const head =
  'set'.padEnd(34) +
  Object.entries(columns)
    .map(([name, width]) => name.padStart(width))
    .join('');
const output = { isHeaded: false };

/** `missed` when it was asked for. */
type Row = Measured & { missed?: readonly Missed[]; trap: string; buildSeconds: number; indexMegabytes: number };

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    trap: { type: 'string' },
    scale: { type: 'string' },
    questions: { type: 'string' },
    vectors: { type: 'string' },
    missed: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const asked = trapsAsked(values.trap);
const sets =
  values.data === undefined || !existsSync(values.data)
    ? []
    : chooseSets({ folder: values.data, questions: count(values.questions), scale: count(values.scale) });
if (asked === null || sets.length === 0) {
  const missing = values.data === undefined ? '' : `没有题目文件夹 ${values.data}，或里面没有题。\n`;
  process.stderr.write(`${sets.length === 0 ? missing : ''}${usage}\n`);
  process.exitCode = 2;
} else {
  for (const set of sets) await run(set, asked);
}

function count(value: string | undefined): number | null {
  return value === undefined ? null : Number(value);
}

function trapsAsked(name: string | undefined): (readonly [string, Trap | null])[] | null {
  if (name === undefined) return [['', null]];
  if (name === 'all') return [['', null], ...Object.entries(traps)];
  const chosen = Object.entries(traps).filter(([key]) => key === name);
  return chosen.length === 0 ? null : chosen;
}

async function run(set: QuestionSet, asked: readonly (readonly [string, Trap | null])[]): Promise<void> {
  const embedder = values.vectors === undefined ? null : createHashedEmbedder(Number(values.vectors));
  const { index, seconds, megabytes } = await build(set, () => openIndex(embedder));
  while ((await index.enrich(new AbortController().signal)).left > 0);
  for (const [trap, change] of asked) {
    const measured = await measure(index, set, change);
    const missed = values.missed ? { missed: await findMissed(index, set, change) } : {};
    print({ ...measured, ...missed, trap, buildSeconds: seconds, indexMegabytes: megabytes });
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
  if (!row.missed) return;
  process.stdout.write(`  前十段里有答案 ${row.questions - row.missed.length} / ${row.questions} 题，没有的：\n`);
  for (const { question, place } of row.missed)
    process.stdout.write(`  ${String(place ?? '>100').padStart(5)} ${question}\n`);
}
