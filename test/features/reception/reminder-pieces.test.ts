import { describe, expect, it } from 'vitest';
import { inPieces } from '../../../src/features/reception/reminder-pieces.ts';

const sizes = { usual: 4, most: 6 };

describe('reminders that are planned together', () => {
  it('are all there, a few in each transaction', () => {
    const notices = Array.from({ length: 10 }, (_, at) => told(at, `c${at}`));

    const pieces = inPieces(notices, sizes);

    expect(pieces.map((piece) => piece.length)).toEqual([4, 4, 2]);
    expect(pieces.flat()).toEqual(notices);
  });

  it('keep what goes to one chat in one, also over somebody who leads', () => {
    const notices = [told(1, 'a'), told(2, 'b'), told(3, 'c'), told(4, 'b', 'd'), told(5, 'a', 'c'), told(6, 'd')];

    expect(inPieces(notices, { usual: 3, most: 9 }).map((piece) => piece.map(({ id }) => id))).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
  });

  it('are more where one chat has more, but never without end', () => {
    const notices = Array.from({ length: 15 }, (_, at) => told(at, 'a'));

    expect(inPieces(notices, sizes).map((piece) => piece.length)).toEqual([6, 6, 3]);
  });

  it('also go where nobody can be written to', () => {
    expect(inPieces([told(1), told(2, 'a'), told(3)], sizes).flat()).toHaveLength(3);
    expect(inPieces([], sizes)).toEqual([]);
  });
});

function told(id: number, ...chats: string[]) {
  return { id, to: chats.map((chat) => ({ chat })) };
}
