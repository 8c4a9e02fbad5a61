import { expect, it } from 'vitest';
import { maskPersonal } from '../../../src/features/reception/mask-personal.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { newCase } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

it('shortens the name of the one who submitted in every step, also one they had then', async () => {
  const { store } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
  const { no } = await store.cases.record(newCase(1, { memberName: '王小明', who: '王小明' }));
  const taken = { note: null, detail: {} };
  await store.cases.change({ no, version: 1 }, {}, { ...taken, at: 2, who: '长沙小王', action: 'correct' });
  await store.cases.change({ no, version: 2 }, {}, { ...taken, at: 3, who: '周秘书', action: 'note' });
  const one = await store.cases.find(no);
  if (one === null) throw new Error('the case is not there');

  const { steps } = maskPersonal({ one, steps: await store.cases.steps(no) });

  expect(steps.map(({ who }) => who)).toEqual(['王**', '长**', '周秘书']);
});
