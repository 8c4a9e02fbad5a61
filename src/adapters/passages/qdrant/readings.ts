import { normalise } from '../../../base/text.ts';
import type { Piece } from './payload.ts';

/** A piece as it is compared: normalised. */
export type Reading = { title: string; section: string; text: string };

export type Readings = {
  of(piece: Piece, title: string): Reading;
  text(text: string): string;
};

/** Texts kept, about 1 kB each: the questions of a group keep coming back to the same ones. */
const kept = 4000;

/** Normalising is the dear part of a look, so what was read is kept for the next question. */
export function createReadings(): Readings {
  let known = new Map<string, string>();

  function text(original: string): string {
    const found = known.get(original);
    if (found !== undefined) return found;
    if (known.size >= kept) known = new Map();
    const made = normalise(original);
    known.set(original, made);
    return made;
  }

  return {
    text,
    of: ({ passage }, title) => ({ title: text(title), section: text(passage.section), text: text(passage.text) }),
  };
}
