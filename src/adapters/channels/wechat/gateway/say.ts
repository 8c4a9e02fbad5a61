import { notBegun, notThere, type Recipient, type Say } from '../wire.ts';
import { reasonOf } from './reason.ts';
import { loadFileBox, type Wechaty } from './wechaty.ts';

/** What WeChat itself puts behind a mention. */
const afterMention = '\u2005';

/**
 * Says one thing; null when it was taken without an id. The puppet is asked and not the room, because a room asks for
 * the message it has just sent and forgets the id of one that the gateway does not show.
 */
export async function say(bot: Wechaty, what: Say): Promise<string | null> {
  await mustBeThere(bot, what.to);
  const { puppet } = bot;
  switch (what.kind) {
    case 'text': {
      const mention = what.mention === null ? null : await mentionOf(bot, what.to, what.mention);
      if (mention === null) return (await puppet.messageSendText(what.to.id, what.text)) || null;
      return (await puppet.messageSendText(what.to.id, mention.text + what.text, [mention.id])) || null;
    }
    case 'file': {
      const { FileBox } = await loadFileBox();
      const file = FileBox.fromBuffer(Buffer.from(what.bytes), what.name);
      return (await puppet.messageSendFile(what.to.id, file)) || null;
    }
  }
}

/** Gateways answer in a hundred ways to what is sent to a room without the bot; this way it is told surely. */
async function mustBeThere(bot: Wechaty, to: Recipient): Promise<void> {
  if (to.kind === 'direct') return;
  try {
    await bot.puppet.roomPayload(to.id);
  } catch (error) {
    const rooms = await bot.puppet.roomList().catch(() => null);
    if (rooms !== null && !rooms.includes(to.id)) throw new Error(notThere, { cause: error });
    throw new Error(`${notBegun} ${reasonOf(error)}`, { cause: error });
  }
}

/** A member who cannot be looked up is answered without being named. */
async function mentionOf(bot: Wechaty, to: Recipient, id: string): Promise<{ id: string; text: string } | null> {
  const contact = await bot.Contact.find({ id }).catch(() => undefined);
  if (contact === undefined) return null;
  const room = await bot.Room.find({ id: to.id }).catch(() => undefined);
  const alias = await room?.alias(contact).catch(() => undefined);
  const name = alias || contact.name();
  return name === '' ? null : { id, text: `@${name}${afterMention}` };
}
