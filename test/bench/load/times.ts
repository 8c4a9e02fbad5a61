/** How long each kind of request took, milliseconds. */
export class Times {
  readonly #of = new Map<string, number[]>();
  failed = 0;
  readonly #refused = new Map<string, number>();

  /** Counts as failed; what was refused is told at the end. */
  refuse(what: string): void {
    this.failed += 1;
    this.#refused.set(what, (this.#refused.get(what) ?? 0) + 1);
  }

  add(name: string, ms: number): void {
    const known = this.#of.get(name);
    if (known === undefined) this.#of.set(name, [ms]);
    else known.push(ms);
  }

  get count(): number {
    return [...this.#of.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** A line a kind, and one for all. */
  lines(): string[] {
    const all = [...this.#of.values()].flat();
    const refused = [...this.#refused].map(([what, count]) => `没有成：${what}，${count} 次`);
    const lines = [...this.#of, ['全部', all] as const].map(([name, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      const [half, most, worst] = [0.5, 0.95, 0.99].map((part) => sorted[Math.floor(sorted.length * part)] ?? 0);
      return `${name.padEnd(14)} ${String(sorted.length).padStart(7)} 次  中位 ${ms(half)}  p95 ${ms(most)}  p99 ${ms(worst)}`;
    });
    return [...lines, ...refused];
  }
}

function ms(value: number | undefined): string {
  return `${(value ?? 0).toFixed(1).padStart(7)} 毫秒`;
}
