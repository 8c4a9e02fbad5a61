import { z } from 'zod';

const Figures = z.object({
  r1: z.number(),
  r5: z.number(),
  r10: z.number(),
  mrr: z.number(),
  p50ms: z.number(),
  p95ms: z.number(),
  buildSeconds: z.number(),
  indexMegabytes: z.number(),
});
export type Figures = z.infer<typeof Figures>;

/** What became of one system over one set; `reason` is a Chinese phrase or what the library said. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('measured'), figures: Figures }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

export function failed(reason: string): Outcome {
  return { kind: 'failed', reason };
}
