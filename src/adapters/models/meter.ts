import { addUsage, noUsage, type TokenUsage } from '../../domain/generation.ts';

/** Counts what one request spends over all its calls, also while a call is open. */
export type Meter = {
  usage(): TokenUsage;
  /** A call begins; until it is settled it counts as what was sent. */
  begin(sent: string): MeteredCall;
};

export type MeteredCall = {
  /** What the endpoint counted; what it did not count is estimated from the text it gave. */
  settle(counted: { input: number | null; output: number | null }, given: string): void;
  /** The endpoint turned it away: nothing was spent. */
  turnedAway(): void;
};

export function createMeter(): Meter {
  const calls: TokenUsage[] = [];

  return {
    usage: () => calls.reduce(addUsage, noUsage),
    begin(sent) {
      const at = calls.push({ input: estimateTokens(sent), output: 0, calls: 1 }) - 1;
      return {
        settle({ input, output }, given) {
          calls[at] = { input: input ?? estimateTokens(sent), output: output ?? estimateTokens(given), calls: 1 };
        },
        turnedAway() {
          calls[at] = { input: 0, output: 0, calls: 1 };
        },
      };
    },
  };
}

/** Six tenths of a token a Chinese character, three tenths any other: what Chinese endpoints give as a rule of thumb. */
export function estimateTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return Math.ceil(han * 0.6 + (text.length - han) * 0.3);
}
