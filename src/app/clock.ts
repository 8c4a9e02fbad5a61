import { createShiftedClock, systemClock } from '../adapters/process/clock.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../ports/clock.ts';

/** The system's clock, or one that begins at BOT_NOW. */
export function clockOf(config: Config): Clock {
  return config.botNow === null ? systemClock : createShiftedClock(Date.parse(config.botNow));
}
