import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createStaffClient, type StaffClient } from '../support/staff-client.ts';
import { postgresUrl } from '../support/postgres.ts';
import { startProcess } from '../support/start-process.ts';
import { openPlace, type StoreKind } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { addPeople, fillCases, password } from './load/house.ts';
import { Times } from './load/times.ts';
import { machineLine } from './retrieval/surroundings.ts';

const usage =
  '用法：npm run bench api -- [--cases 件数] [--users 人数] [--seconds 秒] [--every 秒] [--store sqlite|postgres]，不写就是 100000 件、50 人、60 秒、各隔约 3 秒看一页、SQLite。\n';

/** What people look at, with how often. */
const views: readonly { name: string; path: (turn: number) => string; weight: number }[] = [
  { name: '今日', path: () => '/api/today', weight: 2 },
  { name: '诉求', path: () => '/api/cases?limit=50', weight: 3 },
  {
    name: '诉求，筛选',
    path: (turn) => `/api/cases?kind=complaint&state=${turn % 2 ? 'open' : 'overdue'}&limit=50`,
    weight: 2,
  },
  {
    name: '诉求，查找',
    path: (turn) => `/api/cases?search=${encodeURIComponent(`第${turn % 300}协会`)}&limit=50`,
    weight: 2,
  },
  { name: '诉求，按期限', path: () => '/api/cases?state=open&by=dueAt&order=asc&limit=50', weight: 1 },
  { name: '诉求统计', path: () => '/api/cases/statistics', weight: 1 },
  { name: '群发', path: () => '/api/broadcasts?limit=20', weight: 1 },
  { name: '工作群', path: () => '/api/groups?limit=50', weight: 1 },
];
const wheel = views.flatMap((view) => Array.from({ length: view.weight }, () => view));

/** How long staff wait for the console with very many cases and many of them at once. */
export async function benchApi(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { cases, users, seconds, every, store: kind } = options;
  if (kind === 'postgres' && postgresUrl === null) {
    process.stdout.write('PostgreSQL：跳过，没有测。请设置 DATABASE_URL 再运行。\n');
    return 0;
  }
  process.stdout.write(
    `机器：${machineLine()}；${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}，${cases} 件诉求，${users} 人同时，各隔约 ${every} 秒看下一页，${seconds} 秒\n`,
  );
  const place = await openPlace(kind);
  try {
    await fillCases(place.options, cases);
    const names = await withStore(place.options, (store) => addPeople(store, users));
    const bot = await startProcess({ ...place.settingsOf(1) });
    const times = new Times();
    try {
      const clients = await signInAll(bot.url, names);
      const until = Date.now() + seconds * 1_000;
      await Promise.all(clients.map((client, turn) => look(client, { times, until, turn, every })));
    } finally {
      await bot.end('SIGTERM');
    }
    process.stdout.write(`${times.lines().join('\n')}\n失败 ${times.failed}\n`);
    return times.failed === 0 ? 0 : 1;
  } finally {
    await place.drop();
  }
}

/** One after the other: a password is dear to check, and nobody signs in in the same second. */
async function signInAll(url: string, names: readonly string[]): Promise<StaffClient[]> {
  const clients: StaffClient[] = [];
  for (const name of names) {
    const client = createStaffClient(url);
    await client.signIn(name, password);
    clients.push(client);
  }
  return clients;
}

async function look(
  client: StaffClient,
  at: { times: Times; until: number; turn: number; every: number },
): Promise<void> {
  for (let turn = at.turn; Date.now() < at.until; turn += 1) {
    const view = wheel[(turn * 7) % wheel.length];
    if (view === undefined) return;
    const began = performance.now();
    await client.ask(view.path(turn)).then(
      () => at.times.add(view.name, performance.now() - began),
      () => (at.times.failed += 1),
    );
    // A person reads what came before asking for more.
    await pause(at.every * 1_000 * (0.5 + Math.random()));
  }
}

type Options = { cases: number; users: number; seconds: number; every: number; store: StoreKind };

function readOptions(args: readonly string[]): Options | null {
  const count = (value: string) => ({ type: 'string', default: value }) as const;
  const options = { cases: count('100000'), users: count('50'), seconds: count('60'), every: count('3') };
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, store: count('sqlite') } });
    const { store, ...written } = values;
    const numbers = Object.values(written).map(Number);
    if (!numbers.every((value) => Number.isInteger(value) && value > 0)) return null;
    if (store !== 'sqlite' && store !== 'postgres') return null;
    const [cases = 0, users = 0, seconds = 0, every = 0] = [
      written.cases,
      written.users,
      written.seconds,
      written.every,
    ].map(Number);
    return { cases, users, seconds, every, store };
  } catch {
    return null;
  }
}
