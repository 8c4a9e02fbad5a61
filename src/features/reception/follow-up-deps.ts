import type { FormSet, KindNames } from '../../domain/form.ts';
import type { IsWorkday } from '../../domain/workdays.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { TellDeps } from './tell.ts';

/** What following cases to their end works with. */
export type FollowUpDeps = TellDeps & {
  store: Store;
  clock: Clock;
  log: Log;
  channels: ReadonlyMap<string, Channel>;
  /** Asked once an act, so that a calendar that was added holds from then on. */
  workdays: () => Promise<IsWorkday>;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  /** Absent: no kind has a receiver or a date of its own. */
  forms?: () => Promise<FormSet>;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};
