import { addDays, dayOf, instantAt } from '../../base/calendar.ts';
import { inChinese } from '../../domain/command.ts';
import { deliveryStates } from '../../domain/delivery.ts';
import type { NewFile } from '../../domain/file.ts';
import type { Message } from '../../domain/message.ts';
import { maySeeStatistics, type User } from '../../domain/user.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Store } from '../../ports/store.ts';
import type { ListedBroadcast } from './browse.ts';
import type { BroadcastDesk } from './desk.ts';
import { whyNotSent } from './messages-of.ts';
import { shorten } from './shorten.ts';
import type { SkippedItem } from './skipped.ts';
import { stateNames } from './state-names.ts';

export type StatisticsDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  desk: Pick<BroadcastDesk, 'list' | 'waiting' | 'skipped' | 'remindersByHand'>;
};

/** What else is told, with a picture of it; null = nothing yet. */
export type MoreFigures = () => Promise<{ text: string; picture: NewFile } | null>;

export type StatisticsAbilityDeps = StatisticsDeps & {
  channels: ReadonlyMap<string, Channel>;
  more: MoreFigures;
};

/** Figures without names. `broadcasts`: those of today, the daily message among them; newest first. */
export type Statistics = {
  unknown: number;
  waiting: number;
  /** Reminders of a 收到 that a person gives. */
  reminders: number;
  questions: { open: number; handoffs: number };
  /** `registered`: not taken up yet, `today`: of those, new today; `overdue`: open behind their day. */
  cases: { registered: number; today: number; overdue: number };
  broadcasts: ListedBroadcast[];
};

const command = /^[/／]\s?统计(?![\p{L}\p{N}])/u;
const listed = 10;
const skippedDays = 7;
/** A picture of figures is soon an old one. */
const keptMs = 7 * 24 * 3_600_000;

/** `/统计` from a bound account in a private chat: what waits for somebody, in figures without names. Null for anything else. */
export function createStatistics(deps: StatisticsAbilityDeps): { handle(message: Message): Promise<Outcome | null> } {
  return {
    async handle(message) {
      return command.test(inChinese(message.text.trim())) ? tell(deps, message) : null;
    },
  };
}

async function tell(deps: StatisticsAbilityDeps, message: Message): Promise<Outcome> {
  if (message.conversation.kind === 'group') return saying('统计请绑定了账号的工作人员私聊我看，群里不发。');
  const user = await deps.store.bindings.findUser(message.memberId);
  if (user === null || !maySeeStatistics(user)) return saying(mayNotSee(user));
  const text = say(await countStatistics(deps), await listSkipped(deps));
  const more = await deps.more();
  return more === null ? saying(text) : withPicture(deps, message, { ...more, text: `${text}\n\n${more.text}` });
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

/** The text alone where the channel takes no file. */
function withPicture(
  { channels, clock }: StatisticsAbilityDeps,
  { conversation }: Message,
  { text, picture }: { text: string; picture: NewFile },
): Outcome {
  const { capabilities } = channels.get(conversation.channel) ?? { capabilities: { files: null } };
  if (whyNotSent({ size: picture.bytes.byteLength }, capabilities) !== null) return saying(text);
  return async ({ files }) => {
    const now = clock.now();
    return [{ text, fileId: await files.put(picture, { now, expiresAt: now + keptMs }) }];
  };
}

function mayNotSee(user: User | null): string {
  return user === null
    ? '统计只有绑定了账号的人能看；请向管理员要绑定码，私聊我发“/绑定 绑定码”。'
    : '您绑定的账号已经停用，请联系管理员。';
}

/** What waits for somebody, and what goes out today. */
export async function countStatistics({ store, clock, timeZone, desk }: StatisticsDeps): Promise<Statistics> {
  const { unknown } = await store.deliveries.countStates();
  const now = clock.now();
  const today = dayOf(now, timeZone);
  const isToday = (instant: number): boolean => dayOf(instant, timeZone) === today;
  const since = instantAt(today, '00:00', timeZone);
  const { registered, fresh, overdue } = await store.cases.countWaiting({ since, now });
  return {
    unknown,
    waiting: (await desk.waiting()).length,
    reminders: (await desk.remindersByHand()).length,
    questions: await store.unanswered.countOpen(),
    cases: { registered, today: fresh, overdue },
    broadcasts: (await desk.list()).filter(({ at }) => isToday(Date.parse(at))),
  };
}

function say(
  { unknown, waiting, reminders, questions: { open, handoffs }, cases, broadcasts }: Statistics,
  skipped: readonly SkippedItem[],
): string {
  return [
    '现在等着处理的：',
    `结果不明的投递 ${unknown} 条`,
    `等人手工发布的 ${waiting} 条`,
    `没有答复的问题 ${open} 个${handoffs === 0 ? '' : `，其中 ${handoffs} 个转人工`}`,
    `新登记、还没受理的诉求 ${cases.registered} 件，其中今天 ${cases.today} 件`,
    ...(cases.overdue === 0 ? [] : [`过期没办完的诉求 ${cases.overdue} 件`]),
    ...(reminders === 0 ? [] : [`要人工提醒确认的群发 ${reminders} 次，名单发“/导出”取`]),
    ...saySkipped(skipped),
    ...sayToday(broadcasts),
  ].join('\n');
}

/** Of the last days, today among them. */
function listSkipped({ clock, timeZone, desk }: StatisticsDeps): Promise<SkippedItem[]> {
  const now = clock.now();
  const from = instantAt(addDays(dayOf(now, timeZone), 1 - skippedDays), '00:00', timeZone);
  return desk.skipped({ from, until: now + 1 });
}

/** By reason, the most frequent first. */
function saySkipped(skipped: readonly SkippedItem[]): string[] {
  const counts = new Map<string, number>();
  for (const { reason, groups } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + Math.max(1, groups.length));
  if (counts.size === 0) return [];
  const reasons = [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [`最近 ${skippedDays} 天没发出的 ${total} 条：${reasons.slice(0, listed).join('；')}`];
}

function sayToday(today: readonly ListedBroadcast[]): string[] {
  if (today.length === 0) return ['今天没有群发。'];
  const more = today.length > listed ? [`……还有 ${today.length - listed} 次`] : [];
  return [`今天的群发 ${today.length} 次：`, ...today.slice(0, listed).map(sayOne), ...more];
}

function sayOne({ kind, text, cancelledAt, counts }: ListedBroadcast): string {
  const states = deliveryStates.filter((state) => counts[state] > 0);
  const counted = states.map((state) => `${stateNames[state]} ${counts[state]}`).join('，');
  const name = kind === 'daily' ? '每日寄语' : `“${shorten(text)}”`;
  return `${name}${cancelledAt === null ? '' : '（已取消）'}：${counted}`;
}
