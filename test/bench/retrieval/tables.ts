import type { Outcome } from './outcome.ts';

export type Row = { label: string; outcome: Outcome };
export type SetRows = { name: string; passages: number; questions: number; rows: readonly Row[] };

const labelWidth = 26;
/** Columns of a set's table with their widths. */
const columns = { 'r@1': 7, 'r@5': 7, 'r@10': 7, MRR: 7, 'p50 ms': 9, 'p95 ms': 9, 'build s': 9, 'index MB': 10 };

export function setTable({ name, passages, questions, rows }: SetRows): string {
  const heads = Object.entries(columns).map(([head, width]) => head.padStart(width));
  return [
    `${name}：${String(passages)} 段，${String(questions)} 题`,
    `${''.padEnd(labelWidth)}${heads.join('')}`,
    ...rows.map(({ label, outcome }) => `${label.padEnd(labelWidth)}${lineOf(outcome)}`),
  ].join('\n');
}

function lineOf(outcome: Outcome): string {
  if (outcome.kind === 'failed') return `  ${outcome.reason}`;
  const { r1, r5, r10, mrr, p50ms, p95ms, buildSeconds, indexMegabytes } = outcome.figures;
  const cells = [
    ...[r1, r5, r10, mrr].map((share) => share.toFixed(3)),
    ...[p50ms, p95ms, buildSeconds].map((time) => time.toFixed(2)),
    indexMegabytes.toFixed(0),
  ];
  return cells.map((cell, i) => cell.padStart(Object.values(columns)[i] ?? 0)).join('');
}

/** All sets in one table, as it stands in the README; times and memory are those of the set with the most passages. */
export function summary(sets: readonly SetRows[]): string {
  const [first, ...others] = sets.toSorted((a, b) => b.passages - a.passages);
  if (first === undefined) return '';
  const heads = ['系统', ...[first, ...others].map(({ name }) => `${name} r@1 / r@5 / r@10`)];
  const costs = ['p50 / p95 毫秒', '建立 秒', '内存 MB'].map((head) => `${head}（${first.name}）`);
  const lines = first.rows.map(({ label, outcome }) => {
    const shares = [first, ...others].map(({ rows }) => sharesOf(rows.find((row) => row.label === label)?.outcome));
    return markdown([label, ...shares, ...costsOf(outcome)]);
  });
  const rule = [...heads, ...costs].map((_, i) => (i === 0 ? '---' : '--:'));
  return [markdown([...heads, ...costs]), markdown(rule), ...lines].join('\n');
}

function sharesOf(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'measured') return outcome?.reason ?? '';
  const { r1, r5, r10 } = outcome.figures;
  return [r1, r5, r10].map((share) => share.toFixed(3)).join(' / ');
}

function costsOf(outcome: Outcome): string[] {
  if (outcome.kind === 'failed') return ['', '', ''];
  const { p50ms, p95ms, buildSeconds, indexMegabytes } = outcome.figures;
  return [`${p50ms.toFixed(2)} / ${p95ms.toFixed(2)}`, buildSeconds.toFixed(2), indexMegabytes.toFixed(0)];
}

function markdown(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
