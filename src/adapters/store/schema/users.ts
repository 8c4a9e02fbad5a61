import type { Generated } from 'kysely';
import type { BindingHolder } from '../../../domain/binding.ts';
import type { Role } from '../../../domain/user.ts';

export type UserRow = { id: string; name: string; role: Role; created_at: number; disabled_at: number | null };

/** Which member of a chat platform is which account. */
export type BindingRow = { member_id: string; user_id: string; bound_at: number };

/** One open code an account or a person. */
export type BindingCodeRow = {
  holder_id: string;
  hash: string;
  expires_at: number;
  holder_kind: Generated<BindingHolder['kind']>;
};

export type BindingTryRow = { message_id: number; member_id: string; at: number };

/** `password_at`: `changed_at` of the password it was begun with. */
export type SessionRow = {
  hash: string;
  user_id: string;
  password_at: number;
  created_at: number;
  seen_at: number;
  address: string | null;
  agent: string | null;
};

/** `free_at`: when the next try may be. */
export type SignInTryRow = { key: string; tries: number; last_at: number; free_at: number };

/** Orders that are carried out once. `answer`: JSON. */
export type RequestKeyRow = { user_id: string; key: string; fingerprint: string; answer: string | null; at: number };
