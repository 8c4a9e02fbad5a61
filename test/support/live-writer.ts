import { startChild, type Child } from './child.ts';

export type LiveWriter = {
  child: Child;
  /** How many messages it has stored so far. */
  stored(): number;
  /** Resolves when it has stored `count` more. */
  more(count: number): Promise<void>;
  /** Lets it end by itself; resolves with its exit code. */
  stop(): Promise<number | null>;
};

/** A process that stores message after message, each in a group `g`, and prints `NUMBER ID` for each. */
export function startWriter(script: string, store: object): LiveWriter {
  const child = startChild(script, { store, name: 'live' });
  return {
    child,
    stored: () => child.lines.length,
    more: (count) => child.printed(child.lines.length + count),
    stop() {
      child.kill('SIGTERM');
      return child.ended;
    },
  };
}
