import type { Cache } from '@larksuiteoapi/node-sdk';

/** Where the SDK keeps its token. Its own place is shared by all of a process, and is never emptied. */
export type Tokens = Cache & { forget(): void };

export function createTokens(now: () => number): Tokens {
  const kept = new Map<string, { value: unknown; until: number }>();
  const nameOf = (key: string | symbol | object, namespace = ''): string => `${namespace}/${String(key)}`;
  return {
    async get(key, options) {
      const found = kept.get(nameOf(key, options?.namespace));
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
    async set(key, value, ...[until = Infinity, options]) {
      kept.set(nameOf(key, options?.namespace), { value, until });
      return true;
    },
    forget: () => kept.clear(),
  };
}
