/** What a request left out is null for the desks. */
export function toPage({ after, limit }: { after?: string | undefined; limit: number }) {
  return { after: after ?? null, limit };
}

/** Epoch ms. */
export function toInstant(written: string | null | undefined): number | null {
  return written === null || written === undefined ? null : Date.parse(written);
}

/** Letters to search for; blanks alone are none. */
export function toWords(written: string | undefined): string | null {
  const words = written?.trim() ?? '';
  return words === '' ? null : words;
}

/** What is left out is not there, instead of being undefined. */
export function onlyWritten<T extends object>(body: T): Written<T>;
export function onlyWritten(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

type Written<T> = { [K in keyof T]: Exclude<T[K], undefined> };
