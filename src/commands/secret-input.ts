import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { AppError } from '../base/errors.ts';
import { standardInputLines } from './output.ts';

/** Asks one after the other on the terminal, without showing what is typed; throws `usage/invalid` where there is none, or on Ctrl-C. */
export async function askSecretly(prompts: readonly string[]): Promise<string[]> {
  if (!process.stdin.isTTY)
    throw new AppError('usage/invalid', '这里没有终端可以输入密码，请加 --stdin，从标准输入给出密码。');
  // The terminal is in raw mode, so that nothing but this would echo the letters.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const lines = terminal[Symbol.asyncIterator]();
  const answers: string[] = [];
  try {
    for (const prompt of prompts) {
      process.stderr.write(prompt);
      const line = await lines.next();
      process.stderr.write('\n');
      if (line.done) throw new AppError('usage/invalid', '已放弃，密码没有改。');
      answers.push(line.value);
    }
    return answers;
  } finally {
    terminal.close();
  }
}

/** Without the end of the line; empty when there is nothing. */
export async function readFirstLine(): Promise<string> {
  for await (const line of standardInputLines()) return line;
  return '';
}
