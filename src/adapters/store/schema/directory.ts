import type { OrganizationKind } from '../../../domain/organization-kind.ts';

export type OrganizationRow = {
  id: string;
  name: string;
  kind: OrganizationKind;
  parent_id: string | null;
  /** JSON array of strings. */
  tags: string;
  created_at: number;
};

export type PersonRow = {
  id: string;
  organization_id: string;
  name: string;
  post: string | null;
  phone: string | null;
  sms_consent_at: number | null;
  created_at: number;
};

/** Which member of a chat platform is which person. */
export type PersonBindingRow = { member_id: string; person_id: string; bound_at: number };

export type SmsRefusalRow = { phone: string; at: number };
