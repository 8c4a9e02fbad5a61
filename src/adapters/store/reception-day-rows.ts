import { z } from 'zod';
import { type DayStep, type DayTerms, nextActAt, type ReceptionDay } from '../../domain/reception-day.ts';
import type { ReceptionRule } from '../../domain/reception-rule.ts';
import type {
  ReceptionDayRow,
  ReceptionDayStepRow,
  ReceptionRuleRow,
  ReceptionTermsRow,
} from './schema/reception-days.ts';

const topics = z.array(z.string());

export function toDay(row: ReceptionDayRow): ReceptionDay {
  return {
    ...toTerms(row),
    id: row.id,
    ruleId: row.rule_id,
    date: row.date,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    announceAt: row.announce_at,
    remindAt: row.remind_at,
    status: row.status,
    version: row.version,
    reason: row.reason,
    minutes: row.minutes,
    remindedAt: row.reminded_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

/** With when it is to be looked at next. */
export function fromDay(day: ReceptionDay): ReceptionDayRow {
  return {
    ...fromTerms(day),
    id: day.id,
    rule_id: day.ruleId,
    date: day.date,
    starts_at: day.startsAt,
    ends_at: day.endsAt,
    announce_at: day.announceAt,
    remind_at: day.remindAt,
    status: day.status,
    version: day.version,
    reason: day.reason,
    minutes: day.minutes,
    reminded_at: day.remindedAt,
    opened_at: day.openedAt,
    closed_at: day.closedAt,
    next_at: nextActAt(day),
    created_by: day.createdBy,
    created_at: day.createdAt,
  };
}

export function toDayStep({ seq, at, who, action, note }: ReceptionDayStepRow): DayStep {
  return { seq, at, who, action, note };
}

export function toRule(row: ReceptionRuleRow): ReceptionRule {
  return {
    ...toTerms(row),
    id: row.id,
    every: row.every,
    from: row.from_time,
    until: row.until_time,
    nextDay: row.next_day,
    endedAt: row.ended_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

export function fromRule(rule: ReceptionRule): ReceptionRuleRow {
  return {
    ...fromTerms(rule),
    id: rule.id,
    every: rule.every,
    from_time: rule.from,
    until_time: rule.until,
    next_day: rule.nextDay,
    ended_at: rule.endedAt,
    created_by: rule.createdBy,
    created_at: rule.createdAt,
  };
}

function toTerms(row: ReceptionTermsRow): DayTerms {
  return {
    host: row.host,
    place: row.place,
    topics: topics.parse(JSON.parse(row.topics)),
    segment: row.segment,
    announceDays: row.announce_days,
    remindDays: row.remind_days,
  };
}

function fromTerms({ host, place, segment, announceDays, remindDays, topics }: DayTerms): ReceptionTermsRow {
  const days = { announce_days: announceDays, remind_days: remindDays };
  return { host, place, topics: JSON.stringify(topics), segment, ...days };
}
