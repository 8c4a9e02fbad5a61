import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { nextName, type State } from './dingtalk-emulator-state.ts';

export type Courier = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Brings what waits to whoever is connected: all of it, or what was never brought. */
  push(which: 'new' | 'all'): void;
  ping(data: string): void;
  /** Tells whoever is connected to come again, and brings them nothing more. */
  disconnect(): void;
  drop(): void;
};

/** The side of the platform in the stream: one-time tickets, frames, and the same frame until it is acknowledged. */
export function createCourier(state: State): Courier {
  const server = new WebSocketServer({ noServer: true, autoPong: false });

  function open(socket: WebSocket): void {
    state.sockets.add(socket);
    socket.on('ping', (data) => {
      state.pings += 1;
      if (!state.silent) socket.pong(data);
      state.changed();
    });
    socket.on('message', (data) => hear(JSON.parse(String(data))));
    socket.on('error', () => {});
    socket.on('close', () => {
      state.sockets.delete(socket);
      state.leaving.delete(socket);
      state.changed();
    });
    courier.push('all');
    state.changed();
  }

  function hear({ headers, data }: { headers: { messageId: string }; data: string }): void {
    if (headers.messageId.startsWith('ping')) state.pongs.push(data);
    state.waiting.delete(headers.messageId);
    state.changed();
  }

  const courier: Courier = {
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '', 'http://emulator').searchParams.get('ticket') ?? '';
      if (state.faults.take('stream') !== null) return void socket.destroy();
      if (!state.tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      server.handleUpgrade(request, socket, head, open);
    },
    push(which) {
      if (state.silent) return;
      const [socket] = [...state.sockets].filter((one) => !state.leaving.has(one));
      if (socket === undefined) return;
      for (const [messageId, message] of state.waiting) {
        if (which === 'new' && message.pushes > 0) continue;
        Object.assign(message, { pushes: message.pushes + 1, pushedAt: Date.now() });
        socket.send(frame('CALLBACK', { topic: '/v1.0/im/bot/messages/get', messageId }, message.data));
      }
    },
    ping(data) {
      const messageId = nextName(state, 'ping');
      for (const socket of state.sockets) socket.send(frame('SYSTEM', { topic: 'ping', messageId }, data));
    },
    disconnect() {
      const messageId = nextName(state, 'disconnect');
      for (const socket of state.sockets) {
        state.leaving.add(socket);
        socket.send(frame('SYSTEM', { topic: 'disconnect', messageId }, '{"reason":"server moves"}'));
      }
    },
    drop() {
      for (const socket of state.sockets) socket.terminate();
    },
  };
  return courier;
}

function frame(type: string, headers: object, data: string): string {
  const all = { ...headers, contentType: 'application/json', time: String(Date.now()) };
  return JSON.stringify({ specVersion: '1.0', type, headers: all, data });
}
