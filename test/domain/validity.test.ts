import { describe, expect, it } from 'vitest';
import { noFacts } from '../../src/domain/document.ts';
import { validityOn } from '../../src/domain/validity.ts';

const on = (day: string, facts: Partial<typeof noFacts>) => validityOn(day, { ...noFacts, ...facts });

describe('a document', () => {
  it('that says nothing of itself is in force on every day', () => {
    expect(on('1999-01-01', {})).toEqual({ kind: 'valid' });
  });

  it('is in force from the first day, and no longer on the day it expires', () => {
    const facts = { validFrom: '2024-03-01', expiresOn: '2026-03-01' };

    expect(on('2024-02-29', facts)).toEqual({ kind: 'not-yet', from: '2024-03-01' });
    expect(on('2024-03-01', facts)).toEqual({ kind: 'valid' });
    expect(on('2026-02-28', facts)).toEqual({ kind: 'valid' });
    expect(on('2026-03-01', facts)).toMatchObject({ kind: 'over', why: 'expired', on: '2026-03-01' });
  });

  it('that was repealed is over from that day, whenever it would have expired', () => {
    const facts = { expiresOn: '2030-01-01', repealedOn: '2025-05-01' };

    expect(on('2025-04-30', facts)).toEqual({ kind: 'valid' });
    expect(on('2025-05-01', facts)).toMatchObject({ kind: 'over', why: 'repealed', on: '2025-05-01' });
  });

  it('that another one replaced is over at once, or from the day it names', () => {
    const replacedBy = '会费管理办法（2026）';

    expect(on('2026-01-01', { replacedBy })).toEqual({ kind: 'over', why: 'replaced', on: null, replacedBy });
    expect(on('2026-01-01', { replacedBy, expiresOn: '2026-06-01' })).toEqual({ kind: 'valid' });
    expect(on('2026-06-01', { replacedBy, expiresOn: '2026-06-01' })).toMatchObject({ why: 'expired', replacedBy });
  });
});
