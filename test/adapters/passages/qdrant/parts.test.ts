import { describe, expect, it } from 'vitest';
import { searchFilter, validRange } from '../../../../src/adapters/passages/qdrant/filters.ts';
import {
  denseNameOf,
  fingerprintOf,
  markerId,
  pieceId,
  versionOf,
} from '../../../../src/adapters/passages/qdrant/names.ts';
import { countTerms, toSparse } from '../../../../src/adapters/passages/qdrant/sparse.ts';
import { normalise } from '../../../../src/base/text.ts';
import { type Validity, validityOn } from '../../../../src/domain/validity.ts';
import { fees } from '../../../contract/passage-index/contents.ts';

const days = [null, '2025-12-31', '2026-01-01', '2026-06-30'] as const;

describe('the days a document is in force', () => {
  it('are the same as numbers as they are by the rule', () => {
    const differing: Validity[] = [];
    for (const validFrom of days)
      for (const expiresOn of days)
        for (const repealedOn of days)
          for (const replacedBy of [null, '新办法']) {
            const validity = { validFrom, expiresOn, repealedOn, replacedBy };
            const range = validRange(validity);
            for (const day of ['2025-12-30', '2025-12-31', '2026-01-01', '2026-06-29', '2026-06-30', '2030-01-01']) {
              const number = Number(day.replaceAll('-', ''));
              const isIn = range.validFrom <= number && number < range.validUntil;
              if (isIn !== (validityOn(day, validity).kind === 'valid')) differing.push(validity);
            }
          }

    expect(differing).toEqual([]);
  });

  it('are asked for only when a day is given', () => {
    const filter = searchFilter({ collections: null, documents: null, validOn: null });

    expect(filter).toEqual({ must: [{ key: 'kind', match: { value: 'piece' } }] });
  });
});

describe('the terms of a piece', () => {
  it('have each one index that fits 32 bits and a value below 1', () => {
    const text = normalise('会员单位每年缴纳会费3500元，会费标准见第3条；APEC 会员、𠮷野家会员另行规定。'.repeat(5));

    const { indices, values } = toSparse(countTerms([text]), 340);

    expect(new Set(indices).size).toBe(indices.length);
    expect(values).toHaveLength(indices.length);
    expect(indices.every((index) => Number.isInteger(index) && index >= 0 && index < 2 ** 32)).toBe(true);
    expect(values.every((value) => value > 0 && value < 1)).toBe(true);
  });
});

describe('names', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

  it('of points are the same in every process, and differ from each other', () => {
    const ids = [markerId('a'), markerId('b'), pieceId('a', 'v', 0), pieceId('a', 'v', 1), pieceId('a', 'w', 0)];

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => uuid.test(id))).toBe(true);
    expect(markerId('a')).toBe('fe4ee29e-aea2-88aa-8df6-0e51d7011f65');
  });

  it('of versions tell any two contents apart', () => {
    const other = { ...fees, document: { ...fees.document, expiresOn: '2026-01-01' } };

    expect(versionOf(fees)).toBe(versionOf(structuredClone(fees)));
    expect(versionOf(fees)).not.toBe(versionOf(other));
    expect(versionOf(fees)).not.toBe(versionOf({ ...fees, passages: fees.passages.slice(1) }));
  });

  it('of vectors and collections tell models apart', () => {
    const [one, other] = [{ fingerprint: 'a' }, { fingerprint: 'b' }];

    expect(denseNameOf(one)).not.toBe(denseNameOf(other));
    expect(new Set([null, one, other].map(fingerprintOf)).size).toBe(3);
  });
});
