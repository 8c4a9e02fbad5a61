import type { DayAction, ReceptionDay } from '../../domain/reception-day.ts';
import type { AuditAction, AuditDetail } from '../../domain/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DayChanges } from '../../ports/reception-days.ts';
import type { Records, Store } from '../../ports/store.ts';
import * as words from './days-notices.ts';

export type DayActDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  notices: words.DayNotices;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};

/** Who does something, for people to read; `staff`: it goes into the audit log. */
export type Actor = { who: string; staff: boolean };

/** What it does by itself. */
export const itself: Actor = { who: '清语（按安排）', staff: false };

/** Null: somebody else was first, and nothing was done. */
export type Acted = Promise<ReceptionDay | null>;

const hourMs = 3_600_000;
/** Whoever has heard of it today is not told again. */
const recentMs = 12 * hourMs;
const lateMs = 5 * 60_000;

export async function announce(deps: DayActDeps, day: ReceptionDay, by: Actor): Acted {
  const text = words.announcement(day, deps.timeZone);
  return telling(deps, day, {
    by,
    action: 'announce',
    changes: { status: 'announced' },
    notice: { key: words.keyOf(day.id, 'announce'), text, until: day.startsAt },
  });
}

/** Nobody is reminded of what they were told a short while ago. */
export async function remind(deps: DayActDeps, day: ReceptionDay, by: Actor): Acted {
  const now = deps.clock.now();
  const told = (await deps.store.receptionDays.steps(day.id)).findLast(
    ({ action }) => action === 'announce' || action === 'change',
  );
  const changes = { remindedAt: now };
  if (told !== undefined && now - told.at < recentMs)
    return once(deps, day, { by, action: 'remind', changes, note: '刚通知过，不再提醒' });
  const text = words.reminder(day, { now, timeZone: deps.timeZone });
  const key = words.keyOf(day.id, `remind/${day.date}`);
  return telling(deps, day, { by, action: 'remind', changes, notice: { key, text, until: day.startsAt } });
}

export async function open(deps: DayActDeps, day: ReceptionDay, by: Actor): Acted {
  const now = deps.clock.now();
  const chats = await deps.notices.chatsFor(day.segment);
  const late = now - day.startsAt >= lateMs ? `晚开 ${Math.floor((now - day.startsAt) / 60_000)} 分钟` : null;
  const text = words.opening(day, deps.timeZone);
  return telling(deps, day, {
    by,
    action: 'open',
    changes: { status: 'open', openedAt: now },
    note: [late, chats.length > 0 ? `私聊邀请 ${chats.length} 人` : null],
    notice: { key: words.keyOf(day.id, 'open'), text, until: day.endsAt },
    async also(records) {
      const groups = await deps.notices.groupsIn(records, day.segment);
      await records.receptionDays.addRooms(day.id, [...groups, ...chats.map((chat) => chat.conversationId)]);
      const invited = { text: words.invitation(day, deps.timeZone), chats, until: day.endsAt };
      await deps.notices.invite(records, { dayId: day.id, ...invited });
    },
  });
}

/** By itself at its end, also when that is noticed later; what waits of an invitation is not sent any more. */
export async function close(deps: DayActDeps, day: ReceptionDay, by: Actor): Acted {
  const closedAt = Math.min(deps.clock.now(), day.endsAt);
  const changes = { status: 'closed', closedAt } as const;
  return once(deps, day, { by, action: 'close', changes, also: (records) => withdraw(deps, records, day) });
}

export async function miss(deps: DayActDeps, day: ReceptionDay, by: Actor): Acted {
  const reason = '服务在开放时段没有运行，没有开放';
  return once(deps, day, { by, action: 'miss', changes: { status: 'missed', reason }, note: reason });
}

/** Groups that heard of it are told; to the others it never was. */
export async function cancel(deps: DayActDeps, day: ReceptionDay, by: Actor & { reason: string }): Acted {
  const changes = { status: 'cancelled', reason: by.reason } as const;
  return once(deps, day, {
    by,
    action: 'cancel',
    changes,
    note: by.reason,
    async also(records) {
      const heard = await deps.notices.withdraw(records, day.id);
      if (heard.length === 0) return;
      const text = words.cancelled(day, by.reason, deps.timeZone);
      const to = heard.map((id) => `group:${id}`).join(',');
      await send(deps, records, {
        key: words.keyOf(day.id, 'cancel'),
        text,
        to,
        by: by.who,
        until: laterOf(deps, day),
        urgent: { reason: '接待日取消，听说过的群都要知道', startsAt: day.startsAt },
      });
    },
  });
}

