import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { StaffClient } from '../support/staff-client.ts';
import {
  associations,
  broadcasts,
  caseKinds,
  committee,
  contents,
  groupTitles,
  handGroup,
  people,
  questions,
  suggestions,
} from './invented.ts';
import type { Town } from './town.ts';

const groupsShape = z.object({ groups: z.array(z.object({ id: z.string(), title: z.string() })) });
const withId = z.object({ id: z.string() });
const casesShape = z.object({ cases: z.array(z.object({ no: z.string(), version: z.number() })) });
const jobShape = z.object({ state: z.string(), note: z.string().nullable() });
const waitMs = 100;

/** What half a year leaves behind: groups in their organizations, a register, cases and broadcasts under way on `today`. */
export async function fillHouse(town: Town, staff: StaffClient, today: string): Promise<void> {
  await enterGroups(town, staff);
  await importTables(staff);
  for (const { group, text } of suggestions) town.say(group, text);
  await town.answered();
  await handle(town, staff, today);
  for (const { group, text } of questions) town.say(group, text);
  await asked(staff);
  await announce(town, staff, today);
  await staff.ask('/api/daily/drafts', { body: { text: '账目清楚，朋友长久；公私分明，行业长青。', theme: '家风' } });
}

async function enterGroups(town: Town, staff: StaffClient): Promise<void> {
  town.enter();
  const ids = await knownGroups(staff);
  const parent = withId.parse(await staff.ask('/api/organizations', { body: { name: committee } })).id;
  for (const { name, tags, groups } of associations) {
    const body = { name, parent, tags };
    const { id: organization } = withId.parse(await staff.ask('/api/organizations', { body }));
    const which = { ids: groups.map((title) => ids.get(title)) };
    const changes = { enrolled: true, organization, addTags: tags };
    await staff.ask('/api/groups', { method: 'PATCH', body: { which, changes } });
  }
  await staff.ask('/api/groups', { body: { name: handGroup, tags: ['会长'] } });
}

async function knownGroups(staff: StaffClient): Promise<Map<string, string>> {
  for (;;) {
    const { groups } = groupsShape.parse(await staff.ask('/api/groups?limit=100'));
    const ids = new Map(groups.map(({ id, title }) => [title, id]));
    if (groupTitles.every((title) => ids.has(title))) return ids;
    await setTimeout(waitMs);
  }
}

/** The address book, and a register on paper of the months before. */
async function importTables(staff: StaffClient): Promise<void> {
  const book = people.map(({ organization, name, post, phone }) => [organization, name, post, phone].join(','));
  await importTable(staff, '/api/people/imports', { name: '通讯录.csv', rows: ['单位,姓名,职务,电话', ...book] });
  const head = '登记号,日期,类别,单位,内容,期限,办理结果,办结日期';
  const rows = [head, ...Array.from({ length: 92 }, (_, place) => registerRow(place))];
  await importTable(staff, '/api/cases/imports', { name: '登记簿.csv', rows, source: 'import' });
}

/** All but a few have their result by yesterday; every eleventh was promised too soon. */
function registerRow(place: number): string {
  const month = 6 + Math.floor(place / 17);
  const day = 1 + ((place * 7) % (month === 11 ? 16 : 26));
  const isOpen = place > 86 || place % 29 === 5;
  const ended = dayIn(month, day + 2 + ((place * 5) % 9));
  const row = [
    place + 1,
    dayIn(month, day),
    caseKinds[place % caseKinds.length],
    associations[(place * 3) % associations.length]?.name,
    contents[place % contents.length],
    dayIn(month, day + (place % 11 === 0 ? 3 : 12)),
    isOpen ? '' : '已协调有关单位办理并答复',
    isOpen ? '' : ended,
  ];
  return row.join(',');
}

/** Also behind the end of the month. */
function dayIn(month: number, day: number): string {
  return new Date(Date.UTC(2026, month - 1, day)).toISOString().slice(0, 10);
}

type Table = { name: string; rows: readonly string[]; source?: string };

async function importTable(staff: StaffClient, path: string, { name, rows, source }: Table): Promise<void> {
  const more = source === undefined ? {} : { source };
  const query = new URLSearchParams({ name, ...more });
  const { id } = withId.parse(await staff.upload(`${path}?${query.toString()}`, rows.join('\n')));
  const begun = await staff.ask(`${path}/${id}`, { method: 'POST', ...(source === undefined ? {} : { body: more }) });
  const { jobId } = z.object({ jobId: z.string() }).parse(begun);
  for (;;) {
    const { state, note } = jobShape.parse(await staff.ask(`/api/jobs/${jobId}`));
    if (state === 'done') return;
    if (state === 'failed') throw new Error(note ?? name);
    await setTimeout(waitMs);
  }
}

/** What came from the groups today is given to somebody; some of it is done, and those who said it are pleased. */
async function handle(town: Town, staff: StaffClient, today: string): Promise<void> {
  const { cases } = casesShape.parse(await staff.ask(`/api/cases?from=${today}&limit=50`));
  for (const { no, version } of cases) {
    const { group } = z.object({ group: z.string() }).parse(await staff.ask(`/api/cases/${no}`));
    const said = suggestions.find((one) => one.group === group);
    if (said?.rating === undefined) continue;
    const to = people.find(({ post }) => post === '秘书长');
    const step = (body: object) => staff.ask(`/api/cases/${no}/steps`, { body });
    await step({ action: 'assign', seen: version, to: `${to?.organization}/${to?.name}`, workdays: 5 });
    await step({ action: 'resolve', seen: version + 1, note: '已办好，请看结果。' });
    town.say(said.group, `${said.rating} ${no}`);
  }
  await town.answered();
}

async function asked(staff: StaffClient): Promise<void> {
  const shape = z.object({ total: z.number() });
  while (shape.parse(await staff.ask('/api/questions')).total < questions.length) await setTimeout(waitMs);
}

/** What goes out today, with receipts by those who read it at once, and what comes later. */
async function announce(town: Town, staff: StaffClient, today: string): Promise<void> {
  await staff.ask(`/api/daily/days/${today}/send`, { method: 'POST' });
  for (const [place, { to, text, receipt, lost }] of broadcasts.entries()) {
    if (lost) town.loseNext();
    await staff.send({ to, text, receipt: receipt === null ? null : { reason: receipt } }, `today-${place}`);
    await settled(staff);
    town.acknowledge();
  }
  const later = { to: 'tag:会长', text: '请各位会长周五下午两点到会，商量年会安排。' };
  await staff.send({ ...later, at: `${today}T16:00:00+08:00` }, 'later');
}

/** Whatever a machine sends is sent. */
async function settled(staff: StaffClient): Promise<void> {
  const counts = z.object({ pending: z.number(), claimed: z.number(), sending: z.number() });
  const shape = z.object({ broadcasts: z.array(z.object({ counts })) });
  const handDelivered = 1;
  for (;;) {
    const { broadcasts: all } = shape.parse(await staff.ask('/api/broadcasts?limit=10'));
    const moving = all.map(({ counts: of }) => of.pending + of.claimed + of.sending);
    if (moving.every((count) => count <= handDelivered)) return;
    await setTimeout(waitMs);
  }
}
