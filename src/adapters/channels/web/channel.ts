import { AppError, hasCode } from '../../../base/errors.ts';
import type { ConversationRef } from '../../../domain/conversation.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { Accept, Channel, Outbound, SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Conversations } from '../../../ports/conversations.ts';
import type { Log } from '../../../ports/log.ts';
import type { Messages } from '../../../ports/messages.ts';
import type { WebGroup, WebGroups } from '../../../ports/web-groups.ts';
import { createGroupFeed } from './group-feed.ts';
import type { GroupFeed } from './group-feed.ts';
import { botName, channelId, toInboundMessage } from './to-message.ts';

export type WebChannelDeps = {
  messages: Pick<Messages, 'recordOutbound' | 'listHistory' | 'listLatest'>;
  conversations: Pick<Conversations, 'ensure'>;
  clock: Clock;
  log: Log;
  accept: Accept;
  groups: readonly WebGroup[];
};

export type WebChannel = Channel & WebGroups;

type Room = { group: WebGroup; feed: GroupFeed; conversationId(): Promise<string> };

/** The groups of this house's own pages. Sending is a line in the store, so it happens once however often it is tried. */
export function createWebChannel(deps: WebChannelDeps): WebChannel {
  const rooms = new Map(deps.groups.map((group) => [group.slug, createRoom(group, deps)]));

  return {
    id: channelId,
    idempotentSend: true,
    health: () => ({ state: 'up', detail: `${rooms.size} 个网页群` }),
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

    async history(slug, { after, limit }) {
      const id = await roomOf(rooms, slug).conversationId();
      return after === null ? deps.messages.listLatest(id, limit) : deps.messages.listHistory(id, after, limit);
    },

    follow: (slug, after, signal) => roomOf(rooms, slug).feed.follow(after, signal),
  };
}

function createRoom(group: WebGroup, { messages, conversations, log }: WebChannelDeps): Room {
  let known: string | null = null;
  const ref: ConversationRef = { channel: channelId, kind: 'group', platformId: group.slug };
  const conversationId = async (): Promise<string> => {
    known ??= (await conversations.ensure(ref, group.title)).id;
    return known;
  };
  return { group, conversationId, feed: createGroupFeed({ messages, log, conversationId }) };
}

function roomOf(rooms: ReadonlyMap<string, Room>, slug: string): Room {
  const room = rooms.get(slug);
  if (!room) throw new AppError('record/not-found', '没有这个群，请检查网址。');
  return room;
}

async function write(room: Room, message: Outbound, deps: WebChannelDeps): Promise<SendResult> {
  try {
    const id = await deps.messages.recordOutbound({
      key: `${channelId}/out/${message.idempotencyKey}`,
      conversationId: await room.conversationId(),
      text: message.text,
      replyTo: message.replyTo?.messageId ?? null,
      name: botName,
      at: deps.clock.now(),
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
