import { type WebSocket, WebSocketServer } from 'ws';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FeishuEvent, FeishuState } from './feishu-emulator-state.ts';
import { createFrameWire } from './feishu-emulator-wire.ts';

/** The long connections: the platform tells each event over one of them, until somebody says 200. */
export type FeishuLine = {
  push(payload: object, callback?: (data: unknown) => void): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** How often a connection came about. */
  opened(): number;
  /** Ends all connections, without a word. */
  drop(): void;
  /** From now on this is asked about every event that is told for the first time. */
  disturb(choose: () => 'twice' | 'drop' | 'mute' | null): void;
};

const config = JSON.stringify({ ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 });
const againMs = 15;

/** `patienceMs`: after how long without an answer an event is told again. */
export function createFeishuLine(state: FeishuState, patienceMs: number): FeishuLine {
  const wire = createFrameWire();
  const server = new WebSocketServer({ noServer: true });
  const open = new Map<WebSocket, Set<FeishuEvent>>();
  let opened = 0;
  let disturb: () => 'twice' | 'drop' | 'mute' | null = () => null;

  function tell(event: FeishuEvent): void {
    const [socket] = open.keys();
    if (socket === undefined || event.acknowledged) return;
    const fault = event.callback === null && event.told === 0 ? disturb() : null;
    event.told += 1;
    open.get(socket)?.add(event);
    if (fault === 'drop') {
      open.delete(socket);
      return socket.terminate();
    }
    const headers = { type: 'event', message_id: event.id, sum: '1', seq: '0', trace_id: event.id };
    const bytes = wire.encode({ control: false, headers, payload: event.payload });
    if (fault !== 'mute') socket.send(bytes);
    if (fault === 'twice') socket.send(bytes);
    if (event.callback === null)
      setTimeout(() => tellAgain(event, socket), fault === 'mute' ? againMs : patienceMs).unref();
  }

  function tellAgain(event: FeishuEvent, over: WebSocket): void {
    if (open.get(over)?.delete(event)) tell(event);
  }

  function hear(socket: WebSocket, bytes: Uint8Array): void {
    const { control, headers, payload } = wire.decode(bytes);
    if (control && !open.has(socket)) {
      // The client says so when it listens: what is told right with the handshake, it does not hear.
      open.set(socket, new Set());
      for (const event of state.events) if (!event.acknowledged && event.callback === null) tell(event);
      state.changed();
    }
    if (control) return void socket.send(wire.encode({ control: true, headers: { type: 'pong' }, payload: config }));
    const event = state.events.find(({ id }) => id === headers['message_id']);
    if (event === undefined) return;
    open.get(socket)?.delete(event);
    const { code, data } = JSON.parse(payload);
    if (event.callback !== null) {
      event.acknowledged = true;
      event.callback(code === 200 && data ? JSON.parse(Buffer.from(data, 'base64').toString()) : null);
    } else if (code === 200) event.acknowledged = true;
    else {
      event.refused += 1;
      setTimeout(() => tell(event), againMs).unref();
    }
    state.changed();
  }

  return {
    push(payload, callback) {
      const id = `f_${(state.count += 1)}`;
      const event = {
        id,
        payload: JSON.stringify(payload),
        callback: callback ?? null,
        told: 0,
        refused: 0,
        acknowledged: false,
      };
      state.events.push(event);
      tell(event);
    },
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (one) => {
        opened += 1;
        one.on('message', (data: Buffer) => hear(one, data));
        one.on('error', () => {});
        one.on('close', () => {
          open.delete(one);
          for (const event of state.events) if (!event.acknowledged) tell(event);
          state.changed();
        });
        state.changed();
      });
    },
    connections: () => open.size,
    opened: () => opened,
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    disturb(choose) {
      disturb = choose;
    },
  };
}
