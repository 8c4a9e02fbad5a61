import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createStaffClient } from '../support/staff-client.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { openPlace } from './crash/place.ts';
import { withStore } from './crash/town.ts';
import { addPeople, fillCases, password } from './load/house.ts';
import { Times } from './load/times.ts';
import { machineLine } from './retrieval/surroundings.ts';

const usage = '用法：npm run bench soak -- [--minutes 分钟]，不写就是 60 分钟。\n';
const groups = ['canyin', 'jiancai', 'wuliu', 'fangzhi'];
const questions = [
  '@清语 长沙的接待日收集了多少条意见建议？',
  '@清语 会费标准怎么定？',
  '@清语 /进度',
  '@清语 /建议 希望协会多组织食品安全培训，第%号。餐饮协会 王伟 13800138000',
  '大家早上好',
];
const views = [
  '/api/today',
  '/api/cases?limit=50',
  '/api/broadcasts?limit=20',
  '/api/groups?limit=50',
  '/metrics',
  '/readyz',
];
const samplesShown = 12;

/** Memory of the process in MB, how late a request for nothing is answered, in ms. */
type Sample = { at: number; rss: number; lateness: number };

/** Members talk, staff look, secretaries send, for as long as is said: what it takes must not grow. */
export async function benchSoak(args: readonly string[]): Promise<number> {
  const minutes = readMinutes(args);
  if (minutes === null) {
    process.stderr.write(usage);
    return 2;
  }
  process.stdout.write(`机器：${machineLine()}；SQLite，${minutes} 分钟\n`);
  const place = await openPlace('sqlite');
  try {
    await fillCases(place.options, 2_000);
    await withStore(place.options, (store) => addPeople(store, 5));
    const settings = { WEB_GROUP: groups.join(','), QUIET_HOURS: 'off', DAILY_CAP: '999' };
    const bot = await startProcess({ ...place.settingsOf(1), ...settings });
    const times = new Times();
    const samples: Sample[] = [];
    const until = Date.now() + minutes * 60_000;
    try {
      await Promise.all([
        ...groups.map((group, place) => talk(bot.url, { group, place, times, until })),
        ...[1, 2, 3, 4].map((one) => look(bot.url, { name: `测量${one}`, times, until })),
        send(bot.url, { times, until }),
        sample(bot, { samples, until, every: Math.max(5_000, (minutes * 60_000) / 60) }),
      ]);
    } finally {
      await bot.end('SIGTERM');
    }
    report(times, samples);
    return times.failed === 0 ? 0 : 1;
  } finally {
    await place.drop();
  }
}

type Load = { times: Times; until: number };

async function talk(
  url: string,
  { group, place, times, until }: Load & { group: string; place: number },
): Promise<void> {
  for (let turn = place; Date.now() < until; turn += 1) {
    const text = (questions[turn % questions.length] ?? '').replace('%', String(turn));
    const body = { name: `成员${turn % 40}`, text, clientId: randomUUID() };
    await timed(times, '群里说话', () =>
      fetch(`${url}/api/groups/${group}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    await pause(1_500);
  }
}

async function look(url: string, { name, times, until }: Load & { name: string }): Promise<void> {
  const client = createStaffClient(url);
  await client.signIn(name, password);
  for (let turn = 0; Date.now() < until; turn += 1) {
    const path = views[turn % views.length] ?? '';
    await timed(times, '工作台', () => fetch(`${url}${path}`, { headers: { cookie: client.cookie() } }));
    await pause(700);
  }
}

async function send(url: string, { times, until }: Load): Promise<void> {
  const client = createStaffClient(url);
  await client.signIn('测量5', password);
  for (let turn = 1; Date.now() < until; turn += 1) {
    const began = performance.now();
    await client.send({ text: `第 ${turn} 次提醒`, to: 'all', urgent: '测量' }, randomUUID()).then(
      () => times.add('群发', performance.now() - began),
      () => (times.failed += 1),
    );
    await pause(20_000);
  }
}

async function timed(times: Times, name: string, ask: () => Promise<Response>): Promise<void> {
  const began = performance.now();
  try {
    const response = await ask();
    await response.arrayBuffer();
    if (response.status >= 400) times.refuse(`${name} ${response.status}`);
    else times.add(name, performance.now() - began);
  } catch {
    times.failed += 1;
  }
}

/** What the process itself says of its memory, and how long the smallest request takes: the event loop answers it. */
async function sample(bot: RunningProcess, to: { samples: Sample[]; until: number; every: number }): Promise<void> {
  for (let began = Date.now(); began < to.until; began = Date.now()) {
    const metrics = await fetch(`${bot.url}/metrics`).then((response) => response.text());
    const rss = Number(/^process_resident_memory_bytes (\d+)/mu.exec(metrics)?.[1] ?? 0) / 1e6;
    const asked = performance.now();
    await fetch(`${bot.url}/healthz`).then((response) => response.arrayBuffer());
    to.samples.push({ at: began, rss, lateness: performance.now() - asked });
    await pause(to.every);
  }
}

function report(times: Times, samples: readonly Sample[]): void {
  const [first] = samples;
  if (first === undefined) return;
  const step = Math.max(1, Math.floor(samples.length / samplesShown));
  for (const { at, rss, lateness } of samples.filter((_, place) => place % step === 0))
    process.stdout.write(
      `${String(Math.round((at - first.at) / 60_000)).padStart(4)} 分钟  内存 ${rss.toFixed(0).padStart(4)} MB  /healthz ${lateness.toFixed(1).padStart(6)} 毫秒\n`,
    );
  const half = samples.slice(Math.floor(samples.length / 2));
  process.stdout.write(
    `后一半：内存 ${least(half).toFixed(0)} 到 ${most(half).toFixed(0)} MB\n${times.lines().join('\n')}\n失败 ${times.failed}\n`,
  );
}

function least(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ rss }) => rss));
}

function most(samples: readonly Sample[]): number {
  return Math.max(...samples.map(({ rss }) => rss));
}

function readMinutes(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '60' } } });
    const minutes = Number(values.minutes);
    return minutes > 0 && minutes <= 1_440 ? minutes : null;
  } catch {
    return null;
  }
}
