import type { Store } from '../../../src/ports/store.ts';
import type { WecomWebhookEmulator } from '../../support/wecom-webhook-emulator.ts';

/**
 * `unknown`: a person is asked; of these, so many were shown. `lost`: neither shown nor asked about. `untold`: what did
 * not go, or may not have gone, without a reason on record.
 */
export type Outcome = {
  sent: number;
  unknown: number;
  unknownShown: number;
  lost: number;
  twice: number;
  untold: number;
};

/** Holds what the groups show against the ledger. `keys`: of the robots, by the ids of the groups. */
export async function outcomeOf(
  store: Store,
  wecom: WecomWebhookEmulator,
  keys: ReadonlyMap<string, string>,
): Promise<Outcome> {
  const rows = await store.deliveries.listByKey('broadcast/');
  const outcome: Outcome = { sent: 0, unknown: 0, unknownShown: 0, lost: 0, twice: 0, untold: 0 };
  for (const { conversationId, text, state, reason } of rows) {
    const shown = wecom.groups.get(keys.get(conversationId) ?? '') ?? [];
    const times = shown.filter((one) => 'text' in one && one.text.includes(text)).length;
    if (times > 1) outcome.twice += 1;
    if (state === 'sent') outcome.sent += 1;
    if (state === 'unknown') outcome.unknown += 1;
    if (state === 'unknown' && times > 0) outcome.unknownShown += 1;
    if (state !== 'unknown' && times === 0) outcome.lost += 1;
    if (state !== 'sent' && !reason) outcome.untold += 1;
  }
  return outcome;
}
