import { describe, expect, it } from 'vitest';
import { createPeopleDesk, type PeopleDesk } from '../../../src/features/directory/people-desk.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { organization } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const consentAt = Date.parse('2026-11-01T00:00:00+08:00');

async function open(): Promise<{ store: Store; desk: PeopleDesk; clock: HandClock }> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  let ids = 0;
  await store.organizations.put([
    organization('综合党委'),
    organization('餐饮协会', { parentId: 'o-综合党委' }),
    organization('酒店商会'),
  ]);
  return { store, clock, desk: createPeopleDesk({ store, clock, newId: () => `${(ids += 1)}` }) };
}

const wang = { name: '王伟', organization: '餐饮协会', post: '会长', phone: '138 0013 8000', consentAt };

describe('the address book', () => {
  it('shows who is in an organization and below it, without the numbers unless they are asked for', async () => {
    const { desk } = await open();
    await desk.add(wang);
    await desk.add({ name: '李 敏', organization: '酒店商会' });

    expect(await desk.list({ organization: '综合党委', fullPhones: false })).toEqual([
      {
        id: 'p-1',
        name: '王伟',
        post: '会长',
        organization: { id: 'o-餐饮协会', name: '餐饮协会', path: '综合党委/餐饮协会' },
        phone: '138****8000',
        smsConsentAt: '2026-10-31T16:00:00.000Z',
        bound: 0,
        createdAt: '2026-11-23T01:00:00.000Z',
      },
    ]);
    expect(await desk.list({ organization: null, fullPhones: true })).toMatchObject([
      { name: '王伟', phone: '13800138000' },
      { name: '李敏', phone: null },
    ]);
  });

  it('has on record who was added, changed or removed, without names and numbers', async () => {
    const { store, desk } = await open();
    await desk.add(wang);
    await desk.change('王伟', { phone: '0731-88886666', consentAt: null });
    await desk.add(wang).catch(() => {});
    await desk.remove('王伟');

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ who, action, subject, detail }) => [who, action, subject, detail])).toEqual([
      ['命令行', 'person/add', 'p-1', { fields: 'name,post,phone', consent: true }],
      ['命令行', 'person/change', 'p-1', { fields: 'phone', consent: false }],
      ['命令行', 'person/remove', 'p-1', {}],
    ]);
  });

  it('changes what is written, and nothing else', async () => {
    const { store, desk } = await open();
    await desk.add(wang);

    await desk.change('王伟', { post: '', consentAt: null });
    expect(await store.people.find('p-1')).toMatchObject({ post: null, phone: '+8613800138000', smsConsentAt: null });
    await desk.change('餐饮协会/王伟', { organization: '酒店商会', phone: '0731-88886666' });
    expect(await desk.change('p-1', { name: '王卫' })).toMatchObject({
      name: '王卫',
      organization: { name: '酒店商会' },
      phone: '073****6666',
    });
  });

  it('keeps a refusal of text messages for the number, wherever it is, until a consent of after it', async () => {
    const { store, desk, clock } = await open();
    const phone = '+8613800138000';
    await desk.add(wang);
    await desk.add({ ...wang, organization: '酒店商会' });

    await desk.change('餐饮协会/王伟', { consentAt: null });

    expect(await store.smsRefusals.find(phone)).toBe(clock.now());
    expect(
      (await desk.list({ organization: null, fullPhones: false })).map(({ smsConsentAt }) => smsConsentAt),
    ).toEqual([null, null]);
    await expect(desk.change('酒店商会/王伟', { consentAt })).rejects.toThrow('收回过同意');
    await expect(desk.add({ ...wang, name: '王卫' })).rejects.toThrow('收回过同意');
    clock.advance(1);
    expect(await desk.change('酒店商会/王伟', { consentAt: clock.now() })).toMatchObject({
      smsConsentAt: new Date(clock.now()).toISOString(),
    });
  });

  it('takes a refusal along to another number, and refuses both that a change names', async () => {
    const { store, desk, clock } = await open();
    await desk.add({ ...wang, consentAt: null });
    clock.advance(1);
    await desk.change('王伟', { phone: '13900139000' });
    await desk.change('王伟', { phone: '13700137000', consentAt: null });

    expect(await store.smsRefusals.list()).toEqual([
      { phone: '+8613700137000', at: clock.now() },
      { phone: '+8613800138000', at: clock.now() - 1 },
      { phone: '+8613900139000', at: clock.now() },
    ]);
  });

  it('refuses for who agreed and is removed, unless the number goes on with a consent', async () => {
    const { store, desk, clock } = await open();
    await desk.add(wang);
    await desk.add({ ...wang, organization: '酒店商会' });
    await desk.add({ name: '李敏', organization: '酒店商会', phone: '13900139000' });

    await desk.remove('酒店商会/王伟');
    await desk.remove('李敏');
    expect(await store.smsRefusals.list()).toEqual([]);
    expect(await store.people.find('p-1')).toMatchObject({ smsConsentAt: consentAt });

    await desk.remove('王伟');
    expect(await store.smsRefusals.list()).toEqual([{ phone: '+8613800138000', at: clock.now() }]);
  });

  it('refuses in one sentence, and stores nothing of it', async () => {
    const { store, desk } = await open();
    await desk.add(wang);
    await desk.add({ ...wang, organization: '酒店商会' });
    const before = await store.people.list(null);

    await expect(desk.add(wang)).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(desk.change('酒店商会/王伟', { organization: '餐饮协会' })).rejects.toThrow('请在姓名后加以区分');
    await expect(desk.change('王伟', { post: '秘书' })).rejects.toThrow('叫“王伟”的不止一个人');
    await expect(desk.change('赵强', {})).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(desk.add({ ...wang, name: '赵强', phone: '1380' })).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(desk.add({ ...wang, name: '赵/强' })).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(desk.add({ ...wang, name: '赵强', organization: '没有' })).rejects.toThrow('没有名为“没有”的组织');
    await expect(desk.issueCode('赵强')).rejects.toMatchObject({ code: 'record/not-found' });
    expect(await store.people.list(null)).toEqual(before);
  });

  it('forgets somebody with all that was bound to them', async () => {
    const { store, desk } = await open();
    await desk.add(wang);
    await store.bindings.bindPerson({ memberId: 'm-1', personId: 'p-1', at: 1 });
    expect(await desk.list({ organization: null, fullPhones: false })).toMatchObject([{ bound: 1 }]);

    expect(await desk.remove('王伟')).toMatchObject({ id: 'p-1' });

    expect(await store.bindings.listPeople('m-1')).toEqual([]);
    expect(await desk.list({ organization: null, fullPhones: false })).toEqual([]);
  });
});
