import { createCaseFormFiles } from '../../../src/adapters/case-forms/case-form-files.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import { type Figures, judge } from './judge.ts';
import { blind, learnedFrom, readLabelled } from './examples.ts';
import { type Asked, readWithModel } from './read-with-model.ts';

/**
 * `npm run eval -- --cases`: how messages are read as cases, by rules alone and with a scripted model beside them; a field
 * shows precision / recall. `--wrong` lists those of what was learned from that come out as another kind.
 */
const showsWrong = process.argv.includes('--wrong');
const percent = (share: number): string => (100 * share).toFixed(1);
const house = {
  prompts: await readPrompts('prompts'),
  forms: (await createCaseFormFiles('knowledge/forms').read()).forms,
};

for (const [at, name] of [...learnedFrom, blind].entries()) {
  const messages = readLabelled(name);
  const rules = judge(messages);
  const { items, asked } = await readWithModel(messages, house);
  if (at === 0) say(['set', 'read by', 'kinds', ...rules.fields.map(({ field }) => field)]);
  say([name, 'rules', ...cellsOf(rules)]);
  say(['', 'rules + scripted model', ...cellsOf(judge(messages, ({ text }) => items.get(text) ?? []))]);
  say(['', `  ${askedIn(asked)}`]);
  if (showsWrong && name !== blind) for (const line of rules.wrong) process.stdout.write(`  ${line}\n`);
}

function cellsOf({ kinds, fields }: Figures): string[] {
  const figures = fields.map(({ precision, recall }) => `${percent(precision)} / ${percent(recall)}`);
  return [`${kinds.right}/${kinds.of} ${percent(kinds.right / kinds.of)} %`, ...figures];
}

function askedIn({ of, asked, dropped }: Asked): string {
  const reasons = [...dropped].map(([reason, count]) => `${reason} ${count}`);
  return `asked of ${asked} of ${of}; dropped: ${reasons.join(', ') || 'none'}`;
}

function say([set = '', reader = '', kinds = '', ...fields]: readonly string[]): void {
  const cells = fields.map((cell) => cell.padEnd(15)).join('');
  process.stdout.write(`${set.padEnd(22)}${reader.padEnd(24)}${kinds.padEnd(18)}${cells}`.trimEnd() + '\n');
}
