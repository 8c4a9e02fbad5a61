/** How alike a text runs: the longest common subsequence and the longest common run, as shares of the question. */
export type Likeness = { common: number; run: number };

/** Letters of a question that are compared. */
const compared = 64;
/** Bits of a number that are used, so that a sum with its carry still fits. */
const bits = 30;
const allBits = 2 ** bits - 1;

/** A letter of the question: the places it stands at, last first, and the same as bits. */
type Letter = { places: number[]; masks: Int32Array };

export function createLikeness(letters: string): (text: string) => Likeness {
  const question = letters.slice(0, compared);
  const table = readLetters(question);
  const size = Math.max(1, question.length);

  return (text) => {
    const common = createCommon(question.length);
    const run = createRun(question.length);
    for (let at = 0; at < text.length; at += 1) {
      const letter = table.get(text.charCodeAt(at));
      if (letter === undefined) continue;
      common.add(letter.masks);
      run.add(letter.places, at);
    }
    return { common: common.length() / size, run: run.longest() / size };
  };
}

function readLetters(question: string): Map<number, Letter> {
  const words = Math.ceil(question.length / bits);
  const table = new Map<number, Letter>();
  for (let place = question.length - 1; place >= 0; place -= 1) {
    const unit = question.charCodeAt(place);
    const letter = table.get(unit) ?? { places: [], masks: new Int32Array(words) };
    const word = Math.floor(place / bits);
    letter.places.push(place);
    letter.masks[word] = (letter.masks[word] ?? 0) | (1 << (place % bits));
    table.set(unit, letter);
  }
  return table;
}

/** The bit-parallel way (Crochemore and others 2001): one addition for thirty places; a cleared bit is one more in common. */
function createCommon(size: number): { add(masks: Int32Array): void; length(): number } {
  const state = new Int32Array(Math.ceil(size / bits)).fill(allBits);
  return {
    add(masks) {
      let carry = 0;
      for (let word = 0; word < state.length; word += 1) {
        const before = state[word] ?? 0;
        const matches = before & (masks[word] ?? 0);
        const sum = before + matches + carry;
        carry = sum > allBits ? 1 : 0;
        state[word] = (sum | (before - matches)) & allBits;
      }
    },
    length: () => state.reduce((sum, word) => sum + bits - bitsIn(word), 0),
  };
}

function bitsIn(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Runs that end at each place of the question, and where in the text they do. */
function createRun(size: number): { add(places: readonly number[], at: number): void; longest(): number } {
  const lengths = new Uint8Array(size);
  const ends = new Int32Array(size).fill(-2);
  let longest = 0;
  return {
    // Places come last first, so that the place before still holds what it held at the character before.
    add(places, at) {
      for (const place of places) {
        const goesOn = place > 0 && ends[place - 1] === at - 1;
        const length = goesOn ? (lengths[place - 1] ?? 0) + 1 : 1;
        lengths[place] = length;
        ends[place] = at;
        if (length > longest) longest = length;
      }
    },
    longest: () => longest,
  };
}
