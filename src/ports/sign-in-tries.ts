/** What is tried on one account, or from one address. `waitAfter`: how long the next try must wait after so many, ms. */
export type TryLimit = { key: string; waitAfter: (tries: number) => number };

/** Tries to sign in, which all workers of a store count together; not for use inside of a transaction. */
export interface SignInTries {
  /**
   * Counts a try under each key and returns 0; or counts nothing and returns the milliseconds until there may be one.
   * A key that nobody tried since `forgetBefore` begins anew.
   */
  take(limits: readonly TryLimit[], at: { now: number; forgetBefore: number }): Promise<number>;
  /** As if nobody had tried. */
  forget(key: string): Promise<void>;
  /** Takes back one try that was none; its wait is over. */
  giveBack(key: string): Promise<void>;
  /** Forgets all keys that nobody tried since an instant. */
  forgetOld(before: number): Promise<void>;
}
