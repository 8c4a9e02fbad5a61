import type { Context } from 'hono';
import { AppError } from '../base/errors.ts';
import type { NewFile } from '../domain/file.ts';
import type { AddressLimit } from './address-limit.ts';
import { respondWithFile } from './file-response.ts';
import type { HttpEnv } from './http-env.ts';

/** Answers with a file. Throws `access/too-many`, and what `read` throws. */
export type Download = (context: Context<HttpEnv>, read: () => Promise<NewFile>) => Promise<Response>;

/** `most`: at once in this process. `patienceMs`: for a reader that takes nothing; Node waits twice as long after a write in part. */
export type DownloadLimits = { limit: AddressLimit; most: number; patienceMs: number };

/** Whoever is slower keeps a place from others. */
const slowestBytesPerSecond = 32 * 1024;

/** A file weighs up to 20 MB, and whoever asks for it need not take it: places are few, and come back. */
export function createDownload({ limit, most, patienceMs }: DownloadLimits): Download {
  let open = 0;
  return async (context, read) => {
    limit(context);
    if (open >= most) throw new AppError('access/too-many', '下载的人太多，请过一会儿再试。');
    const { outgoing } = context.env;
    const leave = (): void => void outgoing.destroy();
    let slow: NodeJS.Timeout | undefined;
    open += 1;
    // Comes once, whether all was taken, the client went, or it was refused.
    outgoing.once('close', () => {
      open -= 1;
      clearTimeout(slow);
    });
    const file = await read();
    if (!outgoing.closed) {
      outgoing.setTimeout(patienceMs, leave);
      slow = setTimeout(leave, patienceMs + (file.bytes.byteLength / slowestBytesPerSecond) * 1_000);
    }
    return respondWithFile(context, file);
  };
}
