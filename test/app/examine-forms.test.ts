import { expect, it } from 'vitest';
import { createCaseFormFiles } from '../../src/adapters/case-forms/case-form-files.ts';
import { examineForms, warnOfReceivers } from '../../src/app/examine-forms.ts';
import type { Forms } from '../../src/ports/forms.ts';
import { createNotingLog } from '../support/noting-log.ts';
import { organization, person, user } from '../support/store-builders.ts';
import { openTempStore } from '../support/temp-store.ts';

const shipped = createCaseFormFiles('knowledge/forms');
/** Whom an association would name in the forms it is given. */
const posts: Readonly<Record<string, string>> = {
  suggestion: '秘书处',
  demand: '秘书处',
  complaint: '秘书长',
  dispute: '调解员',
  fee_report: '纪检委员',
};
const forms: Forms = {
  async read() {
    const { forms, problems } = await shipped.read();
    const named = forms.map((form) => ({
      ...form,
      receiver: { name: null, organization: null, role: posts[form.id] ?? null },
    }));
    return { forms: named, problems };
  },
};

it('names the kinds whose receiver the directory does not have, in doctor and in the log of a start', async () => {
  const { store } = await openTempStore({ now: () => 1 });
  const log = createNotingLog();
  await store.users.add(user('秘书处'));
  await store.organizations.put([organization('餐饮协会')]);
  await store.people.put([person('刘委员', '餐饮协会', { post: '纪检委员' })]);

  const found = await examineForms({ forms, store });
  await warnOfReceivers({ forms, store, log });

  expect(found).toMatchObject({ name: 'forms', state: 'warn', detail: expect.stringContaining('有 2 类找不到接收人') });
  for (const lost of ['投诉：没有叫“秘书长”', '纠纷调解：没有叫“调解员”']) expect(found.detail).toContain(lost);
  expect(log.notes.map(({ level }) => level)).toEqual(['warn']);
  expect(JSON.stringify(log.notes)).toContain('秘书长');
});

it('has nothing to say when everybody is there', async () => {
  const { store } = await openTempStore({ now: () => 1 });
  const log = createNotingLog();
  for (const name of ['秘书处', '秘书长', '调解员', '纪检委员']) await store.users.add(user(name));

  expect(await examineForms({ forms, store })).toMatchObject({ state: 'ok', detail: '5 类诉求有表单', action: null });
  await warnOfReceivers({ forms, store, log });
  expect(log.notes).toEqual([]);
});

it('ends no start when the store is away', async () => {
  const { store } = await openTempStore({ now: () => 1 });
  const log = createNotingLog();
  await store.close();

  await warnOfReceivers({ forms, store, log });

  expect(log.notes.map(({ level }) => level)).toEqual(['warn']);
});
