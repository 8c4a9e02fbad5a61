import { expect, it } from 'vitest';
import { whenFilled } from '../../src/app/filled-index.ts';
import { createMemoryIndex } from '../support/memory-index.ts';

it('an index that is being filled counts as away', async () => {
  let filled = false;
  const index = whenFilled(createMemoryIndex(), () => filled);
  const wanted = { limit: 1, collections: null, validOn: null, documents: null };

  await expect(index.search('会费', wanted)).rejects.toMatchObject({ code: 'index/unavailable' });
  filled = true;

  expect(await index.search('会费', wanted)).toEqual([]);
});
