import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createStaffClient, type StaffClient } from '../support/staff-client.ts';
import { startProcess } from '../support/start-process.ts';
import { openPlace } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { addPeople, fillCases, password } from './load/house.ts';
import { Times } from './load/times.ts';
import { machineLine } from './retrieval/surroundings.ts';

const usage =
  '用法：npm run bench api -- [--cases 件数] [--users 人数] [--seconds 秒]，不写就是 100000 件、50 人、60 秒。\n';
/** A person reads what came before asking for more. */
const readingMs = 3_000;

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
  const { cases, users, seconds } = options;
  process.stdout.write(
    `机器：${machineLine()}；SQLite，${cases} 件诉求，${users} 人同时，各隔约 ${readingMs / 1_000} 秒看下一页，${seconds} 秒\n`,
  );
  const place = await openPlace('sqlite');
  try {
    const names = await withStore(place.options, async (store) => {
      await fillCases(store, cases);
      return addPeople(store, users);
    });
    const bot = await startProcess({ ...place.settingsOf(1) });
    const times = new Times();
    try {
      const clients = await signInAll(bot.url, names);
      const until = Date.now() + seconds * 1_000;
      await Promise.all(clients.map((client, turn) => look(client, { times, until, turn })));
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

async function look(client: StaffClient, at: { times: Times; until: number; turn: number }): Promise<void> {
  for (let turn = at.turn; Date.now() < at.until; turn += 1) {
    const view = wheel[(turn * 7) % wheel.length];
    if (view === undefined) return;
    const began = performance.now();
    await client.ask(view.path(turn)).then(
      () => at.times.add(view.name, performance.now() - began),
      () => (at.times.failed += 1),
    );
    await pause(readingMs * (0.5 + Math.random()));
  }
}

function readOptions(args: readonly string[]): { cases: number; users: number; seconds: number } | null {
  const whole = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { cases: whole, users: whole, seconds: whole } });
    const [cases, users, seconds] = [values.cases ?? '100000', values.users ?? '50', values.seconds ?? '60'].map(
      Number,
    );
    const good = [cases, users, seconds].every((value) => Number.isInteger(value) && (value ?? 0) > 0);
    return good ? { cases: cases ?? 0, users: users ?? 0, seconds: seconds ?? 0 } : null;
  } catch {
    return null;
  }
}
