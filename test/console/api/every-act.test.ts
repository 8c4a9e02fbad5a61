import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import { auditDetailWords } from '../../../src/console/audit-words.ts';
import { createRecordAct } from '../../../src/console/api/acts-on-record.ts';
import type { AnyRoute } from '../../../src/console/api/contract/route.ts';
import { type RouteName, routes } from '../../../src/console/api/contract/routes.ts';
import type { AuditAction } from '../../../src/domain/audit.ts';
import { noUsage } from '../../../src/domain/generation.ts';
import type { ChatModel } from '../../../src/ports/chat-model.ts';
import { openApi, password } from '../../support/api-bench.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { zhangPhone } from '../../support/sms-bench.ts';
import { message, newCase, organization, person, question } from '../../support/store-builders.ts';

const all: [string, AnyRoute][] = Object.entries(routes);
const told = all.filter(([, { act }]) => act !== null).map(([name]) => name);
/** Ways of asking for what would be done; they read. */
const asked = ['previewBroadcast', 'previewDay', 'previewDayAct', 'previewSms', 'tryQuestion', 'trySynonym'];
/** It keeps a file for the one who sent it, and stores nothing else. */
const kept = ['previewCaseImport', 'previewListImport', 'previewPeopleImport'];

const everything = Number.MAX_SAFE_INTEGER;
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
const pdf = bytes('%PDF-1.7\n%%EOF');
const people = bytes('姓名,单位,电话\n赵强,餐饮协会,13800138009\n');
const list = bytes('单位,服务事项,联系方式\n律师协会,合同审查,李干事 13800138000\n会计学会,记账,无\n');
const register = bytes('登记号,日期,内容\n1,2026-11-02,多办培训\n');
const reception = { from: '09:30', until: '11:30', host: '张会长', topics: [], to: 'all' };
const jobShape = z.looseObject({ jobId: z.string() });
const withId = z.looseObject({ id: z.string() });

type Given = { id?: string; query?: string; body?: unknown; token?: string | null };

async function open() {
  const messages = ['合作方寄来的挂历留下，附在里面的购物卡原样寄回，再打个电话说声谢谢。'];
  const chat: ChatModel = {
    name: '会写的模型',
    generate: async ({ shape }) => ({ value: shape.schema.parse({ messages }), usage: noUsage }),
    research: async ({ shape }) => ({ value: shape.schema.parse({ messages }), usage: noUsage }),
  };
  const bench = await openApi({ dailyModel: { chat, prompts: await readPrompts('prompts') } });
  const record = createRecordAct({ audit: bench.store.audit, log: createNotingLog() });
  const token = await bench.signIn('admin', { name: '主任' });
  const seen = new Set<string>();
  let keys = 0;

  /** Does it, and finds its entry: the last one of the log, or one of several. */
  async function does(name: RouteName, action: AuditAction | null, given: Given = {}): Promise<unknown> {
    const route: AnyRoute = routes[name];
    const path = route.path.replace('{id}', encodeURIComponent(given.id ?? '')) + (given.query ?? '');
    const before = (await bench.store.audit.list(0, everything)).length;
    const acts = bench.acts.length;
    const answered = await bench.ask(path, {
      token: given.token === undefined ? token : given.token,
      method: route.method.toUpperCase(),
      headers: { 'idempotency-key': `k${(keys += 1)}` },
      ...(given.body === undefined ? {} : { body: given.body }),
    });
    expect.soft([name, answered.status < 300 ? 'done' : answered.text]).toEqual([name, 'done']);
    for (const act of bench.acts.slice(acts)) await record(act);
    // Long work puts itself on record when it gives away.
    if (jobShape.safeParse(answered.json).success) await jobOf(answered.json);
    const entries = (await bench.store.audit.list(0, everything)).slice(before);
    const found = entries.map((one) => one.action);
    expect
      .soft([name, action === null ? found : found.includes(action) ? action : found])
      .toEqual([name, action ?? []]);
    for (const { who } of entries) expect([name, who]).not.toEqual([name, '']);
    seen.add(name);
    return answered.json;
  }

  async function jobOf(json: unknown): Promise<string> {
    const { jobId } = jobShape.parse(json);
    await expect
      // The clock stands still, and so does the measure of how often may be asked.
      .poll(async () => (await bench.ask(`/api/jobs/${jobId}`, { token })).json, { timeout: 60_000, interval: 1_000 })
      .toMatchObject({ state: 'done' });
    return jobId;
  }

  return { ...bench, token, seen, does, jobOf, idOf: (json: unknown) => withId.parse(json).id };
}

