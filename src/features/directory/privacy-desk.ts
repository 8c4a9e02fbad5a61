import { AppError } from '../../base/errors.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { ErasedPerson, ErasureCounts } from '../../domain/erasure.ts';
import { readPhone } from '../../domain/phone.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';

export type PrivacyDeps = { store: Store; clock: Clock };

/** One of both: the id of a member, or a number as people write it. */
export type WhoIsMeant = { member: string } | { phone: string };

/** `dryRun`: nothing changes, the counts are what they would be. */
export type PrivacyOrder = { dryRun: boolean; who: string };

export type PrivacyDesk = {
  /** Takes a person out of the records for good; throws `record/not-found` when nobody is known so. */
  erase(of: WhoIsMeant, order: PrivacyOrder): Promise<{ names: string[]; counts: ErasureCounts }>;
  /** Takes out what is older than so many days, whoever it is of; throws `input/invalid` below 30. */
  expire(days: number, order: PrivacyOrder): Promise<{ counts: ErasureCounts }>;
};

/** What is younger may still be worked on, and is asked for. */
const leastDays = 30;
const dayMs = 24 * 3_600_000;

export function createPrivacyDesk({ store, clock }: PrivacyDeps): PrivacyDesk {
  return {
    erase(of, { dryRun, who }) {
      const act = { who, at: clock.now() };
      return tried(store, dryRun, async (records) => {
        const person = await find(records, of);
        const counts = await records.privacy.erase(person, act);
        await records.audit.append(entryOf(act, 'privacy/erase', counts));
        return { names: [...person.names], counts };
      });
    },

    async expire(days, { dryRun, who }) {
      if (!Number.isInteger(days) || days < leastDays)
        throw new AppError('input/invalid', `保存天数应是不少于 ${leastDays} 的整数。`);
      const act = { who, at: clock.now() };
      return tried(store, dryRun, async (records) => {
        const counts = await records.privacy.expire(act.at - days * dayMs, act);
        await records.audit.append(entryOf(act, 'privacy/retention', { days, ...counts }));
        return { counts };
      });
    },
  };
}

class TakenBack extends Error {}

/** What would be done is found by doing it and taking it back: there is no second list that could say something else. */
async function tried<Result>(
  store: Store,
  dryRun: boolean,
  work: (records: Records) => Promise<Result>,
): Promise<Result> {
  const done: Result[] = [];
  await store
    .transaction(async (records) => {
      done.push(await work(records));
      if (dryRun) throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  const result = done.at(-1);
  if (result === undefined) throw new Error('A transaction ended without its result');
  return result;
}

async function find({ privacy }: Records, of: WhoIsMeant): Promise<ErasedPerson> {
  if ('member' in of) {
    const found = await privacy.findMember(of.member);
    if (found !== null) return found;
    throw new AppError('record/not-found', `没有编号为 ${of.member} 的成员。`);
  }
  const phone = readPhone(of.phone);
  if (phone === null) throw new AppError('input/invalid', '电话号码看不懂，请写一个完整的手机或座机号。');
  const found = await privacy.findPhone(phone);
  if (found !== null) return found;
  throw new AppError('record/not-found', '通讯录、诉求和三张清单里都没有这个电话号码。');
}

/** How much, and nothing of whom. */
function entryOf({ who, at }: { who: string; at: number }, action: AuditAction, counts: Record<string, number>) {
  return { at, who, action, subject: 'person', detail: counts };
}
