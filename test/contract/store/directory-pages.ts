import { describe, expect, it } from 'vitest';
import { allGroups, type GroupFilter } from '../../../src/domain/group-filter.ts';
import type { PeopleFilter } from '../../../src/domain/people-filter.ts';
import { message, organization, person, user } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const everybody: PeopleFilter = { search: null, organization: null, consent: null, bound: null };

export function directoryPagesContract({ store }: Bench): void {
  const add = async (platformId: string, title: string | null, channel = 'web'): Promise<string> =>
    (await store().conversations.ensure({ channel, kind: 'group', platformId }, title)).id;

  const titles = async (filter: Partial<GroupFilter>): Promise<(string | null)[]> => {
    const wanted = { ...allGroups, ...filter };
    const found = await store().conversations.pageGroups(wanted, { after: null, limit: 50 });
    expect(await store().conversations.countGroups(wanted)).toBe(found.length);
    return found.map(({ title, platformId }) => title ?? platformId);
  };

  describe('pages of groups', () => {
    it('come in the order of the whole list, without gaps and repetitions, those without a title last', async () => {
      for (const [channel, title] of [
        ['web', '乙'],
        ['web', null],
        ['telegram', '丙'],
        ['web', '甲'],
        ['web', '甲'],
        ['telegram', null],
      ] as const)
        await add(`${channel} ${Math.random()}`, title, channel);
      await store().conversations.ensure({ channel: 'web', kind: 'direct', platformId: 'wang' }, '王会长');
      const whole = (await store().conversations.list()).filter(({ kind }) => kind === 'group');

      const paged = [];
      for (let after: string | null = null; ;) {
        const part = await store().conversations.pageGroups(allGroups, { after, limit: 2 });
        if (part.length === 0) break;
        paged.push(...part);
        after = part.at(-1)?.id ?? null;
      }

      expect(paged).toEqual(whole);
      await expect(store().conversations.pageGroups(allGroups, { after: 'none', limit: 2 })).rejects.toMatchObject({
        code: 'input/invalid',
      });
    });

    it('are found by letters of the title as they are written, or of the id where there is none', async () => {
      await add('a', '100%的餐饮_群');
      await add('b', '1000的餐饮群');
      await add('QQ-Group', null);

      expect(await titles({ search: '餐饮' })).toEqual(['1000的餐饮群', '100%的餐饮_群'].toSorted());
      expect(await titles({ search: '0%' })).toEqual(['100%的餐饮_群']);
      expect(await titles({ search: '饮_' })).toEqual(['100%的餐饮_群']);
      expect(await titles({ search: String.raw`\ ` })).toEqual([]);
      expect(await titles({ search: 'qq-g' })).toEqual(['QQ-Group']);
    });

    it('are found by a whole tag, by channel and by what they get', async () => {
      const [on, off, muted, left] = [
        await add('1', '开'),
        await add('2', '关'),
        await add('3', '停'),
        await add('4', '走'),
      ];
      const { conversations } = store();
      for (const id of [on, muted, left]) await conversations.setEnrolled(id, 1);
      await conversations.setMuted(muted, true);
      await conversations.setLeft({ channel: 'web', kind: 'group', platformId: '4' }, 5);
      await conversations.setTags(on, ['市直', 'A_b']);
      await conversations.setTags(off, ['市直属', 'Axb']);
      await conversations.setTags(left, ['市直']);
      await add('5', '电报', 'telegram');

      expect(await titles({ tag: '市直' })).toEqual(['开', '走'].toSorted());
      expect(await titles({ tag: 'A_b' })).toEqual(['开']);
      expect(await titles({ channel: 'telegram' })).toEqual(['电报']);
      expect(await titles({ state: 'receiving' })).toEqual(['开']);
      expect(await titles({ state: 'silent', channel: 'web' })).toEqual(['关']);
      expect(await titles({ state: 'muted' })).toEqual(['停']);
      expect(await titles({ state: 'left' })).toEqual(['走']);
      expect(await conversations.countChannels()).toEqual([
        { channel: 'telegram', groups: 1 },
        { channel: 'web', groups: 4 },
      ]);
      const tags = (await conversations.countTags()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      expect(tags).toEqual(
        [
          { name: 'A_b', groups: 1, receiving: 1 },
          { name: 'Axb', groups: 1, receiving: 0 },
          { name: '市直', groups: 2, receiving: 1 },
          { name: '市直属', groups: 1, receiving: 0 },
        ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    });

    it('are found by an organization with all below it, or by that they are of none', async () => {
      await store().organizations.put([
        organization('党委'),
        organization('餐饮', { parentId: 'o-党委' }),
        organization('酒店'),
      ]);
      for (const name of ['党委', '餐饮', '酒店'])
        await store().conversations.setOrganization(await add(name, `${name}群`), `o-${name}`);
      await add('alone', '孤群');

      expect(await titles({ organization: 'o-党委' })).toEqual(['党委群', '餐饮群'].toSorted());
      expect(await titles({ organization: 'none' })).toEqual(['孤群']);
      expect(await titles({ organization: 'o-none' })).toEqual([]);
    });
  });

  describe('what stands in organizations', () => {
    it('is counted once for all of them', async () => {
      await store().organizations.put([organization('餐饮'), organization('空')]);
      await store().people.put([person('王伟', '餐饮'), person('李敏', '餐饮')]);
      await store().conversations.setOrganization(await add('g', '群'), 'o-餐饮');

      expect([...(await store().organizations.countAll())]).toEqual([
        ['o-餐饮', { groups: 1, people: 2, cases: 0, openCases: 0 }],
      ]);
    });
  });

  describe('pages of people', () => {
    const names = async (filter: Partial<PeopleFilter>): Promise<string[]> => {
      const wanted = { ...everybody, ...filter };
      const found = await store().people.page(wanted, { after: null, limit: 50 });
      expect(await store().people.count(wanted)).toBe(found.length);
      return found.map(({ name }) => name);
    };
    const fill = async (): Promise<void> => {
      await store().organizations.put([organization('党委'), organization('餐饮', { parentId: 'o-党委' })]);
      await store().people.put([
        person('王伟', '餐饮', { post: '会长', phone: '+8613800138000', smsConsentAt: 5 }),
        person('王伟', '党委'),
        person('李敏', '餐饮', { phone: '+8613800138001' }),
      ]);
    };

    it('come by name without gaps, also of people of one name', async () => {
      await fill();

      const paged: string[] = [];
      for (let after: string | null = null; ;) {
        const [one] = await store().people.page(everybody, { after, limit: 1 });
        if (one === undefined) break;
        paged.push(one.id);
        after = one.id;
      }

      expect(paged).toHaveLength(3);
      expect(new Set(paged).size).toBe(3);
      await expect(store().people.page(everybody, { after: 'none', limit: 1 })).rejects.toMatchObject({
        code: 'input/invalid',
      });
    });

    it('are found by name, post, organization, and by a whole number only', async () => {
      await fill();

      expect(await names({ search: '王' })).toEqual(['王伟', '王伟']);
      expect(await names({ search: '会长' })).toEqual(['王伟']);
      expect(await names({ search: '餐' })).toEqual(['李敏', '王伟'].toSorted());
      expect(await names({ search: '138 0013 8001' })).toEqual(['李敏']);
      expect(await names({ search: '8001' })).toEqual([]);
      expect(await names({ organization: 'o-党委' })).toHaveLength(3);
      expect(await names({ organization: 'o-餐饮', search: '王' })).toEqual(['王伟']);
    });

    it('are found by their consent and by whether an account is them', async () => {
      await fill();
      const [wang] = await store().people.listByPhone('+8613800138000');
      const { id: memberId } = await store().members.ensure({ channel: 'web', platformId: 'w', name: '老王' });
      await store().bindings.bindPerson({ memberId, personId: wang?.id ?? '', at: 1 });

      expect(await names({ consent: true })).toEqual(['王伟']);
      expect(await names({ consent: false })).toHaveLength(2);
      expect(await names({ bound: false })).toHaveLength(2);
      const [bound] = await store().people.page({ ...everybody, bound: true }, { after: null, limit: 9 });
      expect(bound).toMatchObject({ id: wang?.id, memberIds: [memberId] });
    });
  });

  describe('pages of members', () => {
    it('tell who wrote in a group, when last, and who they are known to be', async () => {
      const said = async (name: string, group: string, at: number): Promise<void> => {
        const sender = { platformId: name, name, bot: name === '别的机器人' };
        await store().messages.accept(message(`${name} ${at}`, { sender, group }), at);
      };
      for (const [index, name] of ['甲', '乙', '别的机器人', '甲'].entries()) await said(name, 'one', index + 1);
      await said('甲', 'two', 9);
      await said('丙', 'two', 10);
      const { id: one = '' } =
        (await store().conversations.findByRef({ channel: 'web', kind: 'group', platformId: 'one' })) ?? {};
      const member = await store().members.findThere({ channel: 'web', platformId: '甲' });
      await store().users.add(user('周秘书'));
      await store().bindings.bind({ memberId: member?.id ?? '', userId: 'u-周秘书', at: 1 });
      await store().organizations.put([organization('餐饮')]);
      await store().people.put([person('周宁', '餐饮')]);
      await store().bindings.bindPerson({ memberId: member?.id ?? '', personId: person('周宁', '餐饮').id, at: 1 });

      const page = (conversationId: string | null, search: string | null, limit = 9) =>
        store().members.page({ conversationId, search }, { after: null, limit });
      const found = await page(one, null);
      expect(found.map(({ name, spokeAt }) => [name, spokeAt])).toEqual([
        ['乙', 2],
        ['甲', 4],
      ]);
      expect(found[1]).toMatchObject({ account: { name: '周秘书' }, people: [{ name: '周宁' }] });
      expect((await page(null, '丙')).map(({ name, spokeAt }) => [name, spokeAt])).toEqual([['丙', 10]]);
      expect((await page(null, null)).map(({ name }) => name)).toEqual(['丙', '乙', '甲'].toSorted());
      expect((await page(one, '丙')).length).toBe(0);
      const [first] = await page(one, null, 1);
      const next = await store().members.page(
        { conversationId: one, search: null },
        { after: first?.id ?? '', limit: 9 },
      );
      expect(next.map(({ name }) => name)).toEqual(['甲']);
      expect([...(await store().messages.lastAt([one]))]).toEqual([[one, 4]]);
      expect([...(await store().messages.lastAt([]))]).toEqual([]);
    });
  });
}
