import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../../src/adapters/store/backup.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { caseTerms, termsOfCases } from '../../support/case-terms.ts';
import { newCase } from '../../support/store-builders.ts';

/** Letters that stand in no other case. */
const name = '龘靐';
const phone = '13912345678';
const act = { who: '李干事', at: 9_000 };
const content = `我是${name}，电话${phone}，希望多办培训。`;

describe('what cases are found by', () => {
  let folder: string;
  let options: { kind: 'sqlite'; file: string; backupDir: string };
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-words-'));
    options = { kind: 'sqlite', file: join(folder, 'a.sqlite'), backupDir: join(folder, 'saved') };
    store = await openStore(options);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['short', 1, 20],
    ['of many pages', 60, 60],
  ])('holds no letter of who was erased, and neither does the file (%s)', async (_, repeated, others) => {
    await fill(1, others);
    const said = { content: content.repeat(repeated), expectation: `请回复${name}` };
    await store.cases.record(newCase(0, { ...said, contact: name, phone }));
    await fill(1 + others, others);
    expect(look(caseTerms).filter(isOfName)).not.toEqual([]);
    const who = await store.privacy.findPhone(`+86${phone}`);

    await store.transaction(async ({ privacy }) => who && privacy.erase(who, act));
    await store.close();

    expect(look(caseTerms)).toEqual(look(termsOfCases));
    expect(left()).toEqual([]);
  });

  it('is that of the cases that came with a restore, and of no other', async () => {
    await fill(1, 30);
    const file = join(folder, 'backup.gz');
    await backupStore(options, file);
    await store.cases.record(newCase(0, { content: content.repeat(50) }));

    const { savedTo } = await restoreStore({ store: options, file, backupDir: options.backupDir });
    await store.close();
    expect(look(caseTerms)).toEqual(look(termsOfCases));
    expect(left()).toEqual([]);

    await restoreStore({ store: options, file: savedTo ?? '', backupDir: options.backupDir });
    expect(look(caseTerms)).toEqual(look(termsOfCases));
    expect(look(caseTerms).filter(isOfName)).not.toEqual([]);
  });

  function fill(from: number, cases: number): Promise<void> {
    return store.transaction(async (records) => {
      for (let one = from; one < from + cases; one += 1) await records.cases.record(newCase(one));
    });
  }

  function look<Found>(at: (database: Libsql.Database) => Found): Found {
    const database = new Libsql(options.file);
    try {
      return at(database);
    } finally {
      database.close();
    }
  }

  /** Letters of the name that are somewhere in the file, as they are or as the index writes them. */
  function left(): string[] {
    const bytes = readFileSync(options.file);
    return Array.from(name).filter((letter) => bytes.includes(letter) || bytes.includes(hexOf(letter).slice(2)));
  }
});

function isOfName(term: string): boolean {
  return Array.from(name).some((letter) => term.includes(hexOf(letter)));
}

/** Neighbours in the index share the beginning. */
function hexOf(letter: string): string {
  return Buffer.from(letter).toString('hex');
}
