import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRandomRegister } from '../../support/random-register.ts';

describe('searching the register on SQLite', () => {
  it.each([1, 2])('finds what whoever reads all cases finds (%i)', async (seed) => {
    const folder = await mkdtemp(join(tmpdir(), 'qingyu-search-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const options = { kind: 'sqlite', file: join(folder, 'a.sqlite'), backupDir: folder } as const;

    expect(await checkRandomRegister(options, { seed, cases: 40 })).toBe(50);
  });
});
