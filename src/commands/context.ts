import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import type { Output } from './output.ts';

/** What a command works with. */
export type Context = {
  /** Reads the settings; throws `config/invalid`. */
  config: () => Config;
  /** Opens the store once; closed when the command ends. */
  open: () => Promise<App>;
  /** The same with the knowledge folder read and the index up to date. */
  openKnowing: () => Promise<App>;
  output: Output;
  /** Aborted by Ctrl-C and SIGTERM; who reads it must end by it, for then they no longer end the process. */
  stop: AbortSignal;
};

/** Adds a group of commands to the program. */
export type Commands = (program: Command, context: Context) => void;
