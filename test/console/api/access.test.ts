import { describe, expect, it } from 'vitest';
import { routes, type RouteName } from '../../../src/console/api/contract/routes.ts';
import { type ApiBench, failureShape, openApi, password } from '../../support/api-bench.ts';

const people = ['anonymous', 'must change', 'staff', 'secretary', 'admin'] as const;
type Person = (typeof people)[number];

const anyone = people;
const signedIn: readonly Person[] = ['must change', 'staff', 'secretary', 'admin'];
const readers: readonly Person[] = ['staff', 'secretary', 'admin'];
const senders: readonly Person[] = ['secretary', 'admin'];
const admins: readonly Person[] = ['admin'];

/** Who may, written down a second time: a route that opens by mistake is noticed here. */
const may = {
  signIn: anyone,
  showSession: signedIn,
  signOut: signedIn,
  changePassword: signedIn,
  showAuthenticator: readers,
  beginAuthenticator: readers,
  confirmAuthenticator: readers,
  removeAuthenticator: readers,
  listOwnSessions: readers,
  endOwnSession: readers,
  endOtherSessions: readers,
  listUsers: admins,
  addUser: admins,
  changeUser: admins,
  resetUserPassword: admins,
  issueUserCode: admins,
  resetUserAuthenticator: admins,
  endUserSessions: admins,
  listAudit: admins,
  listAuditActions: admins,
  verifyAudit: admins,
  exportAudit: admins,
  showSystem: readers,
  listFindings: admins,
  makeBackup: admins,
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
  listTags: readers,
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
  beginAuthenticator: { password },
  confirmAuthenticator: { code: '123456' },
  removeAuthenticator: { password, code: '123456' },
  addUser: { name: '新来的', role: 'staff' },
  changeUser: { disabled: true },
  exportAudit: {},
  sendBroadcast: { text: '通知', to: 'all' },
  previewBroadcast: { text: '通知', to: 'all' },
  editBroadcast: { text: '通知' },
  sendSms: { template: '没有', to: 'all' },
  previewSms: { template: '没有', to: 'all' },
  uploadFile: new TextEncoder().encode('名单'),
  resolveDelivery: { as: 'sent' },
};

const queries: Partial<Record<RouteName, string>> = { uploadFile: '?name=a.txt' };

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
  if (status < 400 || status === 404 || status === 409 || (name === 'signIn' && status === 401)) return 'let in';
  return failureShape.parse(json).error.code;
}

function expectedOf(name: RouteName, person: Person): string {
  if (may[name].some((one) => one === person)) return 'let in';
  return person === 'anonymous' ? 'access/unauthenticated' : 'access/denied';
}
