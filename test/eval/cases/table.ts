import { judge } from './judge.ts';
import { blind, learnedFrom, readLabelled } from './examples.ts';

/** `npm run eval -- --cases`: how messages are read as cases; `--wrong` shows those of what was learned from that are not. */
const showsWrong = process.argv.includes('--wrong');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

for (const name of [...learnedFrom, blind]) {
  const { kinds, fields, wrong } = judge(readLabelled(name));
  process.stdout.write(`${name}: kind ${kinds.right}/${kinds.of} ${percent(kinds.right / kinds.of)}\n`);
  for (const { field, right, of, precision, recall } of fields) {
    const figures = `${percent(right / of)}  precision ${percent(precision)}  recall ${percent(recall)}`;
    process.stdout.write(`  ${field.padEnd(14)}${figures}\n`);
  }
  if (showsWrong && name !== blind) for (const line of wrong) process.stdout.write(`  ${line}\n`);
}
