import type { WebSocket } from 'ws';
import type { Faults } from './dingtalk-emulator-faults.ts';

export type Person = { staffId: string; nick: string };

/** A message of the bot as members see it. `key`: null for a reply, which has none. */
export type Shown = {
  to: string;
  via: 'reply' | 'group' | 'direct';
  text: string;
  file: { name: string; bytes: Uint8Array } | null;
  at: readonly string[];
  key: string | null;
};

/** A message on its way to the bot; it stays until it is acknowledged. */
export type Waiting = { data: string; pushes: number; pushedAt: number };

export type Call = { path: string; body: unknown };

export type State = {
  url: string;
  app: { clientId: string; clientSecret: string; revoked: boolean; scopes: Set<string>; robot: boolean };
  tokens: Set<string>;
  tickets: Set<string>;
  /** Titles by id. */
  groups: Map<string, string>;
  people: Map<string, Person>;
  /** Where a reply by this address goes; until when. */
  sessions: Map<string, { to: string; until: number }>;
  waiting: Map<string, Waiting>;
  sockets: Set<WebSocket>;
  /** Those that were told to come again. */
  leaving: Set<WebSocket>;
  shown: Shown[];
  uploads: Map<string, { name: string; bytes: Uint8Array }>;
  files: Map<string, Uint8Array>;
  readers: Map<string, string[]>;
  faults: Faults;
  calls: Call[];
  /** The data of every answer to a ping. */
  pongs: string[];
  /** How often the bot asked for a sign of life. */
  pings: number;
  counter: number;
  silent: boolean;
  changed(): void;
};

export function createState(app: State['app'], faults: Faults): State {
  return {
    url: '',
    app,
    tokens: new Set(),
    tickets: new Set(),
    groups: new Map(),
    people: new Map(),
    sessions: new Map(),
    waiting: new Map(),
    sockets: new Set(),
    leaving: new Set(),
    shown: [],
    uploads: new Map(),
    files: new Map(),
    readers: new Map(),
    faults,
    calls: [],
    pongs: [],
    pings: 0,
    counter: 0,
    silent: false,
    changed: () => {},
  };
}

/** A name nobody has yet. */
export function nextName(state: State, kind: string): string {
  state.counter += 1;
  return `${kind}${state.counter}`;
}
