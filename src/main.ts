#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './app.ts';
import { AppError, type ErrorCode } from './base/errors.ts';
import type { Context } from './commands/context.ts';
import { processOutput } from './commands/output.ts';
import { createProgram, runProgram } from './commands/program.ts';
import { type Config, readConfig } from './config.ts';

/** What people set for other programs: with it LangChain would print prompts or send them elsewhere. */
const notOurs = /^(?:LANGCHAIN|LANGSMITH|LC)_/;

const home = dirname(dirname(fileURLToPath(import.meta.url)));
/** Wrong usage and settings leave with 2, everything else that failed with 1. */
const usageCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['usage/invalid', 'config/invalid']);

async function main(): Promise<void> {
  if (existsSync(join(home, '.env'))) process.loadEnvFile(join(home, '.env'));

  for (const name of Object.keys(process.env)) if (notOurs.test(name)) delete process.env[name];

  const opened: App[] = [];
  let stop: AbortSignal | null = null;
  const context: Context = {
    config: () => readConfig(process.env, home),
    async open() {
      const [app = await openApp(context.config())] = opened;
      if (opened.length === 0) opened.push(app);
      return app;
    },
    async openKnowing() {
      const app = await context.open();
      await app.knowledge.refresh();
      return app;
    },
    output: processOutput,
    get stop() {
      return (stop ??= listenForStop());
    },
  };
  try {
    await runProgram(createProgram(context, readVersion()), process.argv.slice(2));
  } finally {
    for (const app of opened) await app.close();
  }
}

/** Loaded when a command needs it: help and a wrong word come without. */
async function openApp(config: Config): Promise<App> {
  const { createApp } = await import('./app.ts');
  return createApp(config);
}

/** Only for commands that put down their work by themselves; any other ends at once, as programs do. */
function listenForStop(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

function readVersion(): string {
  const [, version = '0'] = /"version": "([^"]+)"/.exec(readFileSync(join(home, 'package.json'), 'utf8')) ?? [];
  return version;
}

// A reader that has seen enough (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', () => process.exit(0));

main().catch((error: unknown) => {
  // A foreseen failure is one sentence for the operator; anything else needs its stack.
  if (error instanceof AppError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = usageCodes.has(error.code) ? 2 : 1;
    return;
  }
  process.stderr.write(
    `程序出错了，请把下面的内容报告给开发者：\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
