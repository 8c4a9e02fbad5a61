/** Whether a server runs, so that the next one knows how long there was none. */
export interface Presence {
  /** When one last said so, epoch ms; null: none ever did. */
  lastSeen(): Promise<number | null>;
  /** Says so. True for one of all who saw `last` before; the others come too late. */
  beat(last: number | null, now: number): Promise<boolean>;
}
