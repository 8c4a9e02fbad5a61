import type { DingtalkEmulator } from '../../support/dingtalk-emulator.ts';
import { errcode, refused, type DingtalkFault, type Operation } from '../../support/dingtalk-emulator-faults.ts';

/** After a 429 a group gets nothing for a minute, which is not to hold up many. */
export const groups = 500;
/** Under the twenty a minute that one member may send. */
const perMember = 10;
/** One in fifty comes twice. */
const everyTwice = 50;

/** Has members write, `place` by `place`, each time in words of its own, one after the other, so that all groups speak at the same time. */
export function speaker(dingtalk: DingtalkEmulator, messages: number): (place: number) => string {
  const people = Math.ceil(messages / perMember);
  for (let group = 1; group <= groups; group += 1) dingtalk.addGroup(groupOf(group), `群 ${group}`);
  return (place) => {
    const member = place % people;
    const words = `第 ${place} 条`;
    const from = { staffId: `staff${member}`, nick: `成员${member}` };
    const said = { to: groupOf(1 + (member % groups)), from, text: `@清语 ${words}`, id: `msg${place}` };
    dingtalk.say(said);
    if (place % everyTwice === 0) dingtalk.say(said);
    return words;
  };
}

export function groupOf(number: number): string {
  return `cid${number}==`;
}

const kinds: readonly { name: string; fault: DingtalkFault }[] = [
  { name: '429', fault: refused(429, 'Throttling') },
  { name: '502', fault: { kind: 'html', status: 502 } },
  { name: '300001', fault: errcode(300001) },
  { name: 'drop', fault: { kind: 'drop' } },
  { name: 'lost', fault: { kind: 'lost' } },
];
const disturbed = new Set<Operation>(['reply', 'send', 'token', 'gateway', 'stream']);

/** Of all calls this share meets a fault, one kind after the other. Counts them by kind. */
export function disturb(dingtalk: DingtalkEmulator, of: { share: number; random: () => number }): Map<string, number> {
  const met = new Map<string, number>();
  let next = 0;
  dingtalk.faults.otherwise((operation) => {
    if (!disturbed.has(operation) || of.random() >= of.share) return null;
    next += 1;
    const { name, fault } = kinds[next % kinds.length] ?? { name: '', fault: { kind: 'drop' } };
    const key = `${operation} ${name}`;
    met.set(key, (met.get(key) ?? 0) + 1);
    return fault;
  });
  return met;
}
