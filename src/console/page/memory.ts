import { isRecord, parseJson } from './entry.ts';

const mostIds = 500;

/** A message that was not yet confirmed when the page went away. */
export type Unsent = { clientId: string; text: string };

/** `delivered`: this page has a message; `read`: it showed it. */
export type ToldKind = 'delivered' | 'read';
export type IdList = { has(id: number): boolean; add(ids: readonly number[]): void };

/** What this browser remembers of one group; a browser that refuses to remember loses only that. */
export type Memory = {
  name(): string;
  setName(name: string): void;
  isOwn(id: number): boolean;
  addOwn(id: number): void;
  /** What the server was told of already. */
  told: Readonly<Record<ToldKind, IdList>>;
  /** Messages under which this browser pressed 收到. */
  confirmed: IdList;
  draft(): string;
  setDraft(text: string): void;
  unsent(): Unsent[];
  setUnsent(messages: readonly Unsent[]): void;
};

export function createMemory(slug: string): Memory {
  const long = createDrawer(() => window.localStorage);
  const short = createDrawer(() => window.sessionStorage);
  const own = createIdList(long, `qingyu.${slug}.own`);

  return {
    name: () => long.read('qingyu.name'),
    setName: (name) => long.write('qingyu.name', name),
    isOwn: own.has,
    addOwn: (id) => own.add([id]),
    told: {
      delivered: createIdList(long, `qingyu.${slug}.delivered`),
      read: createIdList(long, `qingyu.${slug}.read`),
    },
    confirmed: createIdList(long, `qingyu.${slug}.confirmed`),
    draft: () => short.read(`qingyu.${slug}.draft`),
    setDraft: (text) => short.write(`qingyu.${slug}.draft`, text),
    unsent: () =>
      readList(short.read(`qingyu.${slug}.unsent`))
        .map(readUnsent)
        .filter((one) => one !== null),
    setUnsent: (messages) => short.write(`qingyu.${slug}.unsent`, JSON.stringify(messages)),
  };
}

/** The newest ids of a kind. */
function createIdList(drawer: Drawer, key: string): IdList {
  const ids = new Set<unknown>(readList(drawer.read(key)));
  return {
    has: (id) => ids.has(id),
    add(added) {
      for (const id of added) ids.add(id);
      drawer.write(key, JSON.stringify([...ids].slice(-mostIds)));
    },
  };
}

type Drawer = { read(key: string): string; write(key: string, text: string): void };

/** Storage may be missing, forbidden or full; then it lasts as long as the page. */
function createDrawer(open: () => Storage): Drawer {
  const fallback = new Map<string, string>();
  return {
    read(key) {
      try {
        return open().getItem(key) ?? fallback.get(key) ?? '';
      } catch {
        return fallback.get(key) ?? '';
      }
    },
    write(key, text) {
      fallback.set(key, text);
      try {
        open().setItem(key, text);
      } catch {
        // Kept in `fallback`.
      }
    },
  };
}

function readList(text: string): unknown[] {
  const list = parseJson(text);
  return Array.isArray(list) ? list : [];
}

function readUnsent(value: unknown): Unsent | null {
  if (!isRecord(value)) return null;
  const { clientId, text } = value;
  return typeof clientId === 'string' && typeof text === 'string' ? { clientId, text } : null;
}
