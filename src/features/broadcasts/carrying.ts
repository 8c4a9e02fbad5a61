import { AppError } from '../../base/errors.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import { type CarriedFile, fileRetentionMs, type NewFile } from '../../domain/file.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Files } from '../../ports/files.ts';
import type { Records } from '../../ports/store.ts';
import type { Copy } from './copy.ts';
import { whyNotSent } from './messages-of.ts';

export type CarryingDeps = { channels: ReadonlyMap<string, Channel> };

/** The broadcast with its file in the store of `records`, as long as members may get it or ask for it. */
export async function keepFile(
  { files }: Pick<Records, 'files'>,
  broadcast: NewBroadcast,
  file: NewFile | undefined,
): Promise<NewBroadcast> {
  if (broadcast.file !== null) await keepOn(files, broadcast.file, keptUntil(broadcast));
  if (file === undefined) return broadcast;
  const id = await files.put(file, { now: broadcast.createdAt, expiresAt: keptUntil(broadcast) });
  return { ...broadcast, file: noteOf(file, id) };
}

/** Throws `record/not-found` when it was kept too short a time. */
export async function keepOn({ keep }: Pick<Files, 'keep'>, { id, name }: CarriedFile, until: number): Promise<void> {
  if (await keep(id, until)) return;
  throw new AppError('record/not-found', `附件 ${name} 已过等待的时间，没有安排这次群发，请重新上传。`);
}

export function noteOf(file: NewFile, id: string): CarriedFile {
  return { id, name: file.name, size: file.bytes.byteLength };
}

/** Beyond the last moment at which it may be sent, and at which a 收到 is in time. */
export function keptUntil({ closesAt, receipt }: Pick<NewBroadcast, 'closesAt' | 'receipt'>): number {
  return Math.max(closesAt, receipt?.until ?? closesAt) + fileRetentionMs;
}

/** A group that cannot take the file gets nothing, and is told with why: half a notice in public is worse than none. */
export function withFile({ channels }: CarryingDeps, copy: Copy, file: Pick<CarriedFile, 'size'> | null): Copy {
  if (file === null || copy.skipped !== null) return copy;
  return { ...copy, skipped: whyNotTaken(channels.get(copy.group.channel), file) };
}

/** A person posts whatever they like; of a channel that is not there now nobody knows. */
export function whyNotTaken(channel: Channel | undefined, file: Pick<CarriedFile, 'size'>): string | null {
  if (channel === undefined || channel.capabilities.sentBy === 'person') return null;
  const reason = whyNotSent(file, channel.capabilities);
  return reason === null ? null : `附件发不过去：${reason}`;
}
