import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';
import { failed } from './outcome.ts';
import { runChild } from './run-child.ts';

const figures = { r1: 1, r5: 1, r10: 1, mrr: 1, p50ms: 1, p95ms: 1, buildSeconds: 1, indexMegabytes: 1 };

describe('a system in a process of its own', () => {
  it('gets its job and gives its figures, with the garbage collector at hand', async () => {
    const script = scriptOf(`
      const { system } = JSON.parse(process.argv[2]);
      if (system !== 'qingyu' || typeof globalThis.gc !== 'function') process.exit(1);
      process.send({ kind: 'measured', figures: ${JSON.stringify(figures)} });
    `);

    const outcome = await runChild({ script, job: { system: 'qingyu' }, limitSeconds: 20 });

    expect(outcome).toEqual({ kind: 'measured', figures });
  });

  it('is ended when it goes over the limit, even while it computes', async () => {
    const script = scriptOf('for (;;) {}');

    const outcome = await runChild({ script, job: {}, limitSeconds: 0.2 });

    expect(outcome).toEqual(failed('超过 0.2 秒'));
  });

  it('that ends without a word has failed with its exit code or signal', async () => {
    const exits = await runChild({ script: scriptOf('process.exit(7)'), job: {}, limitSeconds: 20 });
    const dies = await runChild({
      script: scriptOf("process.kill(process.pid, 'SIGKILL'); for (;;) {}"),
      job: {},
      limitSeconds: 20,
    });

    expect(exits).toEqual(failed('进程中断（7）'));
    expect(dies).toEqual(failed('进程中断（SIGKILL）'));
  });

  it('that says something else has failed', async () => {
    const outcome = await runChild({ script: scriptOf(`process.send({ r1: 1 })`), job: {}, limitSeconds: 20 });

    expect(outcome).toEqual(failed('子进程的答复读不懂'));
  });
});

function scriptOf(code: string): string {
  const file = join(tempFolder(), 'child.mjs');
  writeFileSync(file, code);
  return file;
}
