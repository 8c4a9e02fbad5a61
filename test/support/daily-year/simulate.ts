import { type Day, addDays, instantAt } from '../../../src/base/calendar.ts';
import type { DailyMessage } from '../../../src/domain/daily-message.ts';
import type { DeliveryState } from '../../../src/domain/delivery.ts';
import { type OccasionsOf, loadAlmanac } from '../../../src/features/integrity/almanac.ts';
import { restDays } from '../../../src/features/integrity/choice.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock } from '../hand-clock.ts';
import { createRandom } from '../killed-process.ts';
import { startBot } from './bot.ts';
import { beAway, type DayKind, playDay, type Year } from './days.ts';
import { judgeDay, repeats, type Standing } from './judge.ts';
import { createMembers } from './members.ts';
import { createPlatform } from './platform.ts';

export type YearOptions = {
  /** Where the store is kept; it is there afterwards. */
  folder: string;
  library: readonly DailyMessage[];
  from: Day;
  days: number;
  groups: number;
  seed: number;
  onDay?: (day: Day) => void;
};

export type YearOutcome = {
  rows: number;
  states: Partial<Record<DeliveryState, number>>;
  kinds: Partial<Record<DayKind, number>>;
  events: ReadonlyMap<string, number>;
  groups: number;
  /** Days with an occasion, and those that had a message written for it. */
  occasions: { days: number; honoured: number };
  /** Nothing, when every group has one message a day or a reason on record, and none too soon again. */
  problems: string[];
};

/** Of a hundred days, so many begin an absence. */
const awayShare = 2;
const longestAwayDays = 12;
/** Deliveries a sender has in hand at most. */
const inHand = 20;
const joinShare = 0.3;
/** Of so many groups one changes in a day. */
const steadiness = 500;

/** Day after day of the daily message, with everything that may come between, over the real store and features. */
export async function simulateYear(options: YearOptions): Promise<YearOutcome> {
  const random = createRandom(options.seed);
  const year = await openYear(options, random);
  const unjudged: Day[] = [];
  const outcome: Found = { rows: 0, states: {}, problems: [] };
  let away = 0;
  for (let day = options.from; day < addDays(options.from, options.days); day = addDays(day, 1)) {
    unjudged.push(day);
    const isLast = addDays(day, 1) >= addDays(options.from, options.days);
    if (away === 0 && !isLast && random() * 100 < awayShare) {
      away = 1 + Math.floor(random() * longestAwayDays);
      await beAway(year, day, away);
    }
    if (away > 0 && !isLast) {
      away -= 1;
      continue;
    }
    const zones = [year.timeZone];
    await changeMembers(year, day);
    await playDay(year, day);
    zones.push(year.timeZone);
    for (const past of unjudged.splice(0)) await examine({ year, outcome, zones }, past);
    options.onDay?.(day);
  }
  const { store } = year.bot ?? (await startBot(year.world, year.timeZone));
  const all = await examineDays(options, { store, occasions: year.world.occasions });
  await store.close();
  return {
    ...outcome,
    problems: [...outcome.problems, ...all.problems, ...tooManyUnknown(outcome, year)],
    kinds: countOf(
      [...year.kinds].filter(([day]) => day < addDays(options.from, options.days)).map(([, kind]) => kind),
    ),
    events: year.events,
    groups: year.members.all().length,
    occasions: all.occasions,
  };
}

async function openYear(options: YearOptions, random: () => number): Promise<Year> {
  const timeZone = 'Asia/Shanghai';
  const clock = createHandClock(new Date(instantAt(options.from, '07:00', timeZone)).toISOString());
  const occasions = await loadAlmanac();
  const library = { read: async () => [...options.library] };
  const world = { folder: options.folder, clock, platform: createPlatform(), library, occasions };
  const members = createMembers(random);
  const bot = await startBot(world, timeZone);
  for (let group = 0; group < options.groups; group += 1) await members.join(bot.store, clock.now() - 86_400_000);
  return { world, members, random, timeZone, bot, kinds: new Map(), events: new Map() };
}

/** In the morning, before the message, or in the middle of its window. */
async function changeMembers({ bot, world, members, random, timeZone }: Year, day: Day): Promise<void> {
  if (bot === null) return;
  const now = instantAt(day, '07:00', timeZone);
  world.clock.set(new Date(now).toISOString());
  if (random() < joinShare) await members.join(bot.store, now);
  const changes = Math.ceil(members.all().length / steadiness);
  for (let change = 0; change < changes; change += 1) await members.change(bot.store, now);
}

type Found = { rows: number; states: Partial<Record<DeliveryState, number>>; problems: string[] };
type Scene = { year: Year; outcome: Found; zones: readonly string[] };

async function examine({ year, outcome, zones }: Scene, day: Day): Promise<void> {
  if (year.bot === null) throw new Error('a day is judged while a bot runs');
  const rows = await year.bot.store.deliveries.listByKey(`daily/${day}/`);
  const begun = Math.min(...zones.map((zone) => instantAt(day, '00:00', zone)));
  const standings: Standing[] = year.members.all().map(({ id, ref, enrolled, left, muted, changedAt }) => ({
    id,
    chat: ref.platformId,
    steady: changedAt < begun,
    due: enrolled && !left,
    muted,
  }));
  const { shown } = year.world.platform;
  outcome.rows += rows.length;
  for (const { state } of rows) outcome.states[state] = (outcome.states[state] ?? 0) + 1;
  outcome.problems.push(...judgeDay({ day, kind: year.kinds.get(day) ?? 'served', rows, standings, shown }));
}

/** A death leaves open at most what a sender has in hand, and a lost answer of the platform one. */
function tooManyUnknown({ states: { unknown = 0 } }: Found, { events }: Year): string[] {
  const most = inHand * (events.get('发送途中被杀') ?? 0) + (events.get('平台出错') ?? 0);
  return unknown > most ? [`结果不明 ${unknown} 条，最多该有 ${most} 条`] : [];
}

type Looked = { problems: string[]; occasions: YearOutcome['occasions'] };

/** What the days were, as the store has them. */
async function examineDays(
  { from, days, library }: YearOptions,
  of: { store: Store; occasions: OccasionsOf },
): Promise<Looked> {
  const planned = await of.store.dailyDays.list(from, addDays(from, days - 1));
  const withText = planned.filter(({ skipped }) => skipped === null).map(({ date, text }) => ({ day: date, text }));
  const messages = new Map(library.map((message) => [message.id, message]));
  const festive = planned.flatMap(({ date, messageId, skipped }) => {
    const [weightiest] = of.occasions(date);
    return weightiest === undefined || skipped !== null ? [] : [{ weightiest, message: messages.get(messageId) }];
  });
  return {
    problems: [
      ...repeats(withText, restDays),
      ...(planned.length === days ? [] : [`${days} 天里只有 ${planned.length} 天在册`]),
    ],
    occasions: { days: festive.length, honoured: festive.filter(isHonoured).length },
  };
}

/** 清明节 and the solar term 清明 share their messages. */
function isHonoured(day: { weightiest: string; message: DailyMessage | undefined }): boolean {
  const occasion = day.message?.occasion;
  return occasion === day.weightiest || (day.weightiest === '清明节' && occasion === '清明');
}

function countOf<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
