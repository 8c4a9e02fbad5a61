import { isAgreed } from '../../domain/sms-refusal.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { People } from '../../ports/people.ts';
import type { SmsRefusals } from '../../ports/sms-refusals.ts';
import type { Verdict } from './guard.ts';

export const noConsentReason = '没有登记同意接收短信';
export const refusedReason = '本人已收回同意';
export const unreachableReason = '这个号码收不了短信（号码不对、停机或已退订）；核实后在通讯录里重新登记同意，就会再发';

/** Who took their consent back after it was planned gets no text message; null: it may go. */
export async function withoutConsent(
  { people, smsRefusals }: { people: Pick<People, 'listByPhone'>; smsRefusals: Pick<SmsRefusals, 'find'> },
  { template, left, to }: ClaimedDelivery,
): Promise<Verdict | null> {
  if (template === null) return null;
  if (left) return { kind: 'skip', reason: unreachableReason };
  const owners = await people.listByPhone(to.platformId);
  const refusedAt = await smsRefusals.find(to.platformId);
  if (owners.some(({ smsConsentAt }) => isAgreed(smsConsentAt, refusedAt))) return null;
  if (owners.length === 0) return { kind: 'skip', reason: '通讯录里已没有这个号码' };
  return { kind: 'skip', reason: refusedAt === null ? noConsentReason : refusedReason };
}
