import { formatInstant } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { editedEntry } from './audited.ts';
import { dailyId } from './browse.ts';
import { copyFor } from './copy.ts';
import { readDirectory } from './directory.ts';
import { lastMoment, readText } from './draft.ts';
import { quietFor, type QuietHours } from './guard.ts';

export type EditDeps = QuietHours & { store: Store; clock: Clock };

/** `by`: who wants it, for people to read. */
export type Edit = { id: string; text: string; by: string };

/** All that waits of it, or nothing; returns how many. Throws when any of it may have been seen. */
export async function editBroadcast(deps: EditDeps, { id, text: written, by }: Edit): Promise<number> {
  const at = deps.clock.now();
  if (dailyId.test(id)) throw new AppError('input/invalid', '每日寄语不在这里修改，请改寄语库里的文件。');
  return deps.store.transaction(async (records) => {
    const broadcast = await openOf(records, id);
    const text = readText(written, { mayBeEmpty: broadcast.file !== null && broadcast.receipt === null });
    const changed = await rewriteBroadcast(deps, records, { broadcast, text });
    await records.audit.append(editedEntry({ id, who: by, at }, text, changed));
    return changed;
  });
}

/** Within the transaction of `records`, which is to hold nothing of it when this throws; returns how many groups wait. */
export async function rewriteBroadcast(
  quiet: QuietHours,
  records: Records,
  { broadcast, text }: { broadcast: Broadcast; text: string },
): Promise<number> {
  const { id } = broadcast;
  assertFits(quiet, broadcast, text);
  // First, as when it is cancelled: of the two one waits here for the other.
  if (!(await records.broadcasts.setText(id, text)))
    throw new AppError('record/conflict', '这次群发刚刚被取消了，内容没有改。');
  const changed = await records.deliveries.rewrite(id, await textsOf(quiet, records, { ...broadcast, text }));
  if (changed !== null) return changed;
  throw new AppError('record/conflict', '这次群发已经有群收到或正在发送，内容不能再改；要更正请另发一条。');
}

async function openOf({ broadcasts, series }: Records, id: string): Promise<Broadcast> {
  const broadcast = await broadcasts.find(id);
  if (broadcast === null && (await series.find(id)) !== null)
    throw new AppError('input/invalid', '这是定期群发，不是一次群发；请写明要改它的什么，或结束它再定一个。');
  if (broadcast === null) throw new AppError('record/not-found', `没有编号为 ${id} 的群发，请在群发列表里核对。`);
  if (broadcast.cancelledAt === null && broadcast.skipped === null) return broadcast;
  throw new AppError('record/conflict', '这次群发已经取消或没有发出，不能再改内容。');
}

function assertFits(quiet: QuietHours, broadcast: Broadcast, text: string): void {
  const { at, closesAt } = broadcast;
  const dayEnds = lastMoment(text, at, quietFor(quiet, broadcast));
  if (closesAt <= dayEnds) return;
  const [end, day] = [closesAt, dayEnds].map((instant) => formatInstant(instant, quiet.timeZone));
  throw new AppError(
    'input/invalid',
    `这次群发可能到 ${end} 才发出，写当天日期的内容只能发到 ${day}，请去掉日期和星期。`,
  );
}

async function textsOf(quiet: QuietHours, records: Records, broadcast: Broadcast): Promise<Map<string, string>> {
  const waiting = (await records.deliveries.listOf(broadcast.id)).filter(({ state }) => state === 'pending');
  if (waiting.some(({ template }) => template !== null))
    throw new AppError('input/invalid', '短信的文字由审核通过的模板定，不能改；请取消后重新发送。');
  const ids = new Set(waiting.map(({ conversationId }) => conversationId));
  const { conversations, tree } = await readDirectory(records);
  const groups = conversations.filter((group) => ids.has(group.id));
  return new Map(
    groups.map((group) => {
      const { text, skipped } = copyFor({ ...group, muted: false }, broadcast, { ...quiet, tree });
      if (skipped !== null) throw new AppError('input/invalid', `群 ${group.id}：${skipped}，内容没有改。`);
      return [group.id, text];
    }),
  );
}
