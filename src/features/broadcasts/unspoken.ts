import type { Conversation } from '../../domain/conversation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Records } from '../../ports/store.ts';

/** What has to happen in such a group first. */
export const unspokenStep = '还没有人在群里 @ 过机器人，平台不让它先开口：请先在群里 @ 它说一句话';

/** What waits for it then goes out by itself, as long as its window lasts. */
export const unspokenWay = `${unspokenStep}，几分钟内会自动补发`;

/** The ids of those groups where nobody turned to the bot yet, on channels that write only after that. */
export async function unspokenAmong(
  channels: ReadonlyMap<string, Channel>,
  { messages }: Pick<Records, 'messages'>,
  groups: readonly Conversation[],
): Promise<ReadonlySet<string>> {
  const ids = groups.filter(({ channel }) => channels.get(channel)?.capabilities.afterContact).map(({ id }) => id);
  const spoken = await messages.lastAt(ids);
  return new Set(ids.filter((id) => !spoken.has(id)));
}
