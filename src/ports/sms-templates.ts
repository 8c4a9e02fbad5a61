import type { SmsTemplate } from '../domain/sms-template.ts';

/** The approved texts, as staff keep them. */
export interface SmsTemplates {
  /** As they stand now; empty where there are none. Throws `input/invalid` naming the template and the problem. */
  read(): Promise<SmsTemplate[]>;
}
