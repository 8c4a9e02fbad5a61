/** One integrity message (寄语) of the library. */
export type DailyMessage = {
  id: string;
  theme: string;
  /** At most 120 characters. */
  text: string;
  /** Name of an almanac occasion it is written for, null = any day. */
  occasion: string | null;
  /** Author and work where it quotes a classic, null = our own words. */
  source: string | null;
};
