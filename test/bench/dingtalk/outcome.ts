import type { Store } from '../../../src/ports/store.ts';
import type { DingtalkEmulator } from '../../support/dingtalk-emulator.ts';
import { groupOf, groups } from './crowd.ts';

/** `unknown`: a person is asked; of these, so many were shown. `lost`: neither answered nor asked about. */
export type Outcome = { answered: number; unknown: number; unknownShown: number; lost: number; twice: number };

/** Holds what the platform shows against what was asked and what is on record. */
export async function outcomeOf(store: Store, dingtalk: DingtalkEmulator, asked: readonly string[]): Promise<Outcome> {
  const shown = new Map<string, number>();
  for (let group = 1; group <= groups; group += 1) {
    for (const { text } of dingtalk.shown(groupOf(group))) {
      const words = text.replace(/^@\S+ /u, '');
      shown.set(words, (shown.get(words) ?? 0) + 1);
    }
  }
  const replies = await store.deliveries.listByKey('reply/');
  const states = new Map(replies.map(({ text, state }) => [text, state]));
  const outcome: Outcome = { answered: 0, unknown: 0, unknownShown: 0, lost: 0, twice: 0 };
  for (const words of asked) {
    const times = shown.get(`答 ${words}`) ?? 0;
    const isUnknown = states.get(`答 ${words}`) === 'unknown';
    if (times > 1) outcome.twice += 1;
    if (times > 0) outcome.answered += 1;
    if (isUnknown) outcome.unknown += 1;
    if (isUnknown && times > 0) outcome.unknownShown += 1;
    if (times === 0 && !isUnknown) outcome.lost += 1;
  }
  return outcome;
}
