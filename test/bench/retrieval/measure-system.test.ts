import { expect, it } from 'vitest';
import { littleSet } from './little-set.ts';
import { measureSystem } from './measure-system.ts';

const set = littleSet([
  { text: '会费', answer: 'fees' },
  { text: '审计', answer: 'audit' },
  { text: '捐赠', answer: 'donation' },
  { text: '名称', answer: 'names' },
]);

it('gives a system all passages with their titles, and counts where the answers stand', async () => {
  const seen: string[] = [];

  const figures = await measureSystem(async ({ passages }) => {
    seen.push(...passages.map(({ id, title }) => `${title}/${id}`));
    return (question) => (question === '审计' ? ['fees', 'audit'] : ['fees']);
  }, set);

  expect(seen).toHaveLength(12);
  expect(seen).toContain('协会工作手册/donation');
  expect(figures).toMatchObject({ r1: 1 / 4, r5: 1 / 2, r10: 1 / 2, mrr: 3 / 8 });
});
