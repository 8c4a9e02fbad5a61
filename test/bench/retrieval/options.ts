import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError } from '../../../src/base/errors.ts';
import { isSystemName, type SystemName, systemNames } from './systems.ts';

export type BenchOptions = {
  folder: string;
  systems: readonly SystemName[];
  questions: number | null;
  scale: number | null;
  rounds: number;
  limitSeconds: number;
  json: boolean;
};

export const usage = `用法：npm run bench retrieval -- --data 文件夹 [--only 名称,…] [--questions 题数] [--scale 段数] [--rounds 轮数] [--limit 秒] [--json]
  --data       一套题（passages.jsonl、queries.jsonl）的文件夹，或装有几套题的文件夹
  --only       只比这几个：${systemNames.join('、')}
  --questions  每套最多问这么多题
  --scale      各套合在一起，用改写的段落补足到这么多段
  --rounds     每个系统量几轮，取中位数（3）
  --limit      一个系统一轮最多用多少秒（300）
  --json       每行一个 JSON`;

/** Throws `usage/invalid` with a sentence that says what is wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const given = parse(args);
  return {
    folder: folderOf(given.data),
    systems: chosen(given.only),
    questions: whole('--questions', given.questions),
    scale: whole('--scale', given.scale),
    rounds: whole('--rounds', given.rounds) ?? 3,
    limitSeconds: whole('--limit', given.limit) ?? 300,
    json: given.json ?? false,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    data: text,
    only: text,
    questions: text,
    scale: text,
    rounds: text,
    limit: text,
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new AppError('usage/invalid', `参数看不懂：${args.join(' ')}。\n${usage}`, { cause: error });
  }
}

function folderOf(data: string | undefined): string {
  if (data === undefined)
    throw new AppError('usage/invalid', '请用 --data 给出题集的文件夹，每套题是 passages.jsonl 和 queries.jsonl。');
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('usage/invalid', `${data} 不是文件夹，请检查 --data。`);
  return data;
}

function chosen(only: string | undefined): readonly SystemName[] {
  if (only === undefined) return systemNames;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isSystemName(name));
  if (unknown.length > 0)
    throw new AppError('usage/invalid', `--only 里没有 ${unknown.join('、')}，可用的有：${systemNames.join('、')}。`);
  return systemNames.filter((name) => names.includes(name));
}

function whole(option: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d*$/.test(value)) throw new AppError('usage/invalid', `${option} 要写正整数，现在是“${value}”。`);
  return Number(value);
}
