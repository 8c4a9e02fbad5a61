import { type Day, addDays, instantAt } from '../../../src/base/calendar.ts';
import type { Act } from '../scripted-channel.ts';
import { type Bot, startBot, type World } from './bot.ts';
import type { Members } from './members.ts';

/** What a day was like for the bot; `odd`: its clock was wrong on that day, or showed it too early. */
export type DayKind = 'served' | 'missed' | 'ordered-off' | 'odd';

export type Year = {
  world: World;
  members: Members;
  random: () => number;
  timeZone: string;
  /** Null while nothing runs. */
  bot: Bot | null;
  kinds: Map<Day, DayKind>;
  /** How often what happened, for the report. */
  events: Map<string, number>;
};

const minute = 60_000;
/** Days of an absence that the bot puts on record. */
const longestAbsence = 31;
const gone: Act = { kind: 'gone' };
/** Last the one that changes what the group is. */
const faults: readonly Act[] = [
  'lost',
  { kind: 'transient' },
  { kind: 'rate_limited', retryAfterMs: 30_000 },
  { kind: 'permanent', reason: 'bad_request' },
  gone,
];
const zones = ['Asia/Urumqi', 'Asia/Tokyo', 'Europe/London', 'America/Los_Angeles', 'Asia/Shanghai'];

/** Runs the bot at a time of the day; after a death the next one starts two minutes later. */
async function runAt(year: Year, day: Day, time: string): Promise<void> {
  const { world } = year;
  world.clock.set(new Date(instantAt(day, time, year.timeZone)).toISOString());
  year.bot ??= await startBot(world, year.timeZone);
  while (!(await year.bot.tick())) {
    note(year, '发送途中被杀');
    world.platform.setDeathAfter(null);
    await restart(year);
    world.clock.advance(2 * minute);
  }
}

async function stop(year: Year): Promise<void> {
  await year.bot?.close();
  year.bot = null;
}

async function restart(year: Year): Promise<void> {
  await stop(year);
  year.bot = await startBot(year.world, year.timeZone);
}

/** A day on which the message goes out. The bot looks before its time, at it, and after the window. */
async function serve(year: Year, day: Day, times: readonly string[] = ['07:50', '08:00', '12:01']): Promise<void> {
  for (const time of times) await runAt(year, day, time);
  year.kinds.set(day, 'served');
}

type Scene = (year: Year, day: Day) => Promise<void>;

/** What may happen to a bot in a day, and how often of a hundred days. */
export const scenes: readonly { name: string; share: number; play: Scene }[] = [
  {
    name: '重启',
    share: 8,
    async play(year, day) {
      await runAt(year, day, '07:59');
      await restart(year);
      await serve(year, day, ['08:00']);
      await restart(year);
      await serve(year, day, ['08:01', '11:00']);
    },
  },
  {
    name: '安排一半时崩溃',
    share: 8,
    async play(year, day) {
      const all = year.members.all().length;
      year.world.platform.setDeathAfter(Math.floor(year.random() * all));
      await serve(year, day, ['08:00', '08:10', '12:01']);
      year.world.platform.setDeathAfter(null);
    },
  },
  {
    name: '迟启动，还来得及',
    share: 4,
    async play(year, day) {
      await stop(year);
      await serve(year, day, ['11:59', '12:00']);
    },
  },
  {
    name: '过了时段才启动',
    share: 4,
    async play(year, day) {
      await stop(year);
      await runAt(year, day, year.random() < 0.5 ? '12:00' : '19:30');
      year.kinds.set(day, 'missed');
    },
  },
  {
    name: '时钟回拨两小时',
    share: 4,
    async play(year, day) {
      await serve(year, day, ['08:00', '08:05', '06:10', '07:59', '08:06', '10:00']);
    },
  },
  {
    name: '时钟回拨一天',
    share: 2,
    async play(year, day) {
      await serve(year, day, ['08:00']);
      await runAt(year, addDays(day, -1), '09:00');
      await restart(year);
      await runAt(year, addDays(day, -1), '11:00');
      await serve(year, day, ['11:30']);
    },
  },
  {
    name: '时钟拨快两天又拨回',
    share: 1,
    async play(year, day) {
      await serve(year, day, ['08:00']);
      await runAt(year, addDays(day, 2), '09:00');
      for (const ahead of [1, 2]) markOdd(year, addDays(day, ahead));
      await restart(year);
      await serve(year, day, ['09:10']);
    },
  },
  {
    name: '时钟拨快一年又拨回',
    share: 0.5,
    async play(year, day) {
      await runAt(year, addDays(day, 365), '07:00');
      for (let ahead = 365 - longestAbsence; ahead < 365; ahead += 1) markOdd(year, addDays(day, ahead));
      await serve(year, day, ['08:00', '09:00']);
    },
  },
  {
    name: '换时区',
    share: 3,
    async play(year, day) {
      await serve(year, day);
      year.timeZone = zones[Math.floor(year.random() * zones.length)] ?? 'Asia/Shanghai';
      await restart(year);
    },
  },
  {
    name: '工作人员定了不发',
    share: 1,
    async play(year, day) {
      await runAt(year, day, '07:00');
      await year.bot?.orders.skip(day, '停办');
      await serve(year, day);
      year.kinds.set(day, 'ordered-off');
    },
  },
  {
    name: '平台出错',
    share: 10,
    async play(year, day) {
      for (const act of faults) {
        const { ref } = year.members.listening();
        year.world.platform.script(ref.platformId, act);
        if (act === gone) year.members.setGone(ref.platformId, instantAt(day, '08:00', year.timeZone));
      }
      await serve(year, day, ['08:00', '08:01', '08:30', '12:01']);
      year.world.platform.behave();
    },
  },
];

/** One day, the bot's clock permitting; what happens is drawn by lot. */
export async function playDay(year: Year, day: Day): Promise<void> {
  if (year.kinds.get(day) === 'odd') return serveOdd(year, day);
  const lot = year.random() * 100;
  let sum = 0;
  for (const { name, share, play } of scenes) {
    sum += share;
    if (lot >= sum) continue;
    note(year, name);
    return play(year, day);
  }
  note(year, '平常');
  return serve(year, day);
}

/** Nothing runs from the evening before until `days` are over. */
export async function beAway(year: Year, day: Day, days: number): Promise<void> {
  await stop(year);
  note(year, `停机 ${days} 天`);
  for (let away = 0; away < days; away += 1) {
    const missed = addDays(day, away);
    if (year.kinds.get(missed) !== 'odd') year.kinds.set(missed, 'missed');
  }
}

async function serveOdd(year: Year, day: Day): Promise<void> {
  await serve(year, day);
  markOdd(year, day);
}

function markOdd(year: Year, day: Day): void {
  year.kinds.set(day, 'odd');
}

function note(year: Year, name: string): void {
  year.events.set(name, (year.events.get(name) ?? 0) + 1);
}
