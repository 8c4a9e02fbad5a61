/** What a statement may carry to either engine. */
export type Value = string | number | bigint | Uint8Array | null;

/**
 * Makes a parameter safe for both engines.
 *
 * NUL ends a text early in SQLite and is refused by PostgreSQL; half a surrogate pair is no UTF-8; a boolean makes the
 * SQLite binding abort the process, and a number arrives there as a float unless it comes as a bigint.
 */
export function storable(value: unknown): Value {
  switch (typeof value) {
    case 'string':
      return cleanText(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    default:
      if (value === null || value === undefined) return null;
      if (value instanceof Uint8Array) return value;
  }
  throw new TypeError(`A statement cannot carry a value of type ${typeof value}`);
}

export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
