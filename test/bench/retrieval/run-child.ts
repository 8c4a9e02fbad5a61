import { fork } from 'node:child_process';
import { failed, Outcome } from './outcome.ts';

export type ChildRun = {
  /** Path of a script that sends one `Outcome` to its parent. */
  script: string;
  /** Its only argument, as JSON. */
  job: object;
  limitSeconds: number;
};

/** A process of its own; one that takes longer or ends without a word is an outcome too. */
export function runChild({ script, job, limitSeconds }: ChildRun): Promise<Outcome> {
  const child = fork(script, [JSON.stringify(job)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      clearTimeout(late);
      resolve(outcome);
    };
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      settle(failed(`超过 ${String(limitSeconds)} 秒`));
    }, limitSeconds * 1000);
    child.on('message', (message) => settle(Outcome.safeParse(message).data ?? failed('子进程的答复读不懂')));
    child.on('error', ({ message }) => settle(failed(message)));
    child.on('exit', (code, signal) => settle(failed(`进程中断（${String(code ?? signal)}）`)));
  });
}
