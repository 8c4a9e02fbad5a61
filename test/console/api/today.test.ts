import { expect, it } from 'vitest';
import { routes } from '../../../src/console/api/contract/routes.ts';
import { openApi } from '../../support/api-bench.ts';
import { newCase } from '../../support/store-builders.ts';

const shape = routes.showToday.answer;

it('counts what waits for a person, and what the groups got this week', async () => {
  const bench = await openApi();
  await bench.enroll();
  const now = bench.clock.now();
  await bench.store.cases.record(newCase(1, { createdAt: now - 5_000, dueAt: now - 1_000 }));
  const token = await bench.signIn('staff');

  const { json } = await bench.ask('/api/today', { token });
  const today = shape.parse(json);

  expect(today.needs).toMatchObject({ newCases: 1, overdueCases: 1, unknown: 0, questions: 0, drafts: 0 });
  expect(today).toMatchObject({
    unwell: [],
    daily: null,
    broadcasts: [],
    load: { days: 7, dailyCap: 10, messages: 0 },
  });
  expect(today.load.groups).toBeGreaterThan(0);
});

it('is counted once for all who look at the same moment', async () => {
  const bench = await openApi();
  const token = await bench.signIn('staff');
  const ask = async () => shape.parse((await bench.ask('/api/today', { token })).json).needs.newCases;
  expect(await ask()).toBe(0);

  await bench.store.cases.record(newCase(1, { createdAt: bench.clock.now() }));

  expect(await ask()).toBe(0);
  bench.clock.advance(5_000);
  expect(await ask()).toBe(1);
});
