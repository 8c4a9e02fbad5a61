import type { NewBroadcast } from '../../src/domain/broadcast.ts';
import { type Document, type DocumentContent, noFacts } from '../../src/domain/document.ts';
import type { NewDelivery } from '../../src/domain/delivery.ts';
import { type Generation, noUsage } from '../../src/domain/generation.ts';
import type { ListItem } from '../../src/domain/list-item.ts';
import type { Organization } from '../../src/domain/organization.ts';
import type { Person } from '../../src/domain/person.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { NewReceptionDay } from '../../src/domain/reception-day.ts';
import type { NewReceptionRule } from '../../src/domain/reception-rule.ts';
import type { NewSeries } from '../../src/domain/series.ts';
import type { UnansweredQuestion } from '../../src/domain/unanswered.ts';
import type { User } from '../../src/domain/user.ts';
import type { NewCase } from '../../src/ports/cases.ts';
import type { Password } from '../../src/ports/passwords.ts';
import type { Session } from '../../src/ports/sessions.ts';
import type { Store } from '../../src/ports/store.ts';

/** A message of 王会长 in the group `g`; `key` makes it another one. */
export function message(key: string, changes: Partial<InboundMessage> & { group?: string } = {}): InboundMessage {
  const { group = 'g', ...rest } = changes;
  return {
    key: `web/${group}/${key}`,
    conversation: { channel: 'web', kind: 'group', platformId: group, title: `群 ${group}` },
    sender: { platformId: 'wang', name: '王会长', bot: false },
    addressed: 'mention',
    mentionsAll: false,
    text: `问题 ${key}`,
    rawText: `@清语 问题 ${key}`,
    sentAt: 1_000,
    replyRef: null,
    quoted: null,
    attachments: [],
    ...rest,
  };
}

/** Stores an empty group and returns its id. */
export async function group(store: Store, platformId = 'g', channel = 'web'): Promise<string> {
  const { id } = await store.conversations.ensure({ channel, kind: 'group', platformId }, `群 ${platformId}`);
  return id;
}

export function delivery(id: string, conversationId: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    key: `key/${id}`,
    kind: 'reply',
    conversationId,
    text: `回复 ${id}`,
    replyTo: null,
    broadcastId: null,
    fileId: null,
    reminds: null,
    notBefore: 0,
    closesAt: null,
    skipped: null,
    ...changes,
  };
}

/** Every Monday at nine; the next time is 10. */
export function series(id: string, changes: Partial<NewSeries> = {}): NewSeries {
  return {
    id,
    text: `通知 ${id}`,
    file: null,
    segment: 'all',
    cron: '0 9 * * 1',
    days: 'all',
    from: null,
    until: null,
    windowMs: 1_000,
    receiptReason: null,
    receiptMs: null,
    nextAt: 10,
    createdBy: '秘书',
    createdAt: 1,
    ...changes,
  };
}

export function broadcast(id: string, changes: Partial<NewBroadcast> = {}): NewBroadcast {
  return {
    id,
    text: `通知 ${id}`,
    file: null,
    segment: 'all',
    at: 0,
    closesAt: 1_000_000,
    receipt: null,
    createdBy: '秘书',
    createdAt: 1,
    seriesId: null,
    skipped: null,
    urgent: null,
    ...changes,
  };
}

export function newCase(messageId: number, changes: Partial<NewCase> = {}): NewCase {
  return {
    key: `message/${messageId}/0`,
    year: 2026,
    source: 'chat',
    who: '王会长',
    claimHash: null,
    receptionDayId: null,
    kind: 'suggestion',
    organization: '长沙市餐饮行业协会',
    contact: '王会长',
    phone: null,
    category: null,
    content: '会费收据希望当场开',
    expectation: null,
    conversationId: 'g-1',
    memberId: 'm-1',
    memberName: '王会长',
    messageId,
    dueAt: null,
    createdAt: 1_000,
    ...changes,
  };
}