type House = Awaited<ReturnType<typeof open>>;

async function broadcasts({ does, idOf, store, enroll }: House): Promise<void> {
  await enroll('a');
  const byHand = await enroll('手工', { channel: 'manual' });
  const order = { text: '请核对', to: 'all', at: '2026-11-24T09:00:00+08:00', receipt: { reason: '核对名单' } };
  const id = idOf(await does('sendBroadcast', 'broadcast/plan', { body: order }));
  await does('editBroadcast', 'broadcast/edit', { id, body: { text: '请核对名单' } });
  await does('listReceipts', 'receipts/view', { id });
  await does('showRoll', 'receipts/view', { id });
  await does('exportRoll', 'receipts/export', { id });
  await does('cancelBroadcast', 'broadcast/cancel', { id });
  await does('uploadFile', null, { query: '?name=a.pdf', body: pdf });
  const urgent = { text: '台风', to: `group:${byHand}`, urgent: '红色预警' };
  const now = idOf(await does('sendBroadcast', 'broadcast/urgent', { body: urgent }));
  const [waiting] = await store.deliveries.listByKey(`broadcast/${now}/`);
  await does('resolveDelivery', 'broadcast/resolve', { id: waiting?.id ?? '', body: { as: 'sent' } });
}

async function cases({ does, jobOf, idOf, store, ask, token }: House): Promise<void> {
  const noOf = (json: unknown): string => z.looseObject({ no: z.string() }).parse(json).no;
  const body = { source: 'desk', kind: 'suggestion', content: '停车难', contact: '王建国' };
  const [no, other] = [
    noOf(await does('addCase', 'case/add', { body })),
    noOf(await does('addCase', 'case/add', { body })),
  ];
  await does('revealCase', 'case/view', { id: no });
  await does('attachToCase', 'case/update', { id: no, query: '?name=a.pdf', body: pdf });
  const [file] = await store.caseFiles.list(no);
  await does('showCaseFile', 'case/view', { id: file?.id ?? '' });
  const seen = async (of: string): Promise<number> => (await store.cases.find(of))?.version ?? 0;
  await does('actOnCase', 'case/update', { id: no, body: { action: 'accept', seen: await seen(no) } });
  await does('mergeCase', 'case/merge', { id: other, body: { into: no, seen: await seen(other) } });
  const looked = await ask('/api/cases/imports?name=a.csv&source=import', { token, body: register });
  await does('startCaseImport', 'case/import', { id: idOf(looked.json), body: { source: 'import' } });
  const exported = await does('exportCases', 'case/export', { body: { format: 'csv', masked: false } });
  await does('fetchJobFile', 'job/file', { id: await jobOf(exported) });
}

async function daily({ does, idOf, signIn }: House): Promise<void> {
  const id = '2026-11-25';
  const staff = await signIn('staff', { name: '写手' });
  const words = { text: '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。', theme: '礼品礼金' };
  const draft = idOf(await does('addDailyDraft', 'daily/add', { body: words, token: staff }));
  await does('approveDailyDraft', 'daily/approve', { id: draft, body: {} });
  await does('fixDailyDay', 'daily/fix', { id, body: { messageId: draft } });
  await does('unfixDailyDay', 'daily/unfix', { id });
  await does('skipDailyDay', 'daily/skip', { id, body: { reason: '公祭' } });
  await does('unskipDailyDay', 'daily/unskip', { id });
  await does('sendDailyDay', 'daily/send', { id: '2026-11-23' });
  await does('draftDailyWithModel', 'daily/draft', { body: { theme: '主题1', count: 1 } });
  const again = { ...words, text: '节前收到的购物卡，当天交到纪检组登记，再给送卡的人回一个电话说清楚。' };
  const second = idOf(await does('addDailyDraft', 'daily/add', { body: again, token: staff }));
  await does('rejectDailyDraft', 'daily/reject', { id: second, body: { reason: '太像' } });
  await does('exportDailyMonth', 'daily/export', { id: '2026-12', query: '?format=csv' });
}

