import type { WecomEmulator } from '../../support/wecom-emulator.ts';

/** Under the twenty a minute that one member may send. */
const perMember = 10;

/** Members who write while the bot is connected: the platform keeps nothing for a bot that is away. */
export type Crowd = {
  /** Lets the next one write, in words of its own; one in a hundred comes twice. Nobody writes while nobody is there. */
  speak(): void;
  /** The bot has it. */
  reach(text: string): void;
  /** What reached the bot. */
  reached: ReadonlySet<string>;
  /** How many were given to the connection of now, and are on their way. */
  underWay(): number;
  /** How many went with a connection that ended: the platform did not hand them over, and will not. */
  notHandedOver(): number;
};

export type CrowdOptions = { groups: number; messages: number; random: () => number };

export function createCrowd(wecom: WecomEmulator, { groups, messages, random }: CrowdOptions): Crowd {
  const people = Math.ceil(messages / perMember);
  const reached = new Set<string>();
  /** By the number of their connection. */
  const open = new Map<string, number>();
  let place = 0;
  const ofNow = (): number =>
    [...open.values()].filter((login) => wecom.connected() && login === wecom.logins()).length;
  return {
    speak() {
      if (!wecom.connected()) return;
      const member = place % people;
      const words = `第 ${place} 条`;
      const said = { chat: `wr${member % groups}`, from: `m${member}`, text: `@小助手 ${words}`, msgid: `m-${place}` };
      open.set(words, wecom.logins());
      place += 1;
      wecom.text(said);
      if (random() < 0.01) wecom.text(said);
    },
    reach(text) {
      reached.add(text);
      open.delete(text);
    },
    reached,
    underWay: ofNow,
    notHandedOver: () => open.size - ofNow(),
  };
}