export function question(id: string, changes: Partial<UnansweredQuestion> = {}): UnansweredQuestion {
  return {
    id,
    conversationId: 'g-1',
    memberId: 'm-1',
    memberName: '王会长',
    messageId: 1,
    question: '合肥的会费减免多少？',
    handoff: false,
    createdAt: 1_000,
    answeredAt: null,
    answer: null,
    documentId: null,
    dismissedAt: null,
    ...changes,
  };
}

/** A document `collection/name` with one passage a text. */
export function content(name: string, texts: readonly string[], changes: Partial<Document> = {}): DocumentContent {
  const id = `experience/${name}`;
  const document: Document = {
    id,
    collection: 'experience',
    title: `标题 ${name}`,
    origin: null,
    hash: `hash-${texts.join()}`,
    ...noFacts,
    ...changes,
  };
  const passages = texts.map((text, seq) => ({
    id: `${id}#${seq}`,
    documentId: id,
    seq,
    section: '',
    text,
    page: null,
  }));
  return { document, passages };
}

export function generation(id: string, changes: Partial<Generation> = {}): Generation {
  return {
    id,
    conversationId: 'g-1',
    memberId: 'm-1',
    at: 1_000,
    model: 'test-model',
    promptVersion: 'v1',
    outcome: 'running',
    reason: null,
    usage: noUsage,
    ...changes,
  };
}

/** A secretary with this name and the id `u-` before it. */
export function user(name: string, changes: Partial<User> = {}): User {
  return { id: `u-${name}`, name, role: 'secretary', createdAt: 1, disabledAt: null, ...changes };
}

/** An association with this name and the id `o-` before it. */
export function organization(name: string, changes: Partial<Organization> = {}): Organization {
  return { id: `o-${name}`, name, kind: 'association', parentId: null, tags: [], createdAt: 1, ...changes };
}

/** Somebody of the organization `o-<of>`, with the id `p-<of>-<name>`. */
export function person(name: string, of: string, changes: Partial<Person> = {}): Person {
  const facts = { post: null, phone: null, smsConsentAt: null, createdAt: 1 };
  return { id: `p-${of}-${name}`, organizationId: `o-${of}`, name, ...facts, ...changes };
}

export function password(userId: string, changes: Partial<Password> = {}): Password {
  return { userId, hash: `hash of ${userId}`, mustChange: false, changedAt: 1, ...changes };
}

export function session(hash: string, userId: string, changes: Partial<Session> = {}): Session {
  return { hash, userId, passwordAt: 1, createdAt: 10, seenAt: 20, address: null, agent: null, ...changes };
}

const receptionTerms = {
  host: '张会长',
  place: '协会会议室',
  topics: [],
  segment: 'all',
  announceDays: 3,
  remindDays: 1,
} as const;

/** From 10,000 to 20,000, said at 1,000 and 2,000. */
export function receptionDay(id: string, changes: Partial<NewReceptionDay> = {}): NewReceptionDay {
  return {
    id,
    ...receptionTerms,
    ruleId: null,
    date: '2026-12-01',
    startsAt: 10_000,
    endsAt: 20_000,
    announceAt: 1_000,
    remindAt: 2_000,
    createdBy: '秘书',
    createdAt: 1,
    ...changes,
  };
}

/** The third working day of each month. */
export function receptionRule(id: string, changes: Partial<NewReceptionRule> = {}): NewReceptionRule {
  return {
    id,
    ...receptionTerms,
    every: 'workday:3',
    from: '09:00',
    until: '11:30',
    nextDay: '2026-12-03',
    createdBy: '秘书',
    createdAt: 1,
    ...changes,
  };
}

export function listItem(id: string, changes: Partial<ListItem> = {}): ListItem {
  return {
    id,
    list: 'service',
    provider: '长沙市律师协会',
    subject: '企业法律体检',
    detail: null,
    field: null,
    contact: null,
    createdAt: 1,
    ...changes,
  };
}
