import type { Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import type { Me } from './address.ts';
import { readMessage, readPlace, readPress } from './event.ts';
import { createInOrder, type InOrder } from '../in-order.ts';
import { takePress } from './press.ts';
import { conversationOf, type ReadDeps, toMessage } from './to-message.ts';

export type DoorDeps = ReadDeps & { intake: Intake; log: Log };

/** What the SDK calls with each event: the frame is acknowledged when it resolves, and comes again when it rejects. */
export type Door = { handlers: Record<string, (event: unknown) => Promise<unknown>>; idle: InOrder['idle'] };

/** Takes in what happens to the bot `me`. An event that cannot be read now never can: it is told in the log and holds nothing. */
export function createDoor(deps: DoorDeps, me: Me): Door {
  const order = createInOrder();
  const { channel, intake, people, log } = deps;

  const take =
    <T>(read: (raw: unknown) => T, chatOf: (event: T) => string, work: (event: T) => Promise<unknown>) =>
    async (raw: unknown): Promise<unknown> => {
      const event = readable(read, raw, log);
      return event === null ? undefined : order.run(chatOf(event), () => work(event));
    };

  const left = take(
    readPlace,
    ({ chat_id: id }) => id,
    ({ chat_id: chatId }) =>
      intake.note({ kind: 'left', conversation: conversationOf(channel, { chatId, direct: false }) }),
  );

  return {
    idle: () => order.idle(),
    handlers: {
      'im.message.receive_v1': take(
        readMessage,
        ({ message }) => message.chat_id,
        async (event) => {
          const message = await understood(deps, event, me);
          if (message !== null) await intake.accept(message);
        },
      ),
      'im.chat.member.bot.added_v1': take(
        readPlace,
        ({ chat_id: id }) => id,
        async ({ chat_id: chatId, name }) => {
          if (name) people.noteTitle(chatId, name);
          const conversation = conversationOf(channel, { chatId, direct: false });
          await intake.note({ kind: 'joined', conversation: { ...conversation, title: await people.titleOf(chatId) } });
        },
      ),
      'im.chat.member.bot.deleted_v1': left,
      'im.chat.disbanded_v1': left,
      // Presses are answered in time, whatever else the chat waits for.
      async 'card.action.trigger'(raw) {
        const event = readable(readPress, raw, log);
        return event === null ? undefined : takePress(deps, event);
      },
      // It comes with the others where somebody has subscribed to it; it does not say in which chat.
      'im.message.message_read_v1': async () => undefined,
    },
  };
}

function readable<T>(read: (raw: unknown) => T, raw: unknown, log: Log): T | null {
  try {
    return read(raw);
  } catch (error) {
    log.error({ err: error }, 'an event of 飞书 cannot be read and was skipped');
    return null;
  }
}

async function understood(deps: DoorDeps, event: ReturnType<typeof readMessage>, me: Me): ReturnType<typeof toMessage> {
  try {
    return await toMessage(deps, event, me);
  } catch (error) {
    const { message_id: messageId, message_type: type } = event.message;
    deps.log.error({ messageId, type, err: error }, 'a message of 飞书 cannot be read and was skipped');
    return null;
  }
}
