import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiBench, openApi } from '../../support/api-bench.ts';
import { delivery, message } from '../../support/store-builders.ts';

let bench: ApiBench;
let token: string;

beforeEach(async () => {
  bench = await openApi();
  token = await bench.signIn('secretary', { name: '周秘书' });
});

const withId = z.looseObject({ id: z.string() });

async function ask(
  path: string,
  { body, method, status = 200 }: { body?: unknown; method?: string; status?: number } = {},
) {
  const answered = await bench.ask(path, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(method ? { method } : {}),
  });
  expect([path, answered.status, answered.status === status ? '' : answered.text]).toEqual([path, status, '']);
  return answered.json;
}

const idOf = (json: unknown): string => withId.parse(json).id;
const add = async (name: string, tags: string[] = []) => idOf(await ask('/api/groups', { body: { name, tags } }));
const addOrganization = async (name: string, parent: string | null = null) =>
  idOf(await ask('/api/organizations', { body: { name, parent } }));
const records = async () =>
  (await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).map(({ who, action, subject }) => [who, action, subject]);

describe('groups of the console', () => {
  it('are registered, found, and show what happens in them', async () => {
    const id = await add('工商联通讯群', ['市直']);
    await bench.store.messages.accept(
      message('1', { conversation: { channel: 'manual', kind: 'group', platformId: '工商联通讯群', title: null } }),
      Date.parse('2026-11-23T08:00:00+08:00'),
    );

    expect(await ask('/api/groups?search=工商&tag=市直&state=receiving&channel=manual')).toMatchObject({
      groups: [
        {
          id,
          title: '工商联通讯群',
          enrolled: true,
          state: 'receiving',
          collections: null,
          organization: null,
          week: 0,
          lastMessageAt: '2026-11-23T00:00:00.000Z',
          invite: false,
          address: null,
          unspoken: false,
        },
      ],
      total: 1,
      next: null,
    });
    await ask('/api/groups/none', { status: 404 });
  });

  it('are changed many at once, with a record of each, or not at all', async () => {
    const ids = [await add('甲群', ['旧']), await add('乙群', ['旧', '重点'])];
    const organization = await addOrganization('餐饮协会');
    const changes = { enrolled: false, addTags: ['市直'], removeTags: ['旧'], organization, collections: ['policies'] };

    expect(await ask('/api/groups', { method: 'PATCH', body: { which: { ids }, changes } })).toEqual({ changed: 2 });
    expect(await ask('/api/groups')).toMatchObject({
      groups: [
        { title: '乙群', tags: ['重点', '市直'], state: 'silent', organization: { name: '餐饮协会' } },
        { title: '甲群', tags: ['市直'], collections: ['policies'] },
      ],
    });
    const acts = ['group/enroll', 'group/tag', 'group/collections', 'group/organization'];
    expect(await records()).toEqual(
      expect.arrayContaining(ids.flatMap((id) => acts.map((action) => ['周秘书', action, id]))),
    );

    const before = await records();
    const which = { ids: [...ids, 'g-none'] };
    await ask('/api/groups', { method: 'PATCH', body: { which, changes: { muted: true } }, status: 404 });
    await ask('/api/groups', { method: 'PATCH', body: { which: { ids }, changes: { addTags: ['a b'] } }, status: 400 });
    expect(await ask('/api/groups?state=muted')).toMatchObject({ total: 0 });
    expect(await records()).toEqual(before);
  });

  it('are changed by what was searched for, as long as that is still so many', async () => {
    await add('甲群', ['市直']);
    await add('乙群', ['市直']);
    await add('丙群');
    const change = (count: number, status: number) =>
      ask('/api/groups', {
        method: 'PATCH',
        body: { which: { filter: { tag: '市直' }, count }, changes: { muted: true } },
        status,
      });

    expect(await change(3, 409)).toMatchObject({
      error: { message: '符合条件的群现在是 2 个，选的时候是 3 个，请看过之后再选一次。' },
    });
    expect(await change(2, 200)).toEqual({ changed: 2 });
    expect(await ask('/api/groups?state=muted')).toMatchObject({ total: 2 });
  });

  it('count what each got this week, since Monday', async () => {
    const id = await add('甲群');
    const { deliveries } = bench.store;
    for (const at of ['2026-11-22T23:59:00+08:00', '2026-11-23T00:00:00+08:00', '2026-11-23T08:00:00+08:00']) {
      const now = Date.parse(at);
      await deliveries.add([delivery(at, id, { kind: 'broadcast', notBefore: now })], now);
      await deliveries.claim({ owner: 'o', now, leaseMs: 1_000 }, { limit: 9, channels: ['manual'] });
      await deliveries.markSending(at, 'o', now);
      await deliveries.markSent(at, 'o', { at: now, platformMessageId: null });
    }

    expect(await ask('/api/groups')).toMatchObject({ groups: [{ title: '甲群', week: 2 }] });
  });

  it('of the web get an invite code, which is told to those who may change groups only', async () => {
    const { id } = await bench.store.conversations.ensure(
      { channel: 'web', kind: 'group', platformId: 'demo' },
      '体验群',
    );
    expect(await ask(`/api/groups/${id}/invite`)).toEqual({ invite: null });

    const { invite } = z
      .object({ invite: z.object({ code: z.string(), createdBy: z.string() }).loose() })
      .parse(await ask(`/api/groups/${id}/invite`, { method: 'POST' }));
    expect(invite).toMatchObject({ code: expect.stringMatching(/^[A-Z0-9]{8}$/u), createdBy: '周秘书' });
    expect(await ask(`/api/groups/${id}`)).toMatchObject({ invite: true, address: '/g/demo' });
    await ask(`/api/groups/${id}/invite`, { method: 'DELETE', status: 204 });
    expect(await ask(`/api/groups/${id}`)).toMatchObject({ invite: false });

    const staff = await bench.signIn('staff');
    expect((await bench.ask(`/api/groups/${id}/invite`, { token: staff })).status).toBe(403);
  });

  it('tell who spoke in them', async () => {
    const sender = { platformId: 'w', name: '王会长', bot: false };
    const { conversationId } = await bench.store.messages.accept(message('1', { sender }), 1_000);

    expect(await ask(`/api/members?group=${conversationId}`)).toMatchObject({
      members: [{ name: '王会长', channel: 'web', account: null, people: [], spokeAt: '1970-01-01T00:00:01.000Z' }],
      next: null,
    });
    await ask('/api/members?group=none', { status: 404 });
  });

  it('do not tell the numbers in nicknames, nor let them be guessed', async () => {
    const sender = { platformId: 'z', name: '周经理13800000077', bot: false };
    const { conversationId } = await bench.store.messages.accept(message('2', { sender }), 1_000);

    expect(await ask(`/api/members?group=${conversationId}`)).toMatchObject({
      members: expect.arrayContaining([expect.objectContaining({ name: '周经理138****0077' })]),
    });
    expect(await ask('/api/members?search=3800')).toEqual({ members: [], next: null });
  });

  it('are looked for where there are any', async () => {
    await ask('/api/groups', { body: { name: '会长微信群' } });

    expect(await ask('/api/group-channels')).toEqual({ channels: [{ id: 'manual', groups: 1 }] });
  });
});