/** All groups get it as it is now where one has heard of it as it was. */
export async function change(
  deps: DayActDeps & { newId: () => string },
  day: ReceptionDay,
  { changes, ...by }: Actor & { changes: DayChanges },
): Acted {
  const after = { ...day, ...changes };
  const differs = (Object.keys(changes) as (keyof ReceptionDay)[]).filter(
    (name) => JSON.stringify(day[name]) !== JSON.stringify(after[name]),
  );
  const tells = day.status !== 'planned' && differs.some((name) => told.has(name));
  return once(deps, day, {
    by,
    action: 'change',
    changes: { ...changes, ...(differs.includes('startsAt') && { remindedAt: null }) },
    note:
      differs
        .map((name) => told.get(name))
        .filter((name) => name !== undefined)
        .join('、') || null,
    async also(records) {
      if (!tells) return;
      const heard = await deps.notices.withdraw(records, day.id);
      const text = heard.length === 0 ? words.announcement(after, deps.timeZone) : words.changed(after, deps.timeZone);
      const key = words.keyOf(day.id, `change/${deps.newId()}`);
      const until = day.status === 'open' ? after.endsAt : after.startsAt;
      const moved = heard.length > 0 && differs.some((name) => where.has(name));
      const startsAt = Math.min(day.startsAt, after.startsAt);
      const urgent = moved && { urgent: { reason: '接待日改了时间或地点，听说过的群都要知道', startsAt } };
      await send(deps, records, { key, text, to: day.segment, until, by: by.who, ...urgent });
    },
  });
}

/** What members are told of a day. */
const told: ReadonlyMap<keyof ReceptionDay, string> = new Map([
  ['date', '日期'],
  ['startsAt', '开始时间'],
  ['endsAt', '结束时间'],
  ['host', '接待人'],
  ['place', '地点'],
  ['topics', '主题'],
]);

/** Who goes by what was said before would come in vain. */
const where: ReadonlySet<keyof ReceptionDay> = new Set(['date', 'startsAt', 'endsAt', 'place']);

type Act = {
  by: Actor;
  action: DayAction;
  changes: DayChanges;
  note?: string | null;
  /** In the same transaction, when the change was made. */
  also?: (records: Records) => Promise<void>;
};

/** The claim and what follows from it are one transaction: a crash leaves all of it, or nothing. */
export async function once(deps: DayActDeps, day: ReceptionDay, { by, note = null, ...act }: Act): Acted {
  const at = deps.clock.now();
  const acted = await deps.store.transaction(async (records) => {
    const step = { at, who: by.who, action: act.action, note };
    const changed = await records.receptionDays.change(day, act.changes, step);
    if (changed === null) return null;
    await act.also?.(records);
    if (by.staff) await putOnRecord(records, { at, who: by.who, action: act.action, day: changed, note });
    return changed;
  });
  if (acted !== null) deps.onPlanned();
  return acted;
}

type Telling = Omit<Act, 'note'> & {
  note?: readonly (string | null)[];
  notice: Omit<words.Notice, 'to' | 'at' | 'by'>;
};

/** The same with a message to all its groups; where none can get it, the story says why. */
async function telling(deps: DayActDeps, day: ReceptionDay, { note = [], notice, also, ...act }: Telling): Acted {
  const at = deps.clock.now();
  const acted = await deps.store.transaction(async (records) => {
    const prepared = await deps.notices.prepare(records, { ...notice, at, to: day.segment, by: act.by.who });
    const reached = prepared.none === null ? `通知 ${prepared.groups} 个群` : `没有通知到群：${prepared.none}`;
    const said = [...note, reached].filter((part) => part !== null).join('；');
    const step = { at, who: act.by.who, action: act.action, note: said };
    const changed = await records.receptionDays.change(day, act.changes, step);
    if (changed === null) return null;
    await prepared.send();
    await also?.(records);
    if (act.by.staff) await putOnRecord(records, { ...step, day: changed });
    return changed;
  });
  if (acted !== null) deps.onPlanned();
  return acted;
}

async function send(deps: DayActDeps, records: Records, notice: Omit<words.Notice, 'at'>): Promise<void> {
  await (await deps.notices.prepare(records, { ...notice, at: deps.clock.now() })).send();
}

async function withdraw(deps: DayActDeps, records: Records, day: ReceptionDay): Promise<void> {
  await deps.notices.withdraw(records, day.id);
}

/** A cancellation is news until the day would have begun, and for an hour at least. */
function laterOf({ clock }: DayActDeps, { startsAt }: ReceptionDay): number {
  return Math.max(startsAt, clock.now() + hourMs);
}

const auditNames = {
  plan: 'day/plan',
  announce: 'day/announce',
  remind: 'day/announce',
  open: 'day/open',
  close: 'day/close',
  miss: 'day/close',
  change: 'day/change',
  cancel: 'day/cancel',
  minutes: 'day/minutes',
  report: 'day/report',
  send: 'day/report',
} as const satisfies Record<DayAction, AuditAction>;

type OnRecord = { at: number; who: string; action: DayAction; day: ReceptionDay; note: string | null };

/** The last statement of its transaction. */
export async function putOnRecord({ audit }: Pick<Records, 'audit'>, of: OnRecord): Promise<void> {
  const { at, who, action, day, note } = of;
  const detail: AuditDetail = { date: day.date, status: day.status, ...(note === null ? {} : { note }) };
  await audit.append({ at, who, action: auditNames[action], subject: day.id, detail });
}
