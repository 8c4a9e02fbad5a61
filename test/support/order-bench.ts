import { createManualChannel } from '../../src/adapters/channels/manual/channel.ts';
import type { DayWindow } from '../../src/base/calendar.ts';
import type { Capabilities } from '../../src/domain/channel.ts';
import type { Attachment } from '../../src/domain/message.ts';
import type { Role } from '../../src/domain/user.ts';
import { createOrderDesk } from '../../src/features/broadcasts/order.ts';
import { createAttachedFiles } from '../../src/features/inbox/attached-files.ts';
import type { Ability } from '../../src/features/inbox/inbox.ts';
import { type Channel, ChannelError } from '../../src/ports/channel.ts';
import { echo, type InboxBench, openInbox } from './inbox-bench.ts';
import { createScriptedChannel } from './scripted-channel.ts';
import { user } from './store-builders.ts';

export type OrderBench = InboxBench & {
  /** Says it in private; resolves with the answer, several in one. */
  tell(text: string, who?: string): Promise<string>;
  /** The same with files, which lie with the platform; without bytes they are there no longer. */
  bring(files: readonly BroughtFile[], text?: string, who?: string): Promise<string>;
  /** Names of the files that were fetched from the platform. */
  fetched: readonly string[];
  enroll(title: string, changes?: { tags?: string[]; muted?: boolean; channel?: string }): Promise<string>;
  /** Text, groups and who ordered it, of each broadcast, newest first. */
  planned(): Promise<{ text: string; by: string; at: number; groups: number }[]>;
  restarted(): Promise<OrderBench>;
};

export type BroughtFile = { name: string; bytes: Uint8Array | null };

let said = 0;

/** A private chat at nine in the morning; `wang` is bound to the account 周秘书. */
export async function openOrders({
  role = 'secretary',
  quiet = null,
  cap = 10,
  sends = { files: null },
}: {
  role?: Role;
  quiet?: DayWindow | null;
  cap?: number;
  sends?: Pick<Capabilities, 'files'>;
} = {}): Promise<OrderBench> {
  const held = new Map<string, BroughtFile>();
  const fetched: string[] = [];
  const web: Channel = {
    ...createScriptedChannel([], false, sends),
    async fetchFile({ name, source }) {
      fetched.push(name);
      const bytes = source?.at === 'platform' ? held.get(source.ref)?.bytes : null;
      if (bytes) return bytes;
      throw new ChannelError({ kind: 'permanent', reason: 'bad_request' }, `「${name}」取不到了，请重新发一次。`);
    },
  };
  const silent: Channel = { ...createScriptedChannel(), id: 'silent' };
  const channels = new Map([web, silent, createManualChannel()].map((one) => [one.id, one]));
  let ids = 0;
  let current: InboxBench | null = null;
  const order: Ability = async (message) => {
    if (current === null) return null;
    const { store, clock } = current;
    const shared = { store, clock, channels, timeZone: 'Asia/Shanghai', linkOf: String, newId: () => `o${(ids += 1)}` };
    const attached = createAttachedFiles({ files: store.files, channels });
    return createOrderDesk({ ...shared, quietHours: quiet, dailyCap: cap, attached }).handle(message);
  };
  const wrap = (inbox: InboxBench): OrderBench => {
    current = inbox;
    const { store, clock } = inbox;
    const bring: OrderBench['bring'] = async (files, text = '', who = 'wang') => {
      const conversation = { channel: 'web', kind: 'direct' as const, platformId: who, title: null };
      const sender = { platformId: who, name: who, bot: false };
      const attachments = files.map((file) => hold(held, file));
      const key = `${who}${(said += 1)}`;
      const id = await inbox.say(key, { conversation, sender, text, addressed: 'direct', attachments });
      await inbox.settle();
      return (await inbox.repliesTo(id)).join('\n');
    };
    return {
      ...inbox,
      fetched,
      bring,
      tell: (text, who) => bring([], text, who),
      async enroll(title, { tags = [], muted = false, channel = 'web' } = {}) {
        const { id } = await store.conversations.ensure({ channel, kind: 'group', platformId: title }, title);
        await store.conversations.setEnrolled(id, clock.now());
        await store.conversations.setTags(id, tags);
        await store.conversations.setMuted(id, muted);
        return id;
      },
      async planned() {
        const all = await store.broadcasts.list(100);
        return Promise.all(
          all.map(async ({ id, text, createdBy: by, at }) => {
            return { text, by, at, groups: (await store.deliveries.listOf(id)).length };
          }),
        );
      },
      restarted: async () => wrap(await inbox.restart()),
    };
  };
  const bench = wrap(await openInbox([order, echo]));
  const { id } = await bench.store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
  await bench.store.users.add(user('周秘书', { role }));
  await bench.store.bindings.bind({ memberId: id, userId: 'u-周秘书', at: 1 });
  return bench;
}

function hold(held: Map<string, BroughtFile>, file: BroughtFile): Attachment {
  const ref = `ref${held.size + 1}`;
  held.set(ref, file);
  const size = file.bytes?.byteLength ?? null;
  return { kind: 'file', name: file.name, mime: 'application/octet-stream', size, source: { at: 'platform', ref } };
}
