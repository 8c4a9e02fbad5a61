/** What came with a message; `size` in bytes, `url` on this server. */
export type EntryFile = { name: string; size: number; url: string };

/** One line of the history, as the server tells it. `at` is epoch ms. */
export type Entry = {
  id: number;
  name: string;
  text: string;
  bot: boolean;
  at: number;
  replyTo: number | null;
  file: EntryFile | null;
};

/** Null for anything that is no entry. */
export function readEntry(value: unknown): Entry | null {
  if (!isRecord(value)) return null;
  const { id, name, text, bot, at, replyTo, file } = value;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof text !== 'string') return null;
  if (typeof bot !== 'boolean' || typeof at !== 'number') return null;
  return { id, name, text, bot, at, replyTo: typeof replyTo === 'number' ? replyTo : null, file: readFile(file) };
}

/** Only from where files of groups are. */
function readFile(value: unknown): EntryFile | null {
  if (!isRecord(value)) return null;
  const { name, size, url } = value;
  if (typeof name !== 'string' || typeof size !== 'number' || typeof url !== 'string') return null;
  return url.startsWith('/api/groups/') ? { name, size, url } : null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
