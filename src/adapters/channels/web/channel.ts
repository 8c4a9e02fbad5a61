import { AppError, hasCode } from '../../../base/errors.ts';
import type { Capabilities } from '../../../domain/channel.ts';
import type { ConversationRef } from '../../../domain/conversation.ts';
import { type CarriedFile, fileRetentionMs, largestFileBytes, type NewFile } from '../../../domain/file.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { Body, Channel, Intake, Outbound, SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Conversations } from '../../../ports/conversations.ts';
import type { Files } from '../../../ports/files.ts';
import type { Log } from '../../../ports/log.ts';
import type { Messages } from '../../../ports/messages.ts';
import type { WebGroup, WebGroups } from '../../../ports/web-groups.ts';
import { createGroupFeed } from './group-feed.ts';
import type { GroupFeed } from './group-feed.ts';
import { buttonsOf, takePress } from './press.ts';
import { botName, channelId, toInboundMessage, toSender } from './to-message.ts';

export type WebChannelDeps = {
  messages: Pick<Messages, 'recordOutbound' | 'findEntry' | 'listHistory' | 'listLatest' | 'showChosen'>;
  files: Pick<Files, 'put' | 'read'>;
  conversations: Pick<Conversations, 'ensure'>;
  clock: Clock;
  log: Log;
  accept: Intake['accept'];
  report: Intake['report'];
  acknowledge: Intake['acknowledge'];
  choose: Intake['choose'];
  groups: readonly WebGroup[];
};

export type WebChannel = Channel & WebGroups;

const capabilities: Capabilities = {
  inbound: 'all',
  redelivery: 'until-stored',
  maxText: null,
  files: { maxBytes: largestFileBytes, maxCaption: Number.POSITIVE_INFINITY },
  quotes: true,
  buttons: true,
  receipts: ['delivered', 'read'],
  idempotentSend: true,
  sentBy: 'bot',
  rates: [],
  pause: null,
};

type Room = { group: WebGroup; feed: GroupFeed; conversationId(): Promise<string> };

/** The groups of this house's own pages. Sending is a line in the store, so it happens once however often it is tried. */
export function createWebChannel(deps: WebChannelDeps): WebChannel {
  const rooms = new Map(deps.groups.map((group) => [group.slug, createRoom(group, deps)]));

  return {
    id: channelId,
    capabilities,
    connection: null,
    webhook: null,
    canSend: () => true,
    health: () => ({ state: 'up', detail: `${rooms.size} 个网页群`, account: botName }),
    inspect: async () => [],
    list: () => deps.groups,
    find: (slug) => rooms.get(slug)?.group ?? null,

    async send(message, signal) {
      const room = rooms.get(message.to.platformId);
      if (!room) throw new ChannelError({ kind: 'gone' }, `没有网页群 ${message.to.platformId}。`);
      if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
      return write(room, message, deps);
    },

    async post(post) {
      const room = roomOf(rooms, post.slug);
      const accepted = await deps.accept(toInboundMessage(post, room.group, deps.clock.now()));
      room.feed.wake();
      return accepted;
    },

    async report({ slug, delivered, read, ...by }) {
      const conversation = refOf(roomOf(rooms, slug).group);
      const sender = toSender(by);
      for (const [kind, ids] of [
        ['delivered', delivered],
        ['read', read],
      ] as const) {
        const platformMessageIds = ids.map(String);
        if (ids.length > 0) await deps.report({ kind, conversation, sender, platformMessageIds });
      }
    },

    async press(press) {
      const { group, conversationId } = roomOf(rooms, press.slug);
      return takePress(deps, press, { conversation: refOf(group), conversationId: await conversationId() });
    },

    async history(slug, { after, limit }) {
      const id = await roomOf(rooms, slug).conversationId();
      return after === null ? deps.messages.listLatest(id, limit) : deps.messages.listHistory(id, after, limit);
    },

    async file(slug, messageId) {
      const entry = await deps.messages.findEntry(await roomOf(rooms, slug).conversationId(), messageId);
      if (!entry?.file) throw new AppError('record/not-found', '这条消息没有文件，请检查网址。');
      const file = await deps.files.read(entry.file.id);
      if (file === null) throw new AppError('record/not-found', '这个文件已过保存期，请向发送的人要一份。');
      return file;
    },

    follow: (slug, after, signal) => roomOf(rooms, slug).feed.follow(after, signal),
  };
}

function createRoom(group: WebGroup, { messages, conversations, log }: WebChannelDeps): Room {
  let known: string | null = null;
  const ref = refOf(group);
  const conversationId = async (): Promise<string> => {
    known ??= (await conversations.ensure(ref, group.title)).id;
    return known;
  };
  return { group, conversationId, feed: createGroupFeed({ messages, log, conversationId }) };
}

function refOf({ slug }: WebGroup): ConversationRef {
  return { channel: channelId, kind: 'group', platformId: slug };
}

function roomOf(rooms: ReadonlyMap<string, Room>, slug: string): Room {
  const room = rooms.get(slug);
  if (!room) throw new AppError('record/not-found', '没有这个群，请检查网址。');
  return room;
}

function textOf(body: Body): string {
  switch (body.kind) {
    case 'text':
    case 'template':
      return body.text;
    case 'markdown':
      return body.plain;
    case 'file':
      return body.caption;
  }
}

/** Put before it is shown; what is put and never shown is removed when its time is over. */
async function keep({ files, clock }: WebChannelDeps, body: NewFile): Promise<CarriedFile> {
  const now = clock.now();
  const { name, mime, bytes } = body;
  const id = await files.put({ name, mime, bytes }, { now, expiresAt: now + fileRetentionMs });
  return { id, name, size: bytes.byteLength };
}

async function write(room: Room, message: Outbound, deps: WebChannelDeps): Promise<SendResult> {
  try {
    const id = await deps.messages.recordOutbound({
      key: `${channelId}/out/${message.idempotencyKey}`,
      conversationId: await room.conversationId(),
      text: textOf(message.body),
      replyTo: message.replyTo?.messageId ?? null,
      name: botName,
      at: deps.clock.now(),
      file: message.body.kind === 'file' ? await keep(deps, message.body) : null,
      ...buttonsOf(message),
    });
    room.feed.wake();
    return { platformMessageId: String(id) };
  } catch (error) {
    throw toChannelError(error);
  }
}

/** Writing twice shows one message, so whatever went wrong may be tried again. */
function toChannelError(error: unknown): ChannelError {
  const known = hasCode(error, 'store/busy') || hasCode(error, 'store/unavailable');
  const kind = known ? 'transient' : 'unknown_outcome';
  return new ChannelError({ kind }, '消息没有写入网页群，稍后会再试。', { cause: error });
}
