import { dayOf, timeOf, weekdayOf } from '../../base/calendar.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { Records } from '../../ports/store.ts';

/**
 * A message to the groups of a segment. `key` makes it once; `at` (epoch ms) is the moment of the act it tells of, and
 * what is not sent until `until` is not sent.
 * `urgent`: it goes beyond the daily cap, for this reason, and where the day begins in the morning it wakes people.
 */
export type Notice = {
  key: string;
  text: string;
  to: string;
  at: number;
  until: number;
  by: string;
  urgent?: { reason: string; startsAt: number };
};

/** `none`: why no group can get it, null = `groups` do. */
export type Prepared = { groups: number; none: string | null; send(): Promise<void> };

/** A group as staff know it. `byHand`: a person posts what it gets. */
export type Room = { groupId: string; group: string; channel: string; byHand: boolean };

/** Whom a message to a segment would go to, whom it names in vain and why, and why nobody gets it (null = somebody does). */
export type Reach = { groups: Room[]; leftOut: (Room & { reason: string })[]; none: string | null };

/** A private chat with somebody bound to an association of its groups. */
export type Chat = { conversationId: string };

/** What broadcasts do for reception days. All but `chatsFor` works within the transaction of `records`. */
export type DayNotices = {
  /** Reads only; `send` plans it, unless it was planned before. */
  prepare(records: Records, notice: Notice): Promise<Prepared>;
  /** What waits of a day is not sent any more; returns the groups that have been told something, or may have been. */
  withdraw(records: Records, dayId: string): Promise<readonly string[]>;
  /** What `prepare` would reach, by name. */
  reach(records: Records, segment: string): Promise<Reach>;
  /** Reads only: whom `withdraw` would return now, and how many messages would not go out any more. */
  heard(records: Records, dayId: string): Promise<{ groups: Room[]; waiting: number }>;
  /** All groups of a segment the bot is in. */
  groupsIn(records: Records, segment: string): Promise<readonly string[]>;
  chatsFor(segment: string): Promise<readonly Chat[]>;
  /** One message to each, once by day and chat. */
  invite(records: Records, of: { dayId: string; text: string; chats: readonly Chat[]; until: number }): Promise<void>;
  /** With the ids of organizations in the place of their names; throws when it names nothing that can be written to. */
  pin(records: Records, segment: string): Promise<string>;
  /** As people read it. */
  name(records: Records, segment: string): Promise<string>;
};

type Told = Pick<ReceptionDay, 'date' | 'startsAt' | 'endsAt' | 'host' | 'place' | 'topics'>;

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const howTo = '有建议、诉求，@我直接说就行，我逐条登记、编号，结果向您反馈。投诉、纠纷和个人信息请私聊我。';

/** `12月3日（星期四）09:00-11:30`. */
export function spanInWords(
  { date, startsAt, endsAt }: Omit<Told, 'host' | 'place' | 'topics'>,
  timeZone: string,
): string {
  const [, month, day] = date.split('-').map(Number);
  const on = `${month}月${day}日（星期${weekdays[weekdayOf(date) - 1] ?? ''}）`;
  return `${on}${timeOf(startsAt, timeZone)}-${timeOf(endsAt, timeZone)}`;
}

/** Its particulars, a line each. */
export function particularsOf(day: Told, timeZone: string): string[] {
  return [
    `时间：${spanInWords(day, timeZone)}`,
    `接待：${day.host}`,
    day.place === null ? '方式：线上，就在群里' : `地点：${day.place}`,
    ...(day.topics.length === 0 ? [] : [`主题：${day.topics.join('、')}`]),
  ];
}

export function announcement(day: Told, timeZone: string): string {
  return plain(['【接待日预告】', ...particularsOf(day, timeZone), howTo]);
}

export function reminder(day: Told, { now, timeZone }: { now: number; timeZone: string }): string {
  const when = dayOf(now, timeZone) === day.date ? '今天' : '近日';
  return plain([`【接待日提醒】${when}有接待日`, ...particularsOf(day, timeZone), howTo]);
}

export function opening(day: Told, timeZone: string): string {
  const [, ...others] = particularsOf(day, timeZone);
  return plain([`【接待日开始】现在到 ${timeOf(day.endsAt, timeZone)}`, ...others, howTo]);
}

/** To one person, in private. */
export function invitation(day: Told, timeZone: string): string {
  const [, ...others] = particularsOf(day, timeZone);
  const head = `您好，接待日开始了，到 ${timeOf(day.endsAt, timeZone)} 为止。`;
  return [head, ...others, '不方便在群里说的，在这里直接告诉我就行。'].join('\n');
}

export function changed(day: Told, timeZone: string): string {
  return plain(['【接待日有变动】请以这次为准', ...particularsOf(day, timeZone), howTo]);
}

export function cancelled(day: Told, reason: string, timeZone: string): string {
  return plain([`【接待日取消】原定 ${spanInWords(day, timeZone)} 的接待日取消。`, `原因：${reason}`]);
}

/** Braces of staff are not variables of a broadcast. */
export function plain(lines: readonly string[]): string {
  return lines.join('\n').replace(/[{}]/gu, '$&$&');
}

/** As groups read it: braces are doubled only on the way. */
export function shownText(text: string): string {
  return text.replace(/\{\{|\}\}/gu, (two) => two[0] ?? '');
}

export function keyOf(dayId: string, what: string): string {
  return `day/${dayId}/${what}`;
}
