import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/base/errors.ts';
import { chooseSets } from '../eval/retrieval/choose-sets.ts';
import type { QuestionSet } from '../eval/retrieval/sets.ts';
import type { Job } from './retrieval/child.ts';
import { type BenchOptions, readOptions } from './retrieval/options.ts';
import { runRounds } from './retrieval/rounds.ts';
import { runChild } from './retrieval/run-child.ts';
import { machineLine, versionsLine } from './retrieval/surroundings.ts';
import { systems } from './retrieval/systems.ts';
import { type SetRows, setTable, summary } from './retrieval/tables.ts';

/** `childScript` is the built retrieval/child.ts. Resolves with the exit code: 0, or 2 when asked in a way that makes no sense. */
export async function benchRetrieval(args: readonly string[], childScript: string): Promise<number> {
  try {
    await compare(readOptions(args), childScript);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function compare(options: BenchOptions, childScript: string): Promise<void> {
  const sets = readQuestionSets(options);
  const done: SetRows[] = [];
  for (const set of sets) {
    const rows = await compareOver(set, options, childScript);
    done.push(rows);
    if (options.json) printLines(rows);
    else print(`${setTable(rows)}\n`);
  }
  if (!options.json) print(`${summary(done)}\n\n${surroundings(options)}`);
}

function readQuestionSets(options: BenchOptions): QuestionSet[] {
  const sets = readable(() => chooseSets(options));
  if (sets.length > 0) return sets;
  throw new AppError('usage/invalid', `${options.folder} 里没有题集，每套要有 passages.jsonl 和 queries.jsonl。`);
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('usage/invalid', `题集读不了：${reason}`, { cause: error });
  }
}

async function compareOver(set: QuestionSet, options: BenchOptions, script: string): Promise<SetRows> {
  const { questions, scale, rounds, limitSeconds } = options;
  const folder = folderOf(set, options);
  const outcomes = await runRounds({
    systems: options.systems,
    rounds,
    run: (system, round) => {
      process.stderr.write(`${set.name} 第 ${String(round)}/${String(rounds)} 轮 ${systems[system].label}\n`);
      const job: Job = { system, folder, questions, scale };
      return runChild({ script, job, limitSeconds });
    },
  });
  return {
    name: set.name,
    passages: set.documents.reduce((sum, { passages }) => sum + passages.length, 0),
    questions: set.questions.length,
    rows: [...outcomes].map(([system, outcome]) => ({ label: systems[system].label, outcome })),
  };
}

/** Of this set alone, so that a process reads nothing that it does not need. */
function folderOf(set: QuestionSet, { folder, scale }: BenchOptions): string {
  const own = join(folder, set.name);
  return scale === null && existsSync(own) ? own : folder;
}

function surroundings({ systems: names, rounds }: BenchOptions): string {
  const versions = versionsLine(names.flatMap((name): readonly string[] => systems[name].packages));
  return [
    `机器：${machineLine()}；每个系统 ${String(rounds)} 轮，每轮一个新进程，取中位数。`,
    `r@k：前 k 段里有答案的比例；内存：建好索引并回收之后的常驻内存减去之前的，资料本身不计。`,
    ...(versions === '' ? [] : [`版本：${versions}。`]),
  ].join('\n');
}

function printLines({ rows, ...set }: SetRows): void {
  for (const { label, outcome } of rows)
    print(
      JSON.stringify({
        set: set.name,
        passages: set.passages,
        questions: set.questions,
        system: label,
        ...flat(outcome),
      }),
    );
}

function flat(outcome: SetRows['rows'][number]['outcome']): object {
  return outcome.kind === 'measured' ? outcome.figures : { failed: outcome.reason };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
