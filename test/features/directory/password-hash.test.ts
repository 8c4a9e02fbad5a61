import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from '../../../src/features/directory/password-hash.ts';
import { quickHasher } from '../../support/quick-hasher.ts';

describe('a stored password', () => {
  it('is another one each time, names its cost, and is known again', async () => {
    const { hash, matches } = createPasswordHasher();

    const [one, two] = [await hash('春眠不觉晓'), await hash('春眠不觉晓')];

    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/u);
    expect(two).not.toBe(one);
    expect(await matches('春眠不觉晓', one)).toBe(true);
    expect(await matches('春眠不觉晓', two)).toBe(true);
    expect(await matches('春眠不觉曉', one)).toBe(false);
  });

  it('is known by its own cost, whatever the cost is now', async () => {
    const before = await quickHasher().hash('春眠不觉晓');

    expect(await createPasswordHasher().matches('春眠不觉晓', before)).toBe(true);
  });

  it('is the same with the wide letters of a Chinese keyboard', async () => {
    const { hash, matches } = quickHasher();

    expect(await matches('ａｂｃ１２３！', await hash('abc123!'))).toBe(true);
  });

  it('matches nobody where there is none', async () => {
    const { matches } = quickHasher();

    expect(await matches('', null)).toBe(false);
    expect(await matches('\0', null)).toBe(false);
  });

  it('is not checked for more than a few people at once', async () => {
    const { hash, matches } = quickHasher();
    const stored = await hash('春眠不觉晓');

    const checked = await Promise.allSettled(Array.from({ length: 30 }, () => matches('春眠不觉晓', stored)));

    expect(checked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const [refused] = checked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject({ code: 'access/too-many', details: { retryAfterMs: 5_000 } });
    expect(await matches('春眠不觉晓', stored)).toBe(true);
  });

  it('that has no known form is our fault, and opens nothing', async () => {
    await expect(quickHasher().matches('x', 'scrypt$16$1$1$aa$bb')).rejects.toThrow('no known form');
    await expect(quickHasher().matches('x', 'plain')).rejects.toThrow('no known form');
  });
});
