import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../base/errors.ts';
import { createSynonyms, noSynonyms, type SynonymGroup, type Synonyms } from '../../domain/synonyms.ts';
import type { Log } from '../../ports/log.ts';
import { parseSynonyms } from './parse-synonyms.ts';

/** The synonyms of a file that the staff may edit while the bot runs. */
export type SynonymFile = {
  /** As they stood when the file was last good; none before the first `refresh` and where there is no file. */
  current(): Synonyms;
  /** The groups they are made of. */
  groups(): readonly SynonymGroup[];
  /** What is wrong with the file as it lies there now, null = nothing. */
  fault(): string | null;
  /** Reads the file when it has changed. Never throws: a bad file is told in the log once, and the last good one stays. */
  refresh(): Promise<void>;
};

export function createSynonymFile(deps: { path: string; log: Log }): SynonymFile {
  const none: readonly SynonymGroup[] = [];
  const state = { groups: none, synonyms: noSynonyms, seen: '', told: '' };

  return {
    current: () => state.synonyms,
    groups: () => state.groups,
    fault: () => state.told || null,
    async refresh() {
      try {
        const seen = await look(deps.path);
        if (seen === state.seen) return;
        const groups = seen === 'absent' ? [] : await load(deps.path);
        Object.assign(state, { groups, synonyms: createSynonyms(groups), seen, told: '' });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (state.told !== error.message) deps.log.warn({ reason: error.message }, 'synonyms cannot be read');
        state.told = error.message;
      }
    },
  };
}

/** What tells that a file has changed. */
async function look(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 'absent';
    throw unreadable(path, cause);
  }
}

async function load(path: string): Promise<SynonymGroup[]> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  return parseSynonyms(decode(content), basename(path));
}

/** Older editors on Windows still write GB18030. */
function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('gb18030').decode(content);
  }
}

function unreadable(path: string, cause: unknown): AppError {
  return new AppError('input/invalid', `同义词表 ${basename(path)} 读不了，请检查它是不是文本文件、有没有读取权限。`, {
    cause,
  });
}
