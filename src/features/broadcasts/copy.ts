import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Conversation } from '../../domain/conversation.ts';
import { organizationOf } from '../../domain/directory.ts';
import type { OrganizationTree } from '../../domain/organization.ts';
import { endOfQuiet, mutedReason, quietFor, type QuietHours } from './guard.ts';
import { fillTemplate, holds } from './template.ts';

/** A broadcast as one group gets it; `skipped`: why it does not. */
export type Copy = { group: Conversation; text: string; skipped: string | null };

type Copied = Pick<NewBroadcast, 'text' | 'at' | 'urgent' | 'keepsQuiet'>;

export type CopyOptions = QuietHours & { tree: OrganizationTree };

export function copyFor(group: Conversation, broadcast: Copied, { tree, ...quiet }: CopyOptions): Copy {
  const { text, at } = broadcast;
  const { title, platformId, muted } = group;
  const association = organizationOf(group, tree)?.name ?? associationIn(title);
  const names = { title: title ?? platformId, association };
  const sentAt = endOfQuiet(quietFor(quiet, broadcast), at) ?? at;
  const filled = fillTemplate(text, names, { at: sentAt, timeZone: quiet.timeZone });
  return { group, text: filled, skipped: muted ? mutedReason : whyNameless(text, { title, association }) };
}

/** A number of the platform, or any title at all, is nothing to be called by. */
function whyNameless(text: string, names: { title: string | null; association: string | null }): string | null {
  if (names.title === null && holds(text, '群名')) return '还不知道群名，填不上内容里的 {群名}';
  if (names.association === null && holds(text, '协会'))
    return '还不知道是哪个协会的群，填不上内容里的 {协会}，请先把群归到组织';
  return null;
}

/** Where a group is bound to none: the beginning of its title, if that is an association's name. */
function associationIn(title: string | null): string | null {
  return /^.*?(?:协会|商会|学会|联合会|促进会|研究会)/u.exec(title ?? '')?.[0] ?? null;
}
