import type { Intake } from '../../../ports/channel.ts';
import type { InboundMessage } from '../../../domain/message.ts';
import type { Log } from '../../../ports/log.ts';
import { createInOrder } from '../in-order.ts';
import { type Callback, readCallback } from './callback.ts';
import type { Frame } from './frames.ts';
import type { HealthNote } from './health.ts';

export type DoorDeps = {
  intake: Intake;
  health: HealthNote;
  log: Log;
  toMessage: (callback: Callback) => InboundMessage | null;
};

/**
 * Stores what a frame tells, in order within a conversation; false when that failed. One that cannot be read now never
 * can: it is told in the log and done with.
 */
export function createDoor({ intake, health, log, toMessage }: DoorDeps): (frame: Frame) => Promise<boolean> {
  const order = createInOrder();
  let failing = false;

  function open(frame: Frame): InboundMessage | null {
    try {
      return toMessage(readCallback(frame.data));
    } catch (error) {
      log.error({ frame: frame.messageId, err: error }, 'a message of DingTalk cannot be read and was skipped');
      return null;
    }
  }

  return async (frame) => {
    const message = open(frame);
    try {
      if (message !== null) await order.run(message.conversation.platformId, () => intake.accept(message));
      if (failing && health.read().state === 'degraded') health.note('up', '已连接，正在接收消息。');
      failing = false;
      return true;
    } catch (error) {
      failing = true;
      health.note('degraded', '收到的消息暂时存不进去，钉钉会再送来。');
      log.error({ frame: frame.messageId, err: error }, 'a message could not be stored');
      return false;
    }
  };
}
