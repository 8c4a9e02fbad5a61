import { isRecord, parseJson } from './entry.ts';

const mostOwnIds = 500;

/** A message that was not yet confirmed when the page went away. */
export type Unsent = { clientId: string; text: string };

/** What this browser remembers of one group; a browser that refuses to remember loses only that. */
export type Memory = {
  name(): string;
  setName(name: string): void;
  isOwn(id: number): boolean;
  addOwn(id: number): void;
  draft(): string;
  setDraft(text: string): void;
  unsent(): Unsent[];
  setUnsent(messages: readonly Unsent[]): void;
};

export function createMemory(slug: string): Memory {
  const long = createDrawer(() => window.localStorage);
  const short = createDrawer(() => window.sessionStorage);
  const own = new Set<unknown>(readList(long.read(`qingyu.${slug}.own`)));

  return {
    name: () => long.read('qingyu.name'),
    setName: (name) => long.write('qingyu.name', name),
    isOwn: (id) => own.has(id),
    addOwn(id) {
      own.add(id);
      long.write(`qingyu.${slug}.own`, JSON.stringify([...own].slice(-mostOwnIds)));
    },
    draft: () => short.read(`qingyu.${slug}.draft`),
    setDraft: (text) => short.write(`qingyu.${slug}.draft`, text),
    unsent: () =>
      readList(short.read(`qingyu.${slug}.unsent`))
        .map(readUnsent)
        .filter((one) => one !== null),
    setUnsent: (messages) => short.write(`qingyu.${slug}.unsent`, JSON.stringify(messages)),
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
