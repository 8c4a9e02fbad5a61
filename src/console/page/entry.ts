/** What came with a message; `size` in bytes, `url` on this server. */
export type EntryFile = { name: string; size: number; url: string };

/** What can be pressed under a message of the bot; `chosen` stands in place of the labels. */
export type EntryButtons = { kind: 'receipt' } | { kind: 'choice'; labels: readonly string[]; chosen: string | null };

/** One line of the history, as the server tells it. `at` is epoch ms. */
export type Entry = {
  id: number;
  name: string;
  text: string;
  bot: boolean;
  at: number;
  replyTo: number | null;
  file: EntryFile | null;
  buttons: EntryButtons | null;
};

/** Null for anything that is no entry. */
export function readEntry(value: unknown): Entry | null {
  if (!isRecord(value)) return null;
  const { id, name, text, bot, at, replyTo, file, buttons } = value;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof text !== 'string') return null;
  if (typeof bot !== 'boolean' || typeof at !== 'number') return null;
  const reply = typeof replyTo === 'number' ? replyTo : null;
  return { id, name, text, bot, at, replyTo: reply, file: readFile(file), buttons: readButtons(buttons) };
}

function readButtons(value: unknown): EntryButtons | null {
  if (!isRecord(value)) return null;
  const { kind, labels, chosen } = value;
  if (kind === 'receipt') return { kind };
  if (kind !== 'choice' || !Array.isArray(labels)) return null;
  const words = labels.filter((label) => typeof label === 'string');
  return { kind, labels: words, chosen: typeof chosen === 'string' ? chosen : null };
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