describe('organizations of the console', () => {
  it('are added, renamed, moved and tagged, and show what is theirs', async () => {
    const party = await addOrganization('综合党委');
    const id = await addOrganization('餐饮协会');
    const body = { name: '餐饮行业协会', parent: party, tags: ['重点'] };
    await ask(`/api/organizations/${id}`, { method: 'PATCH', body });

    expect(await ask('/api/organizations')).toMatchObject({
      organizations: [
        { name: '综合党委', kind: 'party_committee', depth: 0 },
        {
          name: '餐饮行业协会',
          path: '综合党委/餐饮行业协会',
          depth: 1,
          tags: ['重点'],
          groups: 0,
          people: 0,
          cases: 0,
        },
      ],
    });
    await ask(`/api/organizations/${party}`, { method: 'PATCH', body: { parent: id }, status: 400 });
  });

  it('are removed only when empty, or with where what is in them goes', async () => {
    const [from, to] = [await addOrganization('甲协会'), await addOrganization('乙协会')];
    await ask('/api/people', { body: { organization: from, name: '李敏' } });

    expect(await ask(`/api/organizations/${from}`, { method: 'DELETE', status: 409 })).toMatchObject({
      error: { message: '“甲协会”里还有 1 个人，请先移到别的组织，再删除。' },
    });
    await ask(`/api/organizations/${from}?into=${to}`, { method: 'DELETE', status: 204 });
    expect(await ask('/api/people')).toMatchObject({ people: [{ name: '李敏', organization: { name: '乙协会' } }] });
  });
});

