import { gramsOf, type Leaning, leanings } from '../../../src/features/reception/leaning.ts';

export type Example = { body: string; kind: Leaning };

/** Weight of each run of characters for each leaning, in the order of `leanings`; `''`: what is there before anything is read. */
export type Weights = Map<string, Float64Array>;

const [rounds, rate, momentum, shrink, seenTwice] = [400, 2, 0.9, 0.05, 2];

/** As many runs of characters are kept as weigh most. */
const kept = 6000;

/** Multinomial logistic regression over all examples at once: no chance in it, the same examples give the same weights. */
export function learn(examples: readonly Example[]): Weights {
  const first = [...fit(examples, vocabularyOf(examples))].filter(([gram]) => gram !== '');
  const heavy = first.sort(([, a], [, b]) => spreadOf(b) - spreadOf(a)).slice(0, kept);
  return fit(examples, indexed(heavy.map(([gram]) => gram)));
}

/** A run that weighs the same for all says nothing. */
function spreadOf(weights: Float64Array): number {
  return Math.max(...weights) - Math.min(...weights);
}

function fit(examples: readonly Example[], vocabulary: ReadonlyMap<string, number>): Weights {
  const rows = examples.map((example) => toRow(example, vocabulary));
  const size = vocabulary.size + 1;
  const weights = new Float64Array(size * leanings.length);
  const speed = new Float64Array(weights.length);
  for (let round = 0; round < rounds; round += 1) {
    const slope = slopeOf(rows, weights);
    for (let at = 0; at < weights.length; at += 1) {
      const pull = ((slope[at] ?? 0) + shrink * (weights[at] ?? 0)) / rows.length;
      speed[at] = momentum * (speed[at] ?? 0) - rate * pull;
      weights[at] = (weights[at] ?? 0) + (speed[at] ?? 0);
    }
  }
  return new Map([...vocabulary, ['', size - 1] as const].map(([gram, at]) => [gram, rowOf(weights, at)]));
}

type Row = { grams: Int32Array; scale: number; kind: number };

function vocabularyOf(examples: readonly Example[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { body } of examples) for (const gram of gramsOf(body)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return indexed([...counts].flatMap(([gram, count]) => (count >= seenTwice && writable(gram) ? [gram] : [])));
}

/** What the file of weights can hold. */
function writable(gram: string): boolean {
  return !/[`\\$\s]/u.test(gram);
}

function indexed(grams: readonly string[]): Map<string, number> {
  return new Map([...grams].sort().map((gram, at) => [gram, at]));
}

function toRow({ body, kind }: Example, vocabulary: ReadonlyMap<string, number>): Row {
  const grams = [...gramsOf(body)].flatMap((gram) => vocabulary.get(gram) ?? []);
  return {
    grams: Int32Array.from(grams),
    scale: 1 / Math.sqrt(Math.max(1, grams.length)),
    kind: leanings.indexOf(kind),
  };
}

function slopeOf(rows: readonly Row[], weights: Float64Array): Float64Array {
  const slope = new Float64Array(weights.length);
  const width = leanings.length;
  const bias = weights.length - width;
  for (const { grams, scale, kind } of rows) {
    const shares = sharesOf({ grams, scale }, weights);
    for (let at = 0; at < width; at += 1) {
      const miss = (shares[at] ?? 0) - (at === kind ? 1 : 0);
      for (const gram of grams) slope[gram * width + at] = (slope[gram * width + at] ?? 0) + miss * scale;
      slope[bias + at] = (slope[bias + at] ?? 0) + miss;
    }
  }
  return slope;
}

function sharesOf({ grams, scale }: Pick<Row, 'grams' | 'scale'>, weights: Float64Array): number[] {
  const width = leanings.length;
  const bias = weights.length - width;
  const sums = leanings.map((_, at) => {
    let sum = 0;
    for (const gram of grams) sum += weights[gram * width + at] ?? 0;
    return sum * scale + (weights[bias + at] ?? 0);
  });
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - most));
  const all = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / all);
}

function rowOf(weights: Float64Array, at: number): Float64Array {
  return weights.slice(at * leanings.length, (at + 1) * leanings.length);
}
