import type { Document, DocumentContent } from '../../src/domain/document.ts';
import type { NewDelivery } from '../../src/domain/delivery.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { UnansweredQuestion } from '../../src/domain/unanswered.ts';
import type { NewCase } from '../../src/ports/cases.ts';
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
    notBefore: 0,
    closesAt: null,
    skipped: null,
    ...changes,
  };
}

export function newCase(messageId: number, changes: Partial<NewCase> = {}): NewCase {
  return {
    year: 2026,
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
    region: null,
    organization: null,
    source: null,
    date: null,
    ...changes,
  };
  const passages = texts.map((text, seq) => ({ id: `${id}#${seq}`, documentId: id, seq, section: '', text }));
  return { document, passages };
}
