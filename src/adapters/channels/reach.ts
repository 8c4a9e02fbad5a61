import { connect } from 'node:net';

const connectMs = 3_000;

/** Opens a connection and says nothing over it; null when it came about. */
export function reach(at: { host: string; port: number }, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ ...at, signal });
    const settle = (problem: string | null): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(connectMs, () => settle('没有答复'));
    socket.once('connect', () => settle(null));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? '未知错误'));
  });
}
