import { isoOf } from '../../base/calendar.ts';
import { mentionsIn } from '../../base/text-parts.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Capabilities } from '../../domain/channel.ts';
import type { CarriedFile, NewFile } from '../../domain/file.ts';
import { groupsOf, leftOutOf, readSegment } from '../../domain/segment.ts';
import { askingOn, type LinkOf } from './asking.ts';
import { noteOf, withFile } from './carrying.ts';
import { type Copy, copyFor } from './copy.ts';
import { readDirectory } from './directory.ts';
import { type Draft, readDraft } from './draft.ts';
import { cappedReason, leftReason } from './guard.ts';
import { type MessageBody, messagesOf } from './messages-of.ts';
import { firstSentAt, type Outlook, outlookOf } from './outlook.ts';
import { isPostedByHand, type PlanDeps } from './plan.ts';
import { unspokenAmong } from './unspoken.ts';

export type PreviewDeps = PlanDeps & { linkOf: LinkOf; dailyCap: number };

/** `notifies`: the platform tells whom it names; else it is only text. */
export type Mention = { name: string; notifies: boolean };

/**
 * `messages`: how many its channel makes of the text and the file; `parts`: the words of each of them, empty where it is one; `limit`: the
 * longest one it takes; `button`: a 收到 stands under the last words, or, `buttonApart`, in a message of its own below them; `sentToday`: unrequested ones it has had;
 * `mergesWith`: how many others that wait for it go out in the same message; `unspoken`: its channel writes only where somebody turned to the bot,
 * and nobody has.
 */
export type PreviewedGroup = {
  groupId: string;
  group: string;
  channel: string;
  text: string;
  messages: number;
  parts: string[];
  limit: Capabilities['maxText'];
  mentions: Mention[];
  button: boolean;
  buttonApart: boolean;
  byHand: boolean;
  sentToday: number;
  mergesWith: number;
  unspoken: boolean;
};

/**
 * What a draft would do, as of now; times are ISO, `at` is when the first one can go out, `waits` whether quiet hours
 * hold it until then.
 */
export type Preview = {
  at: string;
  waits: boolean;
  closesAt: string;
  urgent: string | null;
  dailyCap: number;
  file: { name: string; size: number } | null;
  groups: PreviewedGroup[];
  skipped: { groupId: string; group: string; reason: string }[];
};

/** Stores nothing; throws what planning would. */
export async function previewBroadcast(deps: PreviewDeps, draft: Draft): Promise<Preview> {
  const segment = readSegment(draft.to);
  const now = deps.clock.now();
  const broadcast = readDraft(draft, { ...deps, id: 'preview', now });
  const file = draft.kept ?? (draft.file === undefined ? null : noteOf(draft.file, ''));
  const directory = await readDirectory(deps.store);
  const of = { ...deps, tree: directory.tree };
  const planned = groupsOf(segment, directory).map((group) => withFile(deps, copyFor(group, broadcast, of), file));
  const alone = file !== null;
  const outlooks = await outlookOf(deps, deps.store, { broadcast, copies: planned, now, alone });
  const groups = planned.map(({ group }) => group);
  const unspoken = await unspokenAmong(deps.channels, deps.store, groups);
  const sentAt = firstSentAt(deps, broadcast, now);
  const copies = planned.map((copy) => {
    const outlook = outlooks.get(copy.group.id) ?? none;
    return { ...copy, outlook, skipped: copy.skipped ?? whyNot(deps, copy, { sentAt, broadcast, outlook }) };
  });
  const leftOut = leftOutOf(segment, directory).map((group) => ({
    group,
    skipped: group.leftAt === null ? '没有开启接收群发' : leftReason,
  }));
  return {
    at: isoOf(sentAt),
    waits: sentAt > Math.max(now, broadcast.at),
    closesAt: isoOf(broadcast.closesAt),
    urgent: broadcast.urgent,
    dailyCap: deps.dailyCap,
    file: file && { name: file.name, size: file.size },
    groups: copies
      .filter(({ skipped }) => skipped === null)
      .map((copy) => toPreviewed(deps, copy, { asks: broadcast.receipt !== null, file, unspoken })),
    skipped: [...copies, ...leftOut].flatMap(({ group, skipped: reason }) =>
      reason === null ? [] : [{ groupId: group.id, group: group.title ?? group.platformId, reason }],
    ),
  };
}

const none: Outlook = { sentToday: 0, capped: false, mergesWith: 0 };

/** What the guard would say, as far as it can be known before. */
function whyNot(
  deps: PreviewDeps,
  { group }: Copy,
  { sentAt, broadcast, outlook }: { sentAt: number; broadcast: NewBroadcast; outlook: Outlook },
): string | null {
  if (!deps.channels.has(group.channel)) return `渠道 ${group.channel} 现在没有配置，发不出去`;
  if (isPostedByHand(deps, group)) return null;
  if (sentAt >= broadcast.closesAt) return '发送时段都在免打扰时间里';
  return outlook.capped ? cappedReason(outlook.sentToday) : null;
}

type Previewed = Copy & { outlook: Outlook };

type Sent = { asks: boolean; file: CarriedFile | null; unspoken: ReadonlySet<string> };

/** How many messages a file makes does not depend on what is in it. */
const anyFile: NewFile = { name: '', mime: '', bytes: new Uint8Array() };

/** A group whose channel is not set up is not among those that get it. */
type Shows = Pick<Capabilities, 'buttons' | 'inbound' | 'maxText' | 'files' | 'usernames' | 'maxButtonText'>;
const unknownChannel: Shows = { buttons: false, inbound: 'all', maxText: null, files: null };

function toPreviewed(deps: PreviewDeps, copy: Previewed, { asks, file, unspoken }: Sent): PreviewedGroup {
  const { group, text: words, outlook } = copy;
  const { id, title, platformId, channel } = group;
  const byHand = isPostedByHand(deps, group);
  const capabilities: Shows = deps.channels.get(channel)?.capabilities ?? unknownChannel;
  const { maxText, files, usernames, buttons, maxButtonText = Number.POSITIVE_INFINITY } = capabilities;
  const button = asks && buttons && !byHand;
  const text = asks ? askingOn({ id: '投递编号', text: words }, capabilities, deps.linkOf) : words;
  const parts = byHand ? [text] : messagesOf(text, file && anyFile, { maxText, files }).map(wordsOf);
  const { sentToday, mergesWith } = outlook;
  return {
    groupId: id,
    group: title ?? platformId,
    channel,
    text,
    messages: parts.length,
    // A text that stays whole is not told twice: there may be thousands of groups.
    parts: parts.length === 1 ? [] : parts,
    limit: byHand ? null : maxText,
    mentions: mentionsIn(text).map((name) => ({ name, notifies: usernames === true && isUsername(name) })),
    button,
    buttonApart: button && (parts.findLast((part) => part !== '') ?? '').length > maxButtonText,
    byHand,
    sentToday,
    mergesWith,
    unspoken: unspoken.has(id),
  };
}

function wordsOf(body: MessageBody): string {
  return body.kind === 'file' ? body.caption : body.text;
}

function isUsername(name: string): boolean {
  return /^@[a-z]\w{3,31}$/iu.test(name);
}
