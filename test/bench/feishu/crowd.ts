import type { FeishuEmulator } from '../../support/feishu-emulator.ts';
import { type FeishuFault, tooFrequent } from '../../support/feishu-emulator-faults.ts';
import { seen } from '../../support/feishu-emulator-state.ts';

const groups = 100;
/** Under the twenty a minute that one member may send. */
const perMember = 10;

const chatOf = (group: number): string => `oc_${group}`;
const personOf = (member: number): { openId: string; name: string } => ({
  openId: `ou_${member}`,
  name: `成员${member}`,
});

/** Groups with all the people that so many messages take. */
export function settle(feishu: FeishuEmulator, messages: number): void {
  const people = peopleFor(messages);
  for (let group = 0; group < groups; group += 1) {
    const members = Array.from({ length: people }, (_, member) => personOf(member)).filter(
      (_, at) => at % groups === group,
    );
    feishu.addChat({ id: chatOf(group), kind: 'group', name: `群 ${group}`, members });
  }
}

function peopleFor(messages: number): number {
  return Math.ceil(messages / perMember);
}

/** Lets a member write the message with this number; one after the other, so that all groups speak at the same time. */
export function speak(feishu: FeishuEmulator, of: { place: number; messages: number }): void {
  const { place, messages } = of;
  const member = place % peopleFor(messages);
  const chat = chatOf(member % groups);
  feishu.people.say({ chat, from: personOf(member), text: `@清语助手 ${wordsOf(place)}` });
}

export const wordsOf = (place: number): string => `第 ${place} 条`;

const kinds: readonly FeishuFault[] = [
  tooFrequent(1),
  tooFrequent(1, 230020),
  { kind: 'html', status: 502 },
  { kind: 'drop' },
  { kind: 'lost' },
];
const frameKinds = ['twice', 'mute', 'drop'] as const;

/** Of the calls, and of the frames, this share meets a fault, one kind after the other. Counts them by kind. */
export function disturb(feishu: FeishuEmulator, of: { share: number; random: () => number }): Map<string, number> {
  const met = new Map<string, number>();
  const note = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
  let next = 0;
  feishu.faults.otherwise((call) => {
    if (of.random() >= of.share) return null;
    const fault = kinds[(next += 1) % kinds.length] ?? null;
    const name = call === 'send' ? '发送' : '查询';
    note(`${name} ${fault?.kind === 'refused' ? fault.code : fault?.kind === 'html' ? 502 : (fault?.kind ?? '')}`);
    return fault;
  });
  feishu.line.disturb(() => {
    if (of.random() >= of.share) return null;
    const fault = frameKinds[(next += 1) % frameKinds.length] ?? null;
    note(`事件 ${fault}`);
    return fault;
  });
  return met;
}

/** How often each text of the bot was shown. */
export function countShown({ state }: FeishuEmulator): Map<string, number> {
  const times = new Map<string, number>();
  for (const message of state.messages.values()) {
    if (message.from !== 'bot') continue;
    // The reply mentions the asker first.
    const text = seen(state, message).replace(/^@\S+ /u, '');
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return times;
}
