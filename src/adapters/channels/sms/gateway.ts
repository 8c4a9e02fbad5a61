import type { TemplateParam } from '../../../domain/sms-template.ts';

/** One message to one number. `phone`: eleven digits; `code`: the platform's number of the template; `key` comes back in queries. */
export type Submission = { phone: string; code: string; params: readonly TemplateParam[]; key: string };

/** What the platform knows of one message; `id`: its number of it. */
export type Trace =
  | { kind: 'waiting'; id: string | null }
  | { kind: 'delivered'; id: string | null; at: number }
  | { kind: 'undelivered'; id: string | null; code: string }
  /** None with this key; `unnamed`: there are messages to the number without any key. */
  | { kind: 'absent'; unnamed: boolean };

/** A text message service, over the SDK of its maker. Throws a `CallError` and nothing else. */
export interface SmsGateway {
  /** The platform's number of the message, null where it gives none. */
  submit(submission: Submission, signal: AbortSignal): Promise<string | null>;
  /** `since`: epoch ms of the submission. */
  trace(of: { phone: string; key: string; since: number }, signal: AbortSignal): Promise<Trace>;
  /** Whether templates and signature are approved, by the platform's number of the template. */
  review(codes: readonly string[], signal: AbortSignal): Promise<readonly Review[]>;
}

/** `subject`: a template's number, or a signature; `text`: as it was approved, null where the platform does not show it. */
export type Review = { subject: string; state: 'approved' | 'waiting' | 'refused' | 'missing'; text: string | null };

export type SmsAccount = {
  accessKeyId: string;
  accessKeySecret: string;
  /** As it is approved, without 【】. */
  signName: string;
  region: string;
  /** Another address than the platform's own, e.g. a relay. */
  endpoint: { protocol: 'http' | 'https'; host: string } | null;
};
