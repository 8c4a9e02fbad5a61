import { ChannelError, type ChannelHealth } from '../../../ports/channel.ts';

/** Which groups' robots the platform did not know when they last had something to say, as this process sees it. */
export type RobotHealth = {
  read(): ChannelHealth;
  /** Notes what came of a sending to this group, and passes it on. */
  noting<T>(group: string, sending: Promise<T>): Promise<T>;
};

const shownNames = 3;

/** `robots`: how many groups there are. */
export function createRobotHealth(robots: number): RobotHealth {
  const unknown = new Set<string>();
  return {
    read: () => ({ ...stateOf([...unknown], robots), account: null }),
    async noting(group, sending) {
      try {
        const result = await sending;
        unknown.delete(group);
        return result;
      } catch (error) {
        if (error instanceof ChannelError && error.failure.kind === 'gone') unknown.add(group);
        throw error;
      }
    },
  };
}

/** Never down: the other groups go on, and a key that is put right is known by the next sending. */
function stateOf(unknown: readonly string[], robots: number): Pick<ChannelHealth, 'state' | 'detail'> {
  if (unknown.length === 0) return { state: 'up', detail: `向 ${robots} 个企业微信群发消息，只发不收` };
  const names = `“${unknown.slice(0, shownNames).join('”“')}”${unknown.length > shownNames ? `等 ${unknown.length} 个群` : ''}`;
  return { state: 'degraded', detail: `平台不认${names}的机器人，请看 WECOM_WEBHOOKS 里的地址是否还有效` };
}
