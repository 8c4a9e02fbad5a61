/** What a request left out is null for the desks. */
export function toPage({ after, limit }: { after?: string | undefined; limit: number }) {
  return { after: after ?? null, limit };
}

/** Epoch ms. */
export function toInstant(written: string | null | undefined): number | null {
  return written === null || written === undefined ? null : Date.parse(written);
}
