/** Numbers in as few bytes as they need, seven bits a byte, the lowest first. */
export type ByteWriter = {
  write(value: number): void;
  length(): number;
  /** All that was written; the writer is not used after it. */
  finish(): Uint8Array;
};

export function createByteWriter(expected: number): ByteWriter {
  let bytes = new Uint8Array(Math.max(64, expected));
  let length = 0;

  function makeRoom(needed: number): void {
    if (length + needed <= bytes.length) return;
    const larger = new Uint8Array(Math.ceil((length + needed) * 1.4));
    larger.set(bytes);
    bytes = larger;
  }

  return {
    write(value) {
      makeRoom(5);
      let rest = value;
      while (rest > 0x7f) {
        bytes[length] = (rest & 0x7f) | 0x80;
        length += 1;
        rest >>>= 7;
      }
      bytes[length] = rest;
      length += 1;
    },
    length: () => length,
    finish: () => bytes.slice(0, length),
  };
}

/** Reads what a writer wrote, from any place on. */
export class ByteReader {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): number {
    let byte = this.#bytes[this.at] ?? 0;
    this.at += 1;
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = this.#bytes[this.at] ?? 0;
      this.at += 1;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }
}
