import { isoOf, isoOrNull } from '../../base/calendar.ts';
import type { CaseKind, CaseStatus } from '../../domain/case.ts';
import type { DayAction, DayPoint, DayStatus, DayStep, ReceptionDay } from '../../domain/reception-day.ts';
import type { ReceptionRule } from '../../domain/reception-rule.ts';

/** As `days list` shows it; times are ISO strings, `segment` as people read it. */
export type ListedDay = Pick<
  ReceptionDay,
  'id' | 'ruleId' | 'date' | 'status' | 'host' | 'place' | 'topics' | 'segment' | 'reason'
> & { startsAt: string; endsAt: string };

export type ShownDay = ListedDay & {
  announceAt: string | null;
  remindAt: string | null;
  openedAt: string | null;
  closedAt: string | null;
  minutes: string | null;
  createdBy: string;
  cases: { kind: CaseKind; status: CaseStatus; cases: number }[];
  points: readonly DayPoint[];
  steps: { at: string; who: string; action: DayAction; note: string | null }[];
};

export type ListedRule = Pick<
  ReceptionRule,
  'id' | 'every' | 'from' | 'until' | 'host' | 'place' | 'topics' | 'segment'
> & {
  endedAt: string | null;
};

export function listed(day: ReceptionDay, segment: string): ListedDay {
  const { id, ruleId, date, status, host, place, topics, reason } = day;
  return { id, ruleId, date, status, host, place, topics, segment, reason, ...spanOf(day) };
}

export function shown(
  day: ReceptionDay,
  of: { segment: string; steps: readonly DayStep[] } & Pick<ShownDay, 'cases' | 'points'>,
): ShownDay {
  const { minutes, createdBy } = day;
  return {
    ...listed(day, of.segment),
    announceAt: isoOrNull(day.announceAt),
    remindAt: isoOrNull(day.remindAt),
    openedAt: isoOrNull(day.openedAt),
    closedAt: isoOrNull(day.closedAt),
    minutes,
    createdBy,
    cases: of.cases,
    points: of.points,
    steps: of.steps.map(({ at, who, action, note }) => ({ at: isoOf(at), who, action, note })),
  };
}

export function listedRule(rule: ReceptionRule, segment: string): ListedRule {
  const { id, every, from, until, host, place, topics, endedAt } = rule;
  return { id, every, from, until, host, place, topics, segment, endedAt: isoOrNull(endedAt) };
}

function spanOf({ startsAt, endsAt }: ReceptionDay): { startsAt: string; endsAt: string } {
  return { startsAt: isoOf(startsAt), endsAt: isoOf(endsAt) };
}

export const dayStatusNames = {
  planned: '已排定',
  announced: '已预告',
  open: '开放中',
  closed: '已结束',
  reported: '已公布结果',
  cancelled: '已取消',
  missed: '未开放',
} as const satisfies Record<DayStatus, string>;

export const dayActionNames = {
  plan: '安排',
  announce: '预告',
  remind: '提醒',
  open: '开放',
  close: '结束',
  miss: '未开放',
  change: '改动',
  cancel: '取消',
  minutes: '写纪要',
  report: '导出结果',
  send: '在群里公布结果',
} as const satisfies Record<DayAction, string>;
