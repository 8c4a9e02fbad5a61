import { AppError } from '../../base/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { type Cancelled, cancelledEntry } from './audited.ts';
import { dailyId } from './browse.ts';
import { cancelledReason } from './guard.ts';

/** `by`: who wants it, for people to read. */
export async function cancelBroadcast(
  { store, clock }: { store: Store; clock: Clock },
  id: string,
  by: string,
): Promise<Cancelled> {
  if (dailyId.test(id)) throw new AppError('input/invalid', '每日寄语不在这里取消；不想收的群请设为停发。');
  const at = clock.now();
  return store.transaction(async ({ audit, broadcasts, deliveries, files }) => {
    const known = await broadcasts.find(id);
    if (known === null) throw new AppError('record/not-found', `没有编号为 ${id} 的群发，请在群发列表里核对。`);
    if (!(await broadcasts.cancel(id, at))) throw new AppError('record/conflict', '这次群发之前已经取消了。');
    const caught = await deliveries.skipBroadcast(id, cancelledReason);
    if (known.file !== null) await files.release(known.file.id, at);
    const { sent, claimed, sending, pending } = await deliveries.countStates({ broadcastId: id });
    // What another process takes at this moment is stopped by the guard, or goes out.
    const cancelled = { series: false, caught, sent, inFlight: claimed + sending + pending };
    await audit.append(cancelledEntry({ id, who: by, at }, cancelled));
    return cancelled;
  });
}
