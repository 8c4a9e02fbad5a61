import type { Lease } from './messages.ts';

/** Work that one process at a time may do, by its name. */
export interface Leases {
  /** Takes it or extends it; false while another owner has it. */
  take(name: string, lease: Lease): Promise<boolean>;
  /** Ends all whose name begins so, whoever has them; only for the one server of a SQLite file, at its start. */
  releaseAll(prefix: string): Promise<void>;
  /** Gives it back; nothing when another owner has it by now. */
  release(name: string, owner: string): Promise<void>;
}
