import type { WebSocket } from 'ws';
import { answerTo, type Frame, readFrame, taken } from './frames.ts';
import { atMost } from './waiting.ts';

/** How a stream ended: `asked` by the platform to come again, `silent` for too long, `stopped` by us, else `lost`. */
export type StreamEnd = 'asked' | 'silent' | 'stopped' | 'lost';

export type StreamTiming = {
  /** Without a sign of life for so long it is given up; half as long and it is asked for one. Milliseconds. */
  idleMs: number;
  /** What is being stored may end. Milliseconds. */
  graceMs: number;
};

export type StreamDeps = {
  /** True when it is stored; false: the platform is to bring it again. It is asked for several frames at a time. */
  take(frame: Frame): Promise<boolean>;
  /** It is open, and messages come. */
  opened(): void;
  timing: StreamTiming;
};

/** More than that waits with the platform, which brings it again. */
const mostWaiting = 1_000;

export type Stream = { ended: Promise<{ end: StreamEnd; heard: boolean }>; renew(): void };

/**
 * Follows one connection to its end; then nothing of it is left. A message is acknowledged only after it is stored: what
 * is not comes again within a minute.
 */
export function followStream(socket: WebSocket, deps: StreamDeps, signal: AbortSignal): Stream {
  const { timing } = deps;
  let heard = false;
  let end: StreamEnd | null = null;
  const storing = new Set<Promise<void>>();
  let seenAt = performance.now();

  const finish = (as: StreamEnd): void => {
    end ??= as;
    if (as === 'silent' || as === 'lost') socket.terminate();
    else void atMost(Promise.all(storing), timing.graceMs).then(() => closeSocket(socket));
  };
  const alive = (): void => void (seenAt = performance.now());
  const watch = setInterval(() => {
    const silentMs = performance.now() - seenAt;
    if (silentMs > timing.idleMs) finish('silent');
    else if (silentMs > timing.idleMs / 2 && socket.readyState === socket.OPEN) socket.ping();
  }, timing.idleMs / 4);
  const stop = (): void => finish('stopped');
  const answer = (frame: Frame, data: string): void => {
    if (socket.readyState === socket.OPEN) socket.send(answerTo(frame, data), () => {});
  };

  async function store(frame: Frame): Promise<void> {
    if (await deps.take(frame)) answer(frame, taken);
  }

  function receive(frame: Frame): void {
    if (frame.type === 'SYSTEM' && frame.topic === 'disconnect') return finish('asked');
    heard = true;
    if (frame.type === 'SYSTEM') return answer(frame, frame.data);
    if (frame.type !== 'CALLBACK') return answer(frame, taken);
    if (end !== null || storing.size >= mostWaiting) return;
    const work = store(frame).finally(() => storing.delete(work));
    storing.add(work);
  }

  const ended = new Promise<{ end: StreamEnd; heard: boolean }>((resolve) => {
    socket.on('open', () => {
      alive();
      if (end === null) deps.opened();
    });
    socket.on('ping', alive);
    socket.on('pong', alive);
    socket.on('message', (data) => {
      alive();
      const frame = readFrame(String(data));
      if (frame !== null) receive(frame);
    });
    socket.on('error', () => finish('lost'));
    socket.on('close', () => {
      clearInterval(watch);
      signal.removeEventListener('abort', stop);
      void atMost(Promise.all(storing), timing.graceMs).then(() => resolve({ end: end ?? 'lost', heard }));
    });
  });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  return { ended, renew: () => finish('asked') };
}

const closeMs = 1_000;

/** Says goodbye, and does not wait for long until the other side does. */
function closeSocket(socket: WebSocket): void {
  const timer = setTimeout(() => socket.terminate(), closeMs);
  socket.on('close', () => clearTimeout(timer));
  socket.close(1000);
}
