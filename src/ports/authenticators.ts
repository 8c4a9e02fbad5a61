/**
 * The application on somebody's telephone that shows a code every half minute (RFC 6238). `secret`: in base32;
 * `confirmedAt`: null until its first code was right, and it counts for nothing; `lastStep`: the last step whose code was used.
 */
export type Authenticator = {
  userId: string;
  secret: string;
  createdAt: number;
  confirmedAt: number | null;
  lastStep: number;
};

/** What accounts sign in with beside a password; at most one an account, with codes for when it is lost. */
export interface Authenticators {
  /** Takes the place of one that is not confirmed; false when there is one that is. */
  begin(of: { userId: string; secret: string; at: number }): Promise<boolean>;
  find(userId: string): Promise<Authenticator | null>;
  /** False when it is confirmed, or another one by now. */
  confirm(of: { userId: string; secret: string; step: number; at: number }): Promise<boolean>;
  /** False when the code of this step, or of a later one, was used: of two at once one is. */
  take(userId: string, step: number): Promise<boolean>;
  /** With its recovery codes; false when there is none. */
  remove(userId: string): Promise<boolean>;
  /** Accounts whose authenticator counts. */
  confirmed(): Promise<string[]>;
  /** Takes the place of those before. */
  putRecoveryCodes(userId: string, hashes: readonly string[]): Promise<void>;
  /** False when it is none, or was used: of two at once one is. */
  takeRecoveryCode(userId: string, hash: string): Promise<boolean>;
  countRecoveryCodes(userId: string): Promise<number>;
}
