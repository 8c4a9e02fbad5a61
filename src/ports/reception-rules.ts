import type { Day } from '../base/calendar.ts';
import type { NewReceptionRule, ReceptionRule } from '../domain/reception-rule.ts';

/** Rules from which reception days follow. */
export interface ReceptionRules {
  /** False when one with this id is there. */
  add(rule: NewReceptionRule): Promise<boolean>;
  find(id: string): Promise<ReceptionRule | null>;
  /** Those that go on first, then the newest. */
  list(limit: number): Promise<ReceptionRule[]>;
  /** Those that go on and whose next day is not after this one. */
  listDue(until: Day): Promise<ReceptionRule[]>;
  /** Takes the next day; false when it is another one by now, or the rule has ended. */
  advance(id: string, of: { from: Day; to: Day }): Promise<boolean>;
  /** No day follows from then on; false when it has ended before, or is not there. */
  end(id: string, at: number): Promise<boolean>;
}
