/** In characters. */
export const longestDailyMessage = 120;

/** One integrity message (寄语) of the library. */
export type DailyMessage = {
  id: string;
  theme: string;
  /** At most `longestDailyMessage` characters. */
  text: string;
  /** Name of an almanac occasion it is written for, null = any day. */
  occasion: string | null;
  /** Author and work where it quotes a classic, null = our own words. */
  source: string | null;
  /** A model drafted it, and a person approved it; absent: people wrote it. */
  generated?: boolean;
};
