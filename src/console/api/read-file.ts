import type { Context } from 'hono';
import { AppError } from '../../base/errors.ts';
import { largestFileBytes } from '../../domain/file.ts';
import { assertSaidSize, readBytes } from '../body-bytes.ts';

export type ReadFile = (context: Context) => Promise<Uint8Array>;

const size = {
  bytes: largestFileBytes,
  sentence: `附件最大 ${largestFileBytes / 1024 / 1024} MB，请压缩、拆成几份，或改发网盘链接。`,
};
/** Each is held in memory whole. */
const mostAtOnce = 4;

/**
 * The body as it is: of at most `largestFileBytes`, whole within `ms`, and few at a time. A form of a foreign page cannot
 * send this type. Throws `input/*` and `access/too-many`.
 */
export function createReadFile(ms: number): ReadFile {
  let reading = 0;
  return async (context) => {
    assertType(context);
    assertSaidSize(context, size);
    if (reading >= mostAtOnce)
      throw new AppError('access/too-many', '正在上传的文件太多，请过一会儿再传。', {
        details: { retryAfterMs: 5_000 },
      });
    reading += 1;
    try {
      return await readInTime(context, ms);
    } finally {
      reading -= 1;
    }
  };
}

async function readInTime(context: Context, ms: number): Promise<Uint8Array> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  try {
    const bytes = await readBytes(context, size, late.signal);
    if (late.signal.aborted) throw new AppError('input/too-slow', '文件太久没有传完，请检查网络后再传。');
    return bytes;
  } finally {
    clearTimeout(timer);
  }
}

function assertType({ req }: Context): void {
  const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/octet-stream') return;
  throw new AppError('input/invalid', '请把文件原样放在正文里，并带上 Content-Type: application/octet-stream。');
}