async function days({ does, idOf, store }: House): Promise<void> {
  const id = idOf(await does('planDay', 'day/plan', { body: { ...reception, date: '2026-12-03' } }));
  await does('changeDay', 'day/change', { id, body: { host: '李会长' } });
  await does('announceDay', 'day/announce', { id });
  await does('openDay', 'day/open', { id });
  const { no } = await store.cases.record(newCase(1, { content: '停车难' }));
  await does('addDayCases', 'day/case', { id, body: { nos: [no] } });
  await does('listDayCases', 'case/view', { id });
  await does('closeDay', 'day/close', { id });
  await does('writeDayMinutes', 'day/minutes', { id, body: { text: '接待了三家企业。' } });
  await does('setDayPoint', 'day/case', { id, body: { caseNo: no, said: '停车难', decided: '已协调' } });
  await does('exportDayReport', 'day/report', { id });
  await does('sendDayReport', 'day/report', { id });
  const off = idOf(await does('planDay', 'day/plan', { body: { ...reception, date: '2026-12-10' } }));
  await does('cancelDay', 'day/cancel', { id: off, body: { reason: '会长出差' } });
  const rule = { ...reception, date: '2026-11-23', every: 'workday:3' };
  const ruled = idOf(await does('planDayRule', 'day/plan', { body: rule }));
  await does('stopDayRule', 'day/stop', { id: ruled });
}

async function knowledge({ does, idOf, store, ask, token }: House): Promise<void> {
  const body = bytes('# 入会\n\n提交材料由秘书处负责。\n');
  await does('uploadDocument', 'document/add', { query: '?collection=fees&name=a.md', body });
  const [kept] = await store.documents.list();
  await does('changeDocument', 'document/change', { id: kept?.id ?? '', body: { title: '入会办法' } });
  await does('removeDocument', 'document/remove', { id: kept?.id ?? '' });
  const word = idOf(await does('addSynonym', 'synonym/add', { body: { words: ['提交材料', '交件'] } }));
  await does('removeSynonym', 'synonym/remove', { id: word });
  const { conversationId, messageId } = await store.messages.accept(message('1'), 1);
  for (const id of ['q1', 'q2'])
    await store.unanswered.record(question(id, { question: id, conversationId, messageId }));
  await does('showQuestion', 'question/view', { id: 'q1' });
  await does('answerQuestion', 'question/answer', { id: 'q1', body: { text: '问前台' } });
  await does('dismissQuestion', 'question/dismiss', { id: 'q2', body: {} });
  const looked = await ask('/api/lists/imports?name=a.csv&list=service', { token, body: list });
  await does('startListImport', 'list/import', { id: idOf(looked.json), body: { list: 'service', replace: false } });
  const [item] = await store.listItems.list('service');
  await does('showListContact', 'list/contact', { id: item?.id ?? '' });
  await does('removeListItems', 'list/remove', { body: { ids: [item?.id ?? ''] } });
}

async function directory({ does, idOf, store, ask, token }: House): Promise<void> {
  const group = idOf(await does('addGroup', 'group/add', { body: { name: '通讯群' } }));
  const changes = { muted: true, addTags: ['市直'] };
  await does('changeGroups', 'group/mute', { body: { which: { ids: [group] }, changes } });
  const web = { channel: 'web', kind: 'group', platformId: 'hall', title: null } as const;
  const { conversationId } = await store.messages.accept(message('web', { conversation: web }), 1);
  await does('renewInvite', 'group/invite', { id: conversationId });
  await does('removeInvite', 'group/invite', { id: conversationId });
  const body = { name: '餐饮协会', tags: [] };
  const one = idOf(await does('addOrganization', 'organization/add', { body }));
  await does('changeOrganization', 'organization/change', { id: one, body: { name: '烹饪协会' } });
  await does('removeOrganization', 'organization/remove', { id: one });
  await store.organizations.put([organization('餐饮协会')]);
  await store.people.put([person('张三', '餐饮协会', { phone: zhangPhone, smsConsentAt: 1 })]);
  const facts = { organization: '餐饮协会', name: '赵六', phone: '13800138111' };
  const who = idOf(await does('addPerson', 'person/add', { body: facts }));
  await does('showPhone', 'person/view', { id: who });
  await does('changePerson', 'person/change', { id: who, body: { name: '赵七' } });
  await does('issuePersonCode', 'person/code', { id: who });
  await does('removePerson', 'person/remove', { id: who });
  const looked = await ask('/api/people/imports?name=a.csv', { token, body: people });
  await does('startPeopleImport', 'person/import', { id: idOf(looked.json) });
  const text = { template: '节前提醒', params: { 节日: '元旦' }, to: 'all' };
  await does('sendSms', 'broadcast/plan', { body: text });
}

