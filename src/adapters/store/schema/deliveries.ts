import type { Generated } from 'kysely';
import type { DeliveryKind, DeliveryState } from '../../../domain/delivery.ts';

export type DeliveryRow = {
  /** Order of adding. */
  seq: Generated<number>;
  id: string;
  key: string;
  kind: DeliveryKind;
  conversation_id: string;
  text: string;
  reply_to: number | null;
  broadcast_id: string | null;
  not_before: number;
  closes_at: number | null;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  parts_sent: Generated<number>;
  resends: Generated<number>;
  lease_owner: string | null;
  lease_until: number | null;
  created_at: number;
  sent_at: number | null;
  platform_message_id: string | null;
  file_id: string | null;
  reminds: string | null;
  /** The delivery whose message carries it, itself for that one; null = it goes alone. */
  merged_into: string | null;
  /** When the first attempt began that may have been shown, or the one that runs. */
  tried_at: number | null;
  /** JSON of the template and what is filled in. */
  template: string | null;
};

/** A delivery whose platform is asked who saw it; `next_at`: null = no more. */
export type ReadCheckRow = { delivery_id: string; next_at: number | null };

/** What was given to a platform that can be asked about it. */
export type LookUpRow = { delivery_id: string; key: string; sent_at: number; next_at: number | null };
