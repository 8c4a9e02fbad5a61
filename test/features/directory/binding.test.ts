import { describe, expect, it } from 'vitest';
import { handleBinding } from '../../../src/features/directory/binding.ts';
import { type Accounts, createAccounts } from '../../../src/features/directory/accounts.ts';
import { createPeopleDesk, type PeopleDesk } from '../../../src/features/directory/people-desk.ts';
import { echo, type InboxBench, openInbox } from '../../support/inbox-bench.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { organization, person } from '../../support/store-builders.ts';

const minute = 60_000;

type Bench = InboxBench & {
  accounts: Accounts;
  people: PeopleDesk;
  /** Says it in private, as this member; resolves with the answer. */
  tell(text: string, who?: string): Promise<string | undefined>;
  /** Who the member is bound to. */
  userOf(who?: string): Promise<string | undefined>;
};

async function open(): Promise<Bench> {
  const inbox = await openInbox([handleBinding, echo]);
  const { store, clock } = inbox;
  let ids = 0;
  const accounts = createAccounts({ store, clock, newId: () => `u${(ids += 1)}`, passwords: quickHasher() });
  await accounts.add('周秘书', 'secretary');
  return {
    ...inbox,
    accounts,
    people: createPeopleDesk({ store, clock, newId: () => `p${(ids += 1)}` }),
    async tell(text, who = 'wang') {
      const conversation = { channel: 'web', kind: 'direct' as const, platformId: who, title: null };
      const sender = { platformId: who, name: who, bot: false };
      const id = await inbox.say(`${who}${(ids += 1)}`, { conversation, sender, text, addressed: 'direct' });
      await inbox.settle();
      return (await inbox.repliesTo(id))[0];
    },
    async userOf(who = 'wang') {
      const { id } = await store.members.ensure({ channel: 'web', platformId: who, name: who });
      return (await store.bindings.findUser(id))?.name;
    },
  };
}

describe('/绑定', () => {
  it.each(['/绑定 ', '／绑定：', '/bind ', '/绑定'])(
    'binds the member who sends %jCODE in private, once',
    async (said) => {
      const { accounts, tell, userOf } = await open();
      const { code } = await accounts.issueCode('周秘书');

      expect(await tell(`${said}${code.toLowerCase()}`)).toContain('已绑定账号“周秘书”');

      expect(await userOf()).toBe('周秘书');
      expect(await tell(`/绑定 ${code}`, 'li')).toContain('用过了');
      expect(await userOf('li')).toBeUndefined();
      expect(await accounts.list()).toMatchObject([{ bound: 1 }]);
    },
  );

  it('is on record, and so is /解绑', async () => {
    const { accounts, store, tell } = await open();
    const { code } = await accounts.issueCode('周秘书');

    await tell(`/绑定 ${code}`);
    await tell('/绑定 ACDE3467', 'li');
    await tell('/解绑');
    await tell('/解绑');

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    const { id: member } = await store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
    expect(entries.slice(2)).toMatchObject([
      { who: '周秘书', action: 'user/bind', subject: '周秘书', detail: { member } },
      { who: '周秘书', action: 'user/unbind', subject: '周秘书', detail: { member } },
    ]);
  });

  it('in a group binds nobody, says to do it in private, and voids the code', async () => {
    const { accounts, store, tell, userOf, ...bench } = await open();
    const { code } = await accounts.issueCode('周秘书');

    const id = await bench.say('1', { text: `/绑定 ${code}`, addressed: 'command' });
    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual([expect.stringContaining('私聊')]);
    expect(await tell(`/绑定 ${code}`)).toContain('不对');
    expect([await userOf(), await store.bindings.count()]).toEqual([undefined, []]);
  });

  it.each([
    ['wrong', '/绑定 ACDEFGHJ', '不对'],
    ['no code at all', '/绑定 我的码', '不对'],
    ['missing', '/绑定', '请在“/绑定”后面写上绑定码'],
  ])('with a code that is %s says so in one sentence', async (_, text, sentence) => {
    const { accounts, tell, userOf } = await open();
    await accounts.issueCode('周秘书');

    expect(await tell(text)).toContain(sentence);
    expect(await userOf()).toBeUndefined();
  });

  it('takes a code until thirty minutes have passed, and only the newest', async () => {
    const { accounts, clock, tell, userOf } = await open();
    const [first, second] = [await accounts.issueCode('周秘书'), await accounts.issueCode('周秘书')];
    expect(await tell(`/绑定 ${first.code}`)).toContain('不对');
    clock.advance(30 * minute);
    expect(await tell(`/绑定 ${second.code}`)).toContain('过期');
    const third = await accounts.issueCode('周秘书');
    clock.advance(30 * minute - 1);

    await tell(`/绑定 ${third.code}`);

    expect(await userOf()).toBe('周秘书');
  });

  it('lets a member try five times an hour, then not even the right code', async () => {
    const { accounts, clock, tell, userOf } = await open();
    for (let index = 0; index < 5; index += 1) expect(await tell('/绑定 ACDEFGHJ')).toContain('不对');
    const { code } = await accounts.issueCode('周秘书');

    expect(await tell(`/绑定 ${code}`)).toContain('过一小时');
    expect(await userOf()).toBeUndefined();
    expect(await tell(`/绑定 ${code}`, 'li')).toContain('已绑定');
    clock.advance(61 * minute);
    const later = await accounts.issueCode('周秘书');
    expect(await tell(`/绑定 ${later.code}`)).toContain('已绑定');
  });

  it('counts what is tried in groups too, so that nobody can void codes by guessing', async () => {
    const { accounts, tell, ...bench } = await open();
    for (let index = 0; index < 5; index += 1) await tell('/绑定 ACDEFGHJ');
    const { code } = await accounts.issueCode('周秘书');
    await bench.say('1', { text: `/绑定 ${code}`, addressed: 'command' });
    await bench.settle();

    expect(await tell(`/绑定 ${code}`, 'li')).toContain('已绑定');
  });

  it('opens no disabled account', async () => {
    const { accounts, tell, userOf } = await open();
    const { code } = await accounts.issueCode('周秘书');
    await accounts.setDisabled('周秘书', true);

    expect(await tell(`/绑定 ${code}`)).toContain('不对');
    expect(await userOf()).toBeUndefined();
  });

  it('asks who is bound already to undo it first, and leaves the code', async () => {
    const { accounts, tell, userOf } = await open();
    await accounts.add('李工', 'staff');
    await tell(`/绑定 ${(await accounts.issueCode('周秘书')).code}`);
    const { code } = await accounts.issueCode('李工');

    expect(await tell(`/绑定 ${code}`)).toContain('请先发“/解绑”');
    await tell('/解绑');
    await tell(`/bind ${code}`);

    expect(await userOf()).toBe('李工');
  });

  it('binds as many chat identities to an account as there are codes', async () => {
    const { accounts, tell } = await open();
    for (const who of ['wang', 'li']) await tell(`/绑定 ${(await accounts.issueCode('周秘书')).code}`, who);

    expect(await accounts.list()).toMatchObject([{ bound: 2 }]);
  });

  it('puts neither codes nor names into the log', async () => {
    const { accounts, tell, log } = await open();
    const { code } = await accounts.issueCode('周秘书');
    await tell(`/绑定 ${code}`);
    await tell('/绑定 ACDEFGHJ', 'li');

    expect(JSON.stringify(log.notes)).not.toMatch(new RegExp(`${code}|ACDEFGHJ|周秘书`));
  });
});

