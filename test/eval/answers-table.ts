import { type Asked, askAll, countByKind, isAnswerable, isRight, shareRight } from './answers.ts';
import { questionSets, type QuestionSetName } from './questions.ts';

/** Prints how many questions of each kind came out right, with `--wrong` also those that did not and what was said. */
const showsWrong = process.argv.includes('--wrong');
const names = Object.keys(questionSets) as QuestionSetName[];

for (const name of names) {
  const { asked } = await askAll(name);
  print(`${name}: answerable, answered right`, asked.filter(isAnswerable));
  print(
    `${name}: not answerable, refused`,
    asked.filter((one) => !isAnswerable(one)),
  );
  if (showsWrong) for (const one of asked.filter((one) => !isRight(one))) printWrong(one);
}

function print(title: string, asked: readonly Asked[]): void {
  const rows = [...countByKind(asked), { kind: 'all', right: asked.filter(isRight).length, of: asked.length }];
  const lines = rows.map(
    ({ kind, right, of }) => `  ${kind.padEnd(20)}${right.toString().padStart(4)} /${of.toString().padStart(4)}`,
  );
  process.stdout.write(`${title}: ${(100 * shareRight(asked)).toFixed(1)} %\n${lines.join('\n')}\n\n`);
}

function printWrong({ question, answer }: Asked): void {
  const asked = question.after === undefined ? question.question : `${question.after} > ${question.question}`;
  process.stdout.write(`${question.id}  ${asked}\n  ${answer.status}: ${answer.answer.replaceAll('\n', '\n  ')}\n\n`);
}