async function accounts({ does, ask, clock }: House): Promise<void> {
  const signIn = async (name: string, secret: string, code?: string): Promise<string> => {
    const body = { name, password: secret, ...(code === undefined ? {} : { code }) };
    await does('signIn', 'session/begin', { token: null, body });
    clock.advance(60_000);
    const answered = await ask('/api/session', { body: { ...body, ...(code && { code: codeNow() }) } });
    return /=([^;]+)/u.exec(answered.headers.get('set-cookie') ?? '')?.[1] ?? '';
  };
  let secret = '';
  const codeNow = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });
  const user = z.looseObject({ password: z.string() });
  const { password: first } = user.parse(
    await does('addUser', 'user/add', { body: { name: '新来的', role: 'staff' } }),
  );
  let token = await signIn('新来的', first);
  await does('changePassword', 'user/password', { token, body: { current: first, password } });
  token = await signIn('新来的', password);
  const begun = await does('beginAuthenticator', null, { token, body: { password } });
  ({ secret } = z.looseObject({ secret: z.string() }).parse(begun));
  await does('confirmAuthenticator', 'user/authenticator', { token, body: { code: codeNow() } });
  clock.advance(60_000);
  token = await signIn('新来的', password, codeNow());
  const shown = z.looseObject({ sessions: z.array(z.looseObject({ id: z.string(), current: z.boolean() })) });
  const { sessions } = shown.parse((await ask('/api/account/sessions', { token })).json);
  await does('endOwnSession', 'user/sessions', { token, id: sessions.find(({ current }) => !current)?.id ?? '' });
  await does('endOtherSessions', 'user/sessions', { token });
  clock.advance(60_000);
  await does('removeAuthenticator', 'user/authenticator', { token, body: { password, code: codeNow() } });
  const anew = await does('beginAuthenticator', null, { token, body: { password } });
  ({ secret } = z.looseObject({ secret: z.string() }).parse(anew));
  await does('confirmAuthenticator', 'user/authenticator', { token, body: { code: codeNow() } });
  await does('signOut', 'session/end', { token });
  const id = '新来的';
  await does('issueUserCode', 'user/code', { id });
  await does('changeUser', 'user/role', { id, body: { role: 'secretary' } });
  await does('resetUserAuthenticator', 'user/authenticator', { id });
  await does('endUserSessions', 'user/sessions', { id });
  await does('resetUserPassword', 'user/password', { id });
  await does('changeUser', 'user/disable', { id, body: { disabled: true } });
  await does('exportAudit', 'audit/export', { body: {} });
  await does('makeBackup', 'store/backup');
}

describe('whatever people do over the API', () => {
  it('changes nothing without an act, apart from previews', () => {
    const silent = all.filter(([, { method, act }]) => method !== 'get' && act === null).map(([name]) => name);

    expect(silent.toSorted()).toEqual([...asked, ...kept].toSorted());
  });

  it('is found in the audit log: each route that changes, shows or gives away', async () => {
    const house = await open();

    for (const walk of [broadcasts, cases, daily, days, knowledge, directory, accounts]) await walk(house);

    expect(told.filter((name) => !house.seen.has(name))).toEqual([]);
    expect(await house.store.audit.verify()).toMatchObject({ broken: null });
    const entries = await house.store.audit.list(0, everything);
    const inWords = entries.map(({ detail }) => auditDetailWords(detail, String));
    expect(new Set(inWords.flatMap((words) => words.match(/(?<=^|，)[A-Za-z]+(?=：)/gu) ?? []))).toEqual(new Set());
  }, 300_000);
});
