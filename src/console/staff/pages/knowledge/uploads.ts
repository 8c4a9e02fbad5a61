import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { upload } from '../../api/upload.ts';

/** One file on its way. `part`: how much has gone, 0 to 1; once all has, the server reads it. */
export type Sent = {
  key: number;
  name: string;
  size: number;
  state: 'waiting' | 'sending' | 'reading' | 'done' | 'failed';
  part: number;
  answer: Answer<'uploadDocument'> | null;
  reason: string | null;
};

export type Uploads = {
  files: readonly Sent[];
  /** Those that are not finished. */
  running: number;
  add(files: readonly File[], collection: string): void;
  /** Forgets those that are finished. */
  clear(): void;
};

type Waiting = { key: number; file: File; collection: string };

/** Sends one file after the other: the server reads them one after the other anyway. */
export function useUploads(): Uploads {
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly Sent[]>([]);
  const queue = useRef<Waiting[]>([]);
  const busy = useRef(false);
  const count = useRef(0);
  const running = files.filter(({ state }) => state !== 'done' && state !== 'failed').length;
  useLeaveWarning(running > 0);

  const change = (key: number, to: Partial<Sent>): void =>
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));

  const sendOne = async ({ key, file, collection }: Waiting): Promise<void> => {
    change(key, { state: 'sending' });
    try {
      const answer = await upload('uploadDocument', {
        query: { name: file.name, collection },
        file,
        onProgress: (part) => change(key, { part, state: part < 1 ? 'sending' : 'reading' }),
      });
      change(key, { state: 'done', answer });
    } catch (error) {
      change(key, { state: 'failed', reason: error instanceof Error ? error.message : '没有传成，请再传一次。' });
    }
  };

  const run = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    for (let next = queue.current.shift(); next !== undefined; next = queue.current.shift()) {
      await sendOne(next);
      for (const name of ['listDocuments', 'listCollections']) void client.invalidateQueries({ queryKey: [name] });
    }
    busy.current = false;
  };

  return {
    files,
    running,
    add(added, collection) {
      const waiting = added.map((file) => ({ key: (count.current += 1), file, collection }));
      queue.current.push(...waiting);
      setFiles((all) => [...all, ...waiting.map(toSent)]);
      void run();
    },
    clear: () => setFiles((all) => all.filter(({ state }) => state !== 'done' && state !== 'failed')),
  };
}

function toSent({ key, file: { name, size } }: Waiting): Sent {
  return { key, name, size, state: 'waiting', part: 0, answer: null, reason: null };
}

/** Files that have not gone are in this browser alone. */
function useLeaveWarning(isRunning: boolean): void {
  useEffect(() => {
    if (!isRunning) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isRunning]);
}
