/** Who has this number wants no text messages; `at`: since when, epoch ms. It beats every consent not given after it. */
export type SmsRefusal = { phone: string; at: number };

/** Whether text messages may go to somebody who agreed then (null = never) and whose number was refused then. */
export function isAgreed(smsConsentAt: number | null, refusedAt: number | null): boolean {
  return smsConsentAt !== null && (refusedAt === null || smsConsentAt > refusedAt);
}
