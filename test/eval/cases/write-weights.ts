import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { toLetter } from '../../../src/features/reception/leaning.ts';
import { type Example, learn } from './learn.ts';
import { readExamples } from './examples.ts';

/** `npm run eval -- --learn-cases`: learns from all labelled messages and writes what was learned. */
export function writeWeights(file: string): void {
  const examples = readExamples();
  const { step, written } = toLetters(learn(examples));
  const lines = [
    '/** Learned by `npm run eval -- --learn-cases`; not to be written by hand. A run of characters and a letter for each leaning. */',
    `export const weightStep = ${step};`,
    '/** Of what it was learned, so that a test sees when it is not of the examples there are. */',
    `export const learnedOf = '${hashOf(examples)}';`,
    `export const writtenWeights = \`\n${linesOf(written).join('\n')}\`;`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  process.stdout.write(`${examples.length} examples, ${written.length} runs of characters -> ${file}\n`);
}

export function hashOf(examples: readonly Example[]): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex').slice(0, 16);
}

function toLetters(weights: ReturnType<typeof learn>): { step: number; written: string[] } {
  const most = Math.max(...[...weights.values()].flatMap((row) => [...row].map(Math.abs)));
  const step = Number((most / 25 ** 2).toPrecision(3));
  const written = [...weights].map(
    ([gram, row]) => gram + Array.from(row, (weight) => toLetter(weight, step)).join(''),
  );
  return { step, written };
}

function linesOf(written: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < written.length; at += 12) lines.push(written.slice(at, at + 12).join(' '));
  return lines;
}
