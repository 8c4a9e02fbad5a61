import type { SmsRefusal } from '../domain/sms-refusal.ts';

/** Numbers that are to get no text messages. They outlive the people who had them. */
export interface SmsRefusals {
  /** Of two for one number the later one stays. Whoever has it has agreed no more, unless after this one. */
  record(refusals: readonly SmsRefusal[]): Promise<void>;
  /** Since when; null = it is not refused. */
  find(phone: string): Promise<number | null>;
  /** All, by number. */
  list(): Promise<SmsRefusal[]>;
}
