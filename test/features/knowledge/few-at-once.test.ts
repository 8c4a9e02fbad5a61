import { expect, it } from 'vitest';
import { fewAtOnce } from '../../../src/features/knowledge/few-at-once.ts';
import type { Brought } from '../../../src/features/knowledge/upload.ts';

const file = { name: '会费.md', collection: 'fees', bytes: new Uint8Array(), by: '周秘书' };
const brought: Brought = { outcome: 'added', id: 'a', title: '会费', passages: 1, twins: [] };

it('a file that comes while many are being read is refused, and taken once one of them is through', async () => {
  const waiting: (() => void)[] = [];
  const bring = fewAtOnce(() => new Promise((resolve) => waiting.push(() => resolve(brought))));
  const reading = Array.from({ length: 6 }, () => bring(file));

  await expect(bring(file)).rejects.toMatchObject({ code: 'access/too-many' });
  waiting.shift()?.();
  await reading[0];
  const next = bring(file);
  for (const release of waiting) release();

  expect(await Promise.all([...reading, next])).toHaveLength(7);
});