describe('/解绑', () => {
  it.each(['/解绑', '/unbind', '／解绑'])('by %j takes the account away again', async (text) => {
    const { accounts, tell, userOf } = await open();
    await tell(`/绑定 ${(await accounts.issueCode('周秘书')).code}`);

    expect(await tell(text)).toContain('已解绑');
    expect(await userOf()).toBeUndefined();
    expect(await tell(text)).toContain('没有绑定');
  });

  it('is not in other words', async () => {
    const { tell } = await open();

    expect(await tell('怎么解绑银行账户？')).toBe('答 怎么解绑银行账户？');
    expect(await tell('绑定是什么意思')).toBe('答 绑定是什么意思');
  });
});

describe('/绑定 with the code of a person', () => {
  const fill = async ({ store }: Bench): Promise<void> => {
    await store.organizations.put([organization('餐饮协会'), organization('酒店商会')]);
    await store.people.put([
      person('王伟', '餐饮协会', { post: '会长' }),
      person('王伟', '酒店商会'),
      person('李敏', '餐饮协会'),
    ]);
  };
  const organizationsOf = async ({ store }: Bench, who = 'wang'): Promise<string[]> => {
    const { id } = await store.members.ensure({ channel: 'web', platformId: who, name: who });
    return (await store.bindings.listPeople(id)).map(({ organizationId }) => organizationId);
  };

  it('makes the member that person, beside an account, until it is undone', async () => {
    const bench = await open();
    await fill(bench);
    await bench.tell(`/绑定 ${(await bench.accounts.issueCode('周秘书')).code}`);
    const { code, name } = await bench.people.issueCode('餐饮协会/王伟');

    expect(name).toBe('王伟');
    expect(await bench.tell(`/绑定 ${code}`)).toContain('您是餐饮协会的王伟（会长）');
    expect(await organizationsOf(bench)).toEqual(['o-餐饮协会']);
    expect(await bench.userOf()).toBe('周秘书');
    expect(await bench.tell(`/绑定 ${code}`, 'li')).toContain('用过了');
    expect(await bench.tell('/解绑')).toContain('已解绑');
    expect([await organizationsOf(bench), await bench.userOf()]).toEqual([[], undefined]);
  });

  it('lets one be in several organizations, and nobody be two people', async () => {
    const bench = await open();
    await fill(bench);
    await bench.tell(`/绑定 ${(await bench.people.issueCode('餐饮协会/王伟')).code}`);
    await bench.tell(`/绑定 ${(await bench.people.issueCode('酒店商会/王伟')).code}`);
    const { code } = await bench.people.issueCode('李敏');

    expect(await bench.tell(`/绑定 ${code}`)).toContain('已经绑定为通讯录里的“王伟”');
    expect((await organizationsOf(bench)).toSorted()).toEqual(['o-酒店商会', 'o-餐饮协会'].toSorted());
    expect(await bench.tell(`/绑定 ${code}`, 'li')).toContain('您是餐饮协会的李敏');
  });

  it('is void once the person is removed', async () => {
    const bench = await open();
    await fill(bench);
    const { code } = await bench.people.issueCode('李敏');
    await bench.people.remove('李敏');

    expect(await bench.tell(`/绑定 ${code}`)).toContain('不对');
  });
});
