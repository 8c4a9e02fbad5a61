import { describe, expect, it } from 'vitest';
import { routes, type RouteName } from '../../../src/console/api/contract/routes.ts';
import { type ApiBench, failureShape, openApi, password } from '../../support/api-bench.ts';

const people = ['anonymous', 'must change', 'staff', 'secretary', 'admin'] as const;
type Person = (typeof people)[number];

const anyone = people;
const signedIn: readonly Person[] = ['must change', 'staff', 'secretary', 'admin'];
const readers: readonly Person[] = ['staff', 'secretary', 'admin'];
const senders: readonly Person[] = ['secretary', 'admin'];

/** Who may, written down a second time: a route that opens by mistake is noticed here. */
const may = {
  signIn: anyone,
  showSession: signedIn,
  signOut: signedIn,
  changePassword: signedIn,
  listBroadcasts: readers,
  sendBroadcast: senders,
  previewBroadcast: senders,
  showBroadcast: readers,
  editBroadcast: senders,
  cancelBroadcast: senders,
  showBroadcastFile: readers,
  uploadFile: senders,
  listSmsTemplates: senders,
  listSms: readers,
  sendSms: senders,
  previewSms: senders,
  listReceipts: readers,
  listSeries: readers,
  listUndecided: readers,
  listWaiting: readers,
  resolveDelivery: senders,
  showStatistics: readers,
  listGroups: readers,
  addGroup: senders,
  showGroup: readers,
  changeGroups: senders,
  showInvite: senders,
  renewInvite: senders,
  removeInvite: senders,
  listTags: readers,
  listCollections: readers,
  listMembers: readers,
  listOrganizations: readers,
  addOrganization: senders,
  changeOrganization: senders,
  removeOrganization: senders,
  listPeople: readers,
  addPerson: senders,
  changePerson: senders,
  removePerson: senders,
  showPhone: readers,
  issuePersonCode: senders,
  previewPeopleImport: senders,
  startPeopleImport: senders,
  listJobs: readers,
  showJob: readers,
  fetchJobFile: readers,
  showToday: readers,
  showOpenApi: anyone,
} as const satisfies Record<RouteName, readonly Person[]>;

/** What a route needs to do its work; the rest need nothing. */
const bodies: Partial<Record<RouteName, object>> = {
  signIn: { name: 'somebody', password: 'something' },
  changePassword: { current: password, password: '夜来风雨声花落知多少' },
  sendBroadcast: { text: '通知', to: 'all' },
  previewBroadcast: { text: '通知', to: 'all' },
  editBroadcast: { text: '通知' },
  sendSms: { template: '没有', to: 'all' },
  previewSms: { template: '没有', to: 'all' },
  uploadFile: new TextEncoder().encode('名单'),
  addGroup: { name: '手工群' },
  changeGroups: { which: { ids: ['none'] }, changes: { muted: true } },
  addOrganization: { name: '餐饮协会' },
  changeOrganization: { name: '餐饮协会' },
  addPerson: { organization: 'none', name: '李敏' },
  changePerson: { name: '李敏' },
  previewPeopleImport: new TextEncoder().encode('协会,姓名\n餐饮协会,李敏\n'),
  resolveDelivery: { as: 'sent' },
};

const queries: Partial<Record<RouteName, string>> = { uploadFile: '?name=a.txt', previewPeopleImport: '?name=a.csv' };

async function tokenOf({ signIn }: ApiBench, person: Person): Promise<string | null> {
  if (person === 'anonymous') return null;
  return person === 'must change' ? signIn('admin', { mustChange: true }) : signIn(person);
}

const names = Object.keys(may).filter((name): name is RouteName => name in routes);
const cases = names.flatMap((name) => people.map((person) => [name, person] as const));

describe('each route for each person', () => {
  it('is every route there is', () => {
    expect(names.toSorted()).toEqual(Object.keys(routes).toSorted());
    expect(cases).toHaveLength(Object.keys(routes).length * people.length);
  });

  it.each(cases)('%s for %s', async (name, person) => {
    const bench = await openApi();
    await bench.enroll();
    const { method, path } = routes[name];
    const body = bodies[name];

    const { status, json } = await bench.ask(path.replace('{id}', 'none') + (queries[name] ?? ''), {
      method: method.toUpperCase(),
      token: await tokenOf(bench, person),
      headers: { 'idempotency-key': 'k' },
      ...(body === undefined ? {} : { body }),
    });

    expect(outcomeOf(name, { status, json })).toBe(expectedOf(name, person));
    expect((await bench.desk.list()).length).toBe(
      name === 'sendBroadcast' && may[name].some((one) => one === person) ? 1 : 0,
    );
  });
});

/** A wrong password is the business of the route that takes it: it was let in. */
function outcomeOf(name: RouteName, { status, json }: { status: number; json: unknown }): string {
  if (status < 400 || status === 404 || (name === 'signIn' && status === 401)) return 'let in';
  return failureShape.parse(json).error.code;
}

function expectedOf(name: RouteName, person: Person): string {
  if (may[name].some((one) => one === person)) return 'let in';
  return person === 'anonymous' ? 'access/unauthenticated' : 'access/denied';
}
