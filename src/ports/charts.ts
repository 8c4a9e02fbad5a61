/** A rate as a bar, full at 1; null = nothing to tell. `note` stands behind it: 9/11. */
export type ChartRate = { label: string; rate: number | null; note: string };

/** One group of bars beside each other; each has two heights, the second a part of the first. */
export type ChartColumns = { title: string; legend: readonly [string, string]; bars: readonly ChartBar[] };
export type ChartBar = { label: string; whole: number; part: number };

/** A page of figures as a picture; what has no bars is left out. */
export type Chart = {
  title: string;
  about: string;
  rates: readonly ChartRate[];
  columns: readonly ChartColumns[];
  foot: string;
};

export interface Charts {
  /** A PNG, 1200 pixels wide, whose Chinese can be read whatever fonts the machine has. */
  draw(chart: Chart): Promise<Uint8Array>;
}