describe('people of the console', () => {
  const addPerson = async (changes: object) => {
    const organization = await addOrganization('餐饮协会');
    return idOf(await ask('/api/people', { body: { organization, name: '李敏', ...changes } }));
  };

  it('show their number when it is asked for, and that is on record', async () => {
    const id = await addPerson({ phone: '138 0013 8000', post: '秘书长' });

    expect(await ask('/api/people')).toMatchObject({ people: [{ phone: '138****8000', post: '秘书长' }], total: 1 });
    expect((await records()).filter(([, action]) => action === 'person/view')).toEqual([]);
    expect(await ask(`/api/people/${id}/phone`)).toEqual({ phone: '13800138000' });
    expect((await records()).at(-1)).toEqual(['周秘书', 'person/view', id]);
    expect(JSON.stringify(await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER))).not.toContain('13800138000');
  });

  it('agree on a day that has come, and take it back', async () => {
    const id = await addPerson({ phone: '13800138000', consent: '2026-11-01' });
    const change = (consent: string | null, status = 200) =>
      ask(`/api/people/${id}`, { method: 'PATCH', body: { consent }, status });

    expect(await ask('/api/people?consent=yes')).toMatchObject({
      people: [{ smsConsentAt: '2026-10-31T16:00:00.000Z' }],
    });
    await change('2026-11-30', 400);
    expect(await change(null)).toMatchObject({ smsConsentAt: null });
    expect(await change('2026-11-20', 400)).toMatchObject({
      error: { message: expect.stringContaining('本人在那之后收回过同意') },
    });
    bench.clock.advance(60_000);
    expect(await change('2026-11-23')).toMatchObject({ smsConsentAt: expect.any(String) });
  });

  it('get a code that is told once, and are removed with it', async () => {
    const id = await addPerson({});
    expect(await ask(`/api/people/${id}/code`, { method: 'POST' })).toMatchObject({
      name: '李敏',
      code: expect.stringMatching(/^[A-Z0-9]{8}$/u),
    });

    await ask(`/api/people/${id}`, { method: 'DELETE', status: 204 });
    expect(await ask('/api/people')).toMatchObject({ people: [], total: 0 });
    await ask(`/api/people/${id}/code`, { method: 'POST', status: 404 });
  });
});

describe('a list of people from a table', () => {
  const table = ['协会,姓名,职务,手机', '餐饮协会,王伟,会长,13800138000', '餐饮协会,李敏,,123', '酒店商会,赵强,,'].join(
    '\n',
  );
  const upload = async (text: string) =>
    (await bench.ask('/api/people/imports?name=通讯录.csv', { token, body: new TextEncoder().encode(text) })).json;

  it('is shown line by line before anything is stored', async () => {
    expect(await upload(table)).toMatchObject({
      counts: { added: 2, changed: 0, same: 0, refused: 1 },
      told: 3,
      rows: [
        { row: 3, outcome: 'refused', name: '李敏', detail: expect.stringContaining('电话看不懂') },
        { row: 2, outcome: 'added', organization: '餐饮协会', name: '王伟', detail: '新建组织“餐饮协会”' },
        { row: 4, outcome: 'added', name: '赵强' },
      ],
    });
    expect(await ask('/api/people')).toMatchObject({ total: 0 });
  });

  it('is taken in by a job that leaves a report, and the second time changes nothing', async () => {
    const id = idOf(await upload(table));
    const run = async () => {
      const { jobId } = z
        .object({ jobId: z.string() })
        .parse(await ask(`/api/people/imports/${id}`, { method: 'POST' }));
      await expect.poll(() => ask(`/api/jobs/${jobId}`)).toMatchObject({ state: 'done' });
      return { jobId, job: await ask(`/api/jobs/${jobId}`) };
    };

    const { job, jobId } = await run();
    expect(job).toMatchObject({
      kind: 'people/import',
      title: '导入通讯录：通讯录.csv',
      note: '新增 2 行，没有导入 1 行。',
      file: { name: '导入结果.xlsx' },
    });
    expect(await ask('/api/people')).toMatchObject({ total: 2 });
    const file = await bench.ask(`/api/jobs/${jobId}/file`, { token });
    expect([file.status, file.bytes.byteLength > 1_000]).toEqual([200, true]);
    expect((await records()).filter(([, action]) => action === 'person/import')).toEqual([
      ['周秘书', 'person/import', 'people'],
    ]);

    expect((await run()).job).toMatchObject({ note: '没变 2 行，没有导入 1 行。' });
    expect(await ask('/api/people')).toMatchObject({ total: 2 });
  });

  it('of somebody else is not there, and a file that is no table is refused', async () => {
    const id = idOf(await upload(table));
    const other = await bench.signIn('secretary');
    const started = await bench.ask(`/api/people/imports/${id}`, { token: other, method: 'POST' });
    expect(started.status).toBe(404);

    expect(await upload('没有表头')).toMatchObject({ error: { code: 'input/invalid' } });
  });
});
