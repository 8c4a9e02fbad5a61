/** One line of the history, as the server tells it. `at` is epoch ms. */
export type Entry = { id: number; name: string; text: string; bot: boolean; at: number; replyTo: number | null };

/** Null for anything that is no entry. */
export function readEntry(value: unknown): Entry | null {
  if (!isRecord(value)) return null;
  const { id, name, text, bot, at, replyTo } = value;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof text !== 'string') return null;
  if (typeof bot !== 'boolean' || typeof at !== 'number') return null;
  return { id, name, text, bot, at, replyTo: typeof replyTo === 'number' ? replyTo : null };
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
