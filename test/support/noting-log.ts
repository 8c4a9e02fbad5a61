import type { Log } from '../../src/ports/log.ts';

export type Note = { level: keyof Log; data: object; message: string };

export type NotingLog = Log & { notes: readonly Note[] };

/** Keeps what is logged, for the test to read. */
export function createNotingLog(): NotingLog {
  const notes: Note[] = [];
  const noteAs =
    (level: keyof Log) =>
    (data: object, message: string): void => {
      notes.push({ level, data, message });
    };
  return { notes, debug: noteAs('debug'), info: noteAs('info'), warn: noteAs('warn'), error: noteAs('error') };
}
