import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What is still being answered at the end gets this long; the whole close stays under two seconds. */
const closeGraceMs = 1_500;

/**
 * Returns how to close a server: what is being answered is finished, everything else goes at once.
 *
 * Node's own `closeIdleConnections` leaves those that browsers open ahead and have not used yet.
 */
export function closerOf(server: Server): () => Promise<void> {
  const quiet = new Set<Socket>();
  let closing = false;

  server.on('connection', (socket) => {
    quiet.add(socket);
    socket.once('close', () => quiet.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    quiet.delete(socket);
    response.once('close', () => {
      if (closing) socket.destroySoon();
      else if (!socket.destroyed) quiet.add(socket);
    });
  });

  return async () => {
    if (!server.listening) return;
    closing = true;
    const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of quiet) socket.destroy();
    await closed;
    clearTimeout(cut);
  };
}
