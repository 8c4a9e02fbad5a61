/** Names one order of an account for ever: sent twice, it is the same. `fingerprint`: of what was ordered. */
export type RequestKey = { userId: string; key: string; fingerprint: string };

/** `answer`: JSON, as it was given the first time. */
export type KnownRequest = RequestKey & { answer: string };

export interface RequestKeys {
  /**
   * Takes the key for an order that is carried out in the same transaction; false when it is taken. Another transaction
   * that takes it at the same moment is waited for.
   */
  claim(request: RequestKey & { at: number }): Promise<boolean>;
  /** Keeps what is answered to whoever sends the key again. */
  setAnswer(request: Pick<RequestKey, 'userId' | 'key'>, answer: string): Promise<void>;
  find(request: Pick<RequestKey, 'userId' | 'key'>): Promise<KnownRequest | null>;
  /** Forgets those before an instant. */
  forget(before: number): Promise<void>;
}
