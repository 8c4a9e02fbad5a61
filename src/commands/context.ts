import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import type { Output } from './output.ts';

/** What a command works with. */
export type Context = {
  /** Reads the settings; throws `config/invalid`. */
  config: () => Config;
  /** Opens store and index once; closed when the command ends. */
  open: () => Promise<App>;
  output: Output;
  /** Aborted by Ctrl-C and SIGTERM. */
  stop: AbortSignal;
};

/** Adds a group of commands to the program. */
export type Commands = (program: Command, context: Context) => void;
