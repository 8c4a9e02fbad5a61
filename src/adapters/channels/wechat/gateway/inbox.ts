import { createQueue, type Queue } from '../../../../base/queue.ts';
import type { FromGateway, Received, ReceivedRoom } from '../wire.ts';
import { fileKindOf, takeFile } from './take-file.ts';
import type { Message, Room, Wechaty } from './wechaty.ts';

const text = 7;
const official = 2;

export type Inbox = {
  take(message: Message): Promise<void>;
  /** Resolves when everything taken up to now was told. */
  idle(): Promise<void>;
};

/** Reads what the gateway hands over whole, at once and in order within a conversation: it will not hand it over again. */
export function createInbox(bot: Wechaty, tell: (message: FromGateway) => void): Inbox {
  const queues = new Map<string, Queue>();

  function queueOf(message: Message): Queue {
    const place = message.room()?.id ?? message.talker().id;
    const queue = queues.get(place) ?? createQueue();
    queues.set(place, queue);
    return queue;
  }

  return {
    async take(message) {
      if (message.talker().id === bot.currentUser.id) return;
      if (message.type() !== text && fileKindOf(message) === null) return;
      await queueOf(message)(async () => tell({ kind: 'message', message: await read(bot, message) }));
    },

    async idle() {
      await Promise.all([...queues.values()].map((queue) => queue(async () => {})));
    },
  };
}

async function read(bot: Wechaty, message: Message): Promise<Received> {
  const talker = message.talker();
  const room = message.room();
  const alias = room === undefined ? null : await room.alias(talker).catch(() => undefined);
  const { mentionIdList } = await bot.puppet.messagePayload(message.id);
  const isText = message.type() === text;
  return {
    id: message.id,
    room: room === undefined ? null : await roomOf(bot, room),
    sender: { id: talker.id, name: alias || talker.name(), official: talker.type() === official },
    text: isText ? message.text() : '',
    mentionIds: mentionIdList ?? [],
    sentAt: message.date().getTime(),
    file: isText ? null : await takeFile(message),
  };
}

/** What a room is called is worth having, but no reason to lose a message. */
async function roomOf(bot: Wechaty, room: Room): Promise<ReceivedRoom> {
  const topic = await room.topic().catch(() => null);
  const selfAlias = await room.alias(bot.currentUser).catch(() => undefined);
  return { id: room.id, topic: topic || null, selfAlias: selfAlias || null };
}
