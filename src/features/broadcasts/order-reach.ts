import { createHash } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Directory } from '../../domain/directory.ts';
import type { CarriedFile } from '../../domain/file.ts';
import { chosenBy, readSegment } from '../../domain/segment.ts';
import { type CarryingDeps, whyNotTaken } from './carrying.ts';
import { mutedReason } from './guard.ts';
import { noneTakesSentence } from './order-sentences.ts';

/** Whom an order reaches now, and whom it leaves out, by why. */
export type Reach = { receivers: readonly Conversation[]; left: ReadonlyMap<string, readonly Conversation[]> };

/** Throws `record/not-found` when it reaches nobody. */
export function reachOf(segment: string, directory: Directory): Reach {
  const chosen = chosenBy(readSegment(segment), directory);
  const receivers: Conversation[] = [];
  const left = new Map<string, Conversation[]>();
  for (const group of chosen) {
    const reason = whyLeftOut(group);
    if (reason === null) receivers.push(group);
    else left.set(reason, [...(left.get(reason) ?? []), group]);
  }
  if (receivers.length > 0) return { receivers, left };
  throw new AppError('record/not-found', whyNobody(segment, left));
}

/** Without those that cannot get the file; throws `input/invalid` when nobody can. */
export function reachWith(deps: CarryingDeps, { receivers, left }: Reach, file: CarriedFile | null): Reach {
  if (file === null) return { receivers, left };
  const able: Conversation[] = [];
  const all = new Map(left);
  for (const group of receivers) {
    const reason = whyNotTaken(deps.channels.get(group.channel), file);
    if (reason === null) able.push(group);
    else all.set(reason, [...(all.get(reason) ?? []), group]);
  }
  if (able.length > 0) return { receivers: able, left: all };
  const [why = ''] = [...all.keys()].slice(left.size);
  throw new AppError('input/invalid', noneTakesSentence(file, why));
}

/** Tells whether the groups are still those of the preview. */
export function fingerprintOf({ receivers }: Reach): string {
  const ids = receivers.map(({ id }) => id).sort();
  return createHash('sha256').update(ids.join()).digest('base64url');
}

/** The guard of the sender says the same of what is planned. */
function whyLeftOut({ leftAt, enrolledAt, muted }: Conversation): string | null {
  if (leftAt !== null) return '机器人已不在群里';
  if (enrolledAt === null) return '没有开启接收群发';
  return muted ? mutedReason : null;
}

function whyNobody(segment: string, left: Reach['left']): string {
  if (left.size === 0) return whyNone(segment);
  const reasons = [...left].map(([reason, groups]) => `${groups.length} 个${reason}`);
  return `选中的群都收不到：${reasons.join('，')}。`;
}

function whyNone(segment: string): string {
  const [, kind, name] = /^(tag|org):(.+)$/u.exec(segment) ?? [];
  if (kind === 'tag') return `没有群带标签“${name}”，也没有叫这个名字的组织，请核对。`;
  return kind === 'org' ? `“${name}”和它的下级都还没有群，请管理员把群归到组织。` : '还没有能群发的群。';
}
