import { AppError } from '../../base/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';

/** The reception day that is open for what a member says; null = it is any other day. */
export async function receptionDayOf(
  { receptionDays }: Pick<Records, 'receptionDays'>,
  { conversationId, memberId, receivedAt: at }: Pick<Message, 'conversationId' | 'memberId' | 'receivedAt'>,
): Promise<string | null> {
  return (await receptionDays.findOpenFor({ conversationId, memberId, at }))?.id ?? null;
}

/** In one transaction; those that belong to it already stay as they are. Throws `record/not-found`. */
export async function assignCases(
  { store, clock }: { store: Store; clock: Clock },
  day: ReceptionDay,
  { nos, who }: { nos: readonly string[]; who: string },
): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ cases, audit }) => {
    // In one order whoever asks, or two who give the same would wait for each other.
    for (const no of [...new Set(nos)].toSorted()) {
      const found = await cases.find(no);
      if (found === null) throw new AppError('record/not-found', `没有编号 ${no} 的诉求，一条也没有改。`);
      if (found.receptionDayId === day.id) continue;
      const detail = { receptionDay: day.id };
      await cases.change(
        found,
        { receptionDayId: day.id },
        { at, who, action: 'note', note: `归到 ${day.date} 接待日`, detail },
      );
    }
    const named = nos.slice(0, 20).join('、');
    await audit.append({ at, who, action: 'day/case', subject: day.id, detail: { cases: nos.length, named } });
  });
}
