import type { Features } from './features.ts';

/** Learnt (listwise, with equal say for every set) on questions to encyclopaedia and policy texts, then fixed. */
const weights = {
  terms: 2.7,
  document: 3.4,
  words: 4.7,
  sentence: 3,
  withHead: 4,
  common: 2.9,
  run: 1.1,
  titleNamed: 2.3,
  quoted: 2,
  before: 3.4,
  places: 1.4,
  elsewhere: -0.9,
  kind: 0.8,
} as const satisfies Record<keyof Features, number>;

const sum = Object.values(weights).reduce((total, weight) => total + Math.max(0, weight), 0);

/** One number for a candidate, 0..1. */
export function rate(features: Features): number {
  let rating = 0;
  for (const name of names) rating += weights[name] * features[name];
  return Math.max(0, rating / sum);
}

const names = [
  'terms',
  'document',
  'words',
  'sentence',
  'withHead',
  'common',
  'run',
  'titleNamed',
  'quoted',
  'before',
  'places',
  'elsewhere',
  'kind',
] as const satisfies (keyof Features)[];
