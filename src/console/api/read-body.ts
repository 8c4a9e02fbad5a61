import type { Context } from 'hono';
import { AppError } from '../../base/errors.ts';
import { assertSaidSize, readBytes } from '../body-bytes.ts';
import { assertJson, parseJson } from '../json-body.ts';

const size = { bytes: 1024 * 1024, sentence: '内容太多，一次最多 1 MB。' };

/**
 * JSON that is not too long and has come whole within `ms`: whoever sends byte by byte holds nothing open. It is asked for
 * when everything else is checked, so that nobody makes us read who may not. Throws `input/*`.
 */
export async function readBody(context: Context, ms: number): Promise<unknown> {
  assertJson(context);
  assertSaidSize(context, size);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  try {
    const bytes = await readBytes(context, size, late.signal);
    if (late.signal.aborted) throw new AppError('input/too-slow', '请求太久没有收全，请检查网络后再试。');
    return parseJson(decode(bytes));
  } finally {
    clearTimeout(timer);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('input/invalid', '请求正文应为 UTF-8 编码。', { cause: error });
  }
}
