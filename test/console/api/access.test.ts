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
  listChannelUse: admins,
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
  showRoll: readers,
  exportRoll: readers,
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
  listGroupChannels: readers,
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
  listCases: readers,
  listCaseChoices: readers,
  listAssignees: readers,
  listCaseReminders: readers,
  countCases: readers,
  previewCaseImport: readers,
  startCaseImport: readers,
  addCase: readers,
  showCase: readers,
  revealCase: readers,
  listAlikeCases: readers,
  actOnCase: readers,
  mergeCase: readers,
  attachToCase: readers,
  exportCases: readers,
  showCaseFile: readers,
  listDays: readers,
  listDaysBetween: readers,
  planDay: senders,
  previewDay: senders,
  listDayRules: readers,
  planDayRule: senders,
  stopDayRule: senders,
  showDay: readers,
  changeDay: senders,
  previewDayAct: senders,
  announceDay: senders,
  openDay: senders,
  closeDay: senders,
  cancelDay: senders,
  writeDayMinutes: readers,
  listDayCases: readers,
  addDayCases: readers,
  setDayPoint: readers,
  previewDayReport: readers,
  exportDayReport: readers,
  sendDayReport: senders,
  showLists: readers,
  listListItems: readers,
  previewListImport: readers,
  startListImport: readers,
  removeListItems: readers,
  showListContact: readers,
  matchListItem: readers,
  matchCase: readers,
  showDaily: readers,
  listDailyDays: readers,
  showDailyDay: readers,
  fixDailyDay: senders,
  unfixDailyDay: senders,
  skipDailyDay: senders,
  unskipDailyDay: senders,
  sendDailyDay: senders,
  listDailyMessages: readers,
  listDailyDrafts: readers,
  addDailyDraft: readers,
  draftDailyWithModel: senders,
  approveDailyDraft: senders,
  rejectDailyDraft: senders,
  exportDailyMonth: readers,
  listDocuments: readers,
  uploadDocument: readers,
  showDocument: readers,
  listPassages: readers,
  showLoss: readers,
  changeDocument: readers,
  removeDocument: readers,
  tryQuestion: readers,
  listQuestions: readers,
  showQuestion: readers,
  answerQuestion: readers,
  dismissQuestion: readers,
  listSynonyms: readers,
  addSynonym: readers,
  removeSynonym: readers,
  trySynonym: readers,
  showOpenApi: anyone,
} as const satisfies Record<RouteName, readonly Person[]>;

const someDay = { date: '2026-12-03', from: '09:00', until: '11:30', host: '张会长', to: 'all' };

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
  addGroup: { name: '手工群' },
  changeGroups: { which: { ids: ['none'] }, changes: { muted: true } },
  addOrganization: { name: '餐饮协会' },
  changeOrganization: { name: '餐饮协会' },
  addPerson: { organization: 'none', name: '李敏' },
  changePerson: { name: '李敏' },
  previewPeopleImport: new TextEncoder().encode('协会,姓名\n餐饮协会,李敏\n'),
  resolveDelivery: { as: 'sent' },
  previewCaseImport: new TextEncoder().encode('日期,内容\n2026-11-01,请协助开具证明'),
  startCaseImport: { source: 'import' },
  addCase: { source: 'desk', kind: 'demand', content: '请协助开具证明' },
  actOnCase: { action: 'accept', seen: 1 },
  exportCases: { format: 'csv' },
  mergeCase: { into: '2026-0002', seen: 1 },
  attachToCase: new TextEncoder().encode('%PDF-1.7'),
  planDay: someDay,
  previewDay: someDay,
  planDayRule: { ...someDay, every: 'workday:3' },
  changeDay: { host: '李会长' },
  previewDayAct: { kind: 'announce' },
  cancelDay: { reason: '场地检修' },
  writeDayMinutes: { text: '纪要' },
  addDayCases: { nos: ['2026-0001'] },
  setDayPoint: { caseNo: '2026-0001', said: null, decided: null },
  previewListImport: new TextEncoder().encode('单位,事项\n律师协会,合同审查'),
  startListImport: { list: 'service', replace: false },
  removeListItems: { ids: ['none'] },
  fixDailyDay: { messageId: 'm-1' },
  skipDailyDay: { reason: '' },
  addDailyDraft: { text: '客人送来一盒茶叶，先问问自己。', theme: '礼品礼金' },
  draftDailyWithModel: {},
  approveDailyDraft: {},
  rejectDailyDraft: { reason: '太长' },
  uploadDocument: new TextEncoder().encode('会费每年八千元。'),
  changeDocument: { title: '章程' },
  tryQuestion: { question: '会费多少' },
  answerQuestion: { text: '八千元' },
  dismissQuestion: { same: false },
  addSynonym: { words: ['民非', '民办非企业单位'] },
  trySynonym: { words: ['民非', '民办非企业单位'], question: '民非要年检吗' },
};

/** Where any word will not do. */
const places: Partial<Record<RouteName, string>> = {
  exportDailyMonth: '2026-12',
};

const queries: Partial<Record<RouteName, string>> = {
  uploadFile: '?name=a.txt',
  attachToCase: '?name=a.pdf',
  uploadDocument: '?name=a.txt&collection=fees',
  previewPeopleImport: '?name=a.csv',
  listDaysBetween: '?from=2026-12-01&until=2026-12-31',
  previewListImport: '?name=a.csv&list=service',
  previewCaseImport: '?name=a.csv&source=import',
};

async function tokenOf({ signIn }: ApiBench, person: Person): Promise<string | null> {
  if (person === 'anonymous') return null;
  return person === 'must change' ? signIn('admin', { mustChange: true }) : signIn(person);
}

const names = Object.keys(may).filter((name): name is RouteName => name in routes);

describe('each route for each person', () => {
  it('is every route there is', () => {
    expect(names.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it.each(names)('%s', async (name) => {
    const bench = await openApi();
    await bench.enroll();
    const outcomes: Partial<Record<Person, string>> = {};

    for (const person of people) {
      const before = (await bench.desk.list()).length;
      outcomes[person] = outcomeOf(name, await askAs(bench, name, person));
      const sends = name === 'sendBroadcast' && may[name].some((one) => one === person);
      expect((await bench.desk.list()).length - before).toBe(sends ? 1 : 0);
    }

    expect(outcomes).toEqual(Object.fromEntries(people.map((person) => [person, expectedOf(name, person)])));
  });
});

async function askAs(bench: ApiBench, name: RouteName, person: Person): Promise<{ status: number; json: unknown }> {
  const { method, path } = routes[name];
  const body = bodies[name];
  return bench.ask(path.replace('{id}', places[name] ?? 'none') + (queries[name] ?? ''), {
    method: method.toUpperCase(),
    token: await tokenOf(bench, person),
    headers: { 'idempotency-key': 'k' },
    ...(body === undefined ? {} : { body }),
  });
}

/** A wrong password, a model that nobody configured, or what is no longer so, is the business of the route: it was let in. */
function outcomeOf(name: RouteName, { status, json }: { status: number; json: unknown }): string {
  if (status < 400 || status === 404 || status === 409 || (name === 'signIn' && status === 401)) return 'let in';
  return failureShape.parse(json).error.code;
}

function expectedOf(name: RouteName, person: Person): string {
  if (may[name].some((one) => one === person)) return 'let in';
  return person === 'anonymous' ? 'access/unauthenticated' : 'access/denied';
}
