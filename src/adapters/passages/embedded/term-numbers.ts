/** Numbers terms in the order they are first seen: an open-addressing table of typed arrays, a tenth of a Map's size. */
export type TermNumbers = {
  numberOf(key: number): number;
  size(): number;
  /** Keys in ascending order with the numbers they had. */
  sorted(): { keys: Int32Array; numbers: Uint32Array };
};

export function createTermNumbers(): TermNumbers {
  let bits = 12;
  /** A key and behind it its number + 1, 0 while free: side by side, because a look costs what memory costs. */
  let slots = new Int32Array(2 << bits);
  let size = 0;

  function slotOf(key: number): number {
    const mask = slots.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> (32 - bits)) * 2;
    while (slots[slot + 1] !== 0 && slots[slot] !== key) slot = (slot + 2) & mask;
    return slot;
  }

  function grow(): void {
    const old = slots;
    bits += 1;
    slots = new Int32Array(2 << bits);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const slot = slotOf(old[i] ?? 0);
      slots[slot] = old[i] ?? 0;
      slots[slot + 1] = old[i + 1] ?? 0;
    }
  }

  return {
    numberOf(key) {
      const slot = slotOf(key);
      const found = slots[slot + 1] ?? 0;
      if (found !== 0) return found - 1;
      slots[slot] = key;
      size += 1;
      slots[slot + 1] = size;
      if (size * 4 > slots.length) grow();
      return size - 1;
    },
    size: () => size,
    sorted() {
      // Key and number share one float (31 + 21 bits), because numbers sort natively.
      const pairs = new Float64Array(size);
      let at = 0;
      for (let slot = 0; slot < slots.length; slot += 2) {
        if (slots[slot + 1] === 0) continue;
        pairs[at] = (slots[slot] ?? 0) * 0x200000 + (slots[slot + 1] ?? 1) - 1;
        at += 1;
      }
      pairs.sort();
      const sorted = { keys: new Int32Array(size), numbers: new Uint32Array(size) };
      for (let i = 0; i < size; i += 1) {
        const pair = pairs[i] ?? 0;
        sorted.keys[i] = pair / 0x200000;
        sorted.numbers[i] = pair % 0x200000;
      }
      return sorted;
    },
  };
}
