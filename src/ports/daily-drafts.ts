import type { DailyMessage } from '../domain/daily-message.ts';

/** A message that staff or a model wrote; it is used from the moment another person approved it. */
export type DailyDraft = DailyMessage & {
  /** A model wrote it. */
  generated: boolean;
  state: 'draft' | 'approved' | 'rejected';
  createdBy: string;
  createdAt: number;
  /** Null while it is a draft. */
  decidedBy: string | null;
  decidedAt: number | null;
  /** Why it was rejected. */
  reason: string | null;
};

export type NewDailyDraft = Pick<
  DailyDraft,
  'theme' | 'text' | 'occasion' | 'source' | 'generated' | 'createdBy' | 'createdAt'
>;

/** `text`: what the draft says from then on; absent: what it said. */
export type DraftDecision = {
  state: 'approved' | 'rejected';
  by: string;
  at: number;
  reason: string | null;
  text?: string;
};

export interface DailyDrafts {
  /** Numbers it `own-0001`, `own-0002` …; no number is given out twice. */
  add(draft: NewDailyDraft): Promise<DailyDraft>;
  find(id: string): Promise<DailyDraft | null>;
  /** Those in one of the states, in the order in which they were added. */
  list(states: readonly DailyDraft['state'][]): Promise<DailyDraft[]>;
  /** Decides once; false when it is decided already, or there is none. */
  decide(id: string, decision: DraftDecision): Promise<boolean>;
}
