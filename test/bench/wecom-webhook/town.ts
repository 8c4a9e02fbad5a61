import type { Records } from '../../../src/ports/store.ts';
import type { WecomFault, WecomWebhookEmulator } from '../../support/wecom-webhook-emulator.ts';

/** A group and the key of its robot. */
export type Group = { name: string; key: string };

export function groupsOf(count: number): Group[] {
  return Array.from({ length: count }, (_, at) => ({ name: `第 ${at + 1} 协会`, key: `key-of-group-${at + 1}` }));
}

/** Groups with a robot on the platform, which the bot knows and writes to; their keys by the ids the bot gave them. */
export async function settleGroups(
  store: Pick<Records, 'conversations'>,
  wecom: WecomWebhookEmulator,
  groups: readonly Group[],
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  const now = Date.now();
  for (const { name, key } of groups) {
    wecom.groups.set(key, []);
    const ref = { channel: 'wecom-webhook', kind: 'group', platformId: name } as const;
    const { id } = await store.conversations.ensure(ref, name);
    await store.conversations.setEnrolled(id, now);
    keys.set(id, key);
  }
  return keys;
}

const kinds: readonly { name: string; fault: WecomFault }[] = [
  { name: '发出前断线', fault: { kind: 'reset' } },
  { name: '显示后断线', fault: { kind: 'reset', taken: true } },
  { name: '502', fault: { kind: 'html', status: 502 } },
  { name: '显示后 502', fault: { kind: 'html', status: 502, taken: true } },
  { name: '45009', fault: { kind: 'refuse', code: 45009 } },
  { name: '-1', fault: { kind: 'refuse', code: -1 } },
];

/** Of all calls this share meets a fault, one kind after the other. Counts them by kind. */
export function disturb(wecom: WecomWebhookEmulator, of: { share: number; random: () => number }): Map<string, number> {
  const met = new Map<string, number>();
  let next = 0;
  wecom.faultOf = () => {
    if (of.random() >= of.share) return null;
    const { name, fault } = kinds[next % kinds.length] ?? { name: '', fault: { kind: 'reset' } };
    next += 1;
    met.set(name, (met.get(name) ?? 0) + 1);
    return fault;
  };
  return met;
}
