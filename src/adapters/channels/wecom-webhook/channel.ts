import { type Channel, ChannelError } from '../../../ports/channel.ts';
import { capabilities } from './capabilities.ts';
import { createRobotHealth } from './health.ts';
import { inspect } from './inspect.ts';
import type { Robot } from './robot.ts';
import { sendMessage } from './send.ts';

/** `robots`: by what the group is called, which is its id here: the platform tells none. */
export type WecomWebhookOptions = { id: string; robots: ReadonlyMap<string, Robot> };

/** Groups of 企业微信 with a robot that only speaks; each robot is an account of its own, and its key all it takes. */
export function createWecomWebhookChannel({ id, robots }: WecomWebhookOptions): Channel {
  const health = createRobotHealth(robots.size);
  return {
    id,
    capabilities,
    connection: null,
    webhook: null,
    canSend: () => true,
    health: health.read,
    inspect: (signal) => inspect(robots, signal),
    async send(message, signal) {
      const robot = robots.get(message.to.platformId);
      if (robot === undefined)
        throw new ChannelError({ kind: 'gone' }, 'WECOM_WEBHOOKS 里已经没有这个群，消息没有发出。');
      return health.noting(message.to.platformId, sendMessage(robot, message, signal));
    },
  };
}
