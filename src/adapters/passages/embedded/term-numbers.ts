/** Numbers terms in the order they are first seen: an open-addressing table of typed arrays, a tenth of a Map's size. */
export type TermNumbers = {
  numberOf(key: number): number;
  size(): number;
  /** Keys in ascending order with the numbers they had. */
  sorted(): { keys: Uint32Array; numbers: Uint32Array };
};

export function createTermNumbers(): TermNumbers {
  let bits = 16;
  let keys = new Uint32Array(1 << bits);
  /** Number + 1, so that 0 means free. */
  let numbers = new Uint32Array(1 << bits);
  let size = 0;

  function slotOf(key: number): number {
    const last = keys.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
    while (numbers[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }

  function grow(): void {
    const [oldKeys, oldNumbers] = [keys, numbers];
    bits += 1;
    keys = new Uint32Array(1 << bits);
    numbers = new Uint32Array(1 << bits);
    for (let i = 0; i < oldKeys.length; i += 1) {
      if (oldNumbers[i] === 0) continue;
      const slot = slotOf(oldKeys[i] ?? 0);
      keys[slot] = oldKeys[i] ?? 0;
      numbers[slot] = oldNumbers[i] ?? 0;
    }
  }

  return {
    numberOf(key) {
      const slot = slotOf(key);
      const found = numbers[slot] ?? 0;
      if (found !== 0) return found - 1;
      keys[slot] = key;
      size += 1;
      numbers[slot] = size;
      if (size * 2 > keys.length) grow();
      return size - 1;
    },
    size: () => size,
    sorted() {
      // Key and number share one float (32 + 21 bits), because numbers sort natively.
      const pairs = new Float64Array(size);
      let at = 0;
      for (let slot = 0; slot < keys.length; slot += 1) {
        if (numbers[slot] === 0) continue;
        pairs[at] = (keys[slot] ?? 0) * 0x200000 + (numbers[slot] ?? 1) - 1;
        at += 1;
      }
      pairs.sort();
      const sorted = { keys: new Uint32Array(size), numbers: new Uint32Array(size) };
      for (let i = 0; i < size; i += 1) {
        const pair = pairs[i] ?? 0;
        sorted.keys[i] = pair / 0x200000;
        sorted.numbers[i] = pair % 0x200000;
      }
      return sorted;
    },
  };
}
