import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createListMatcher } from '../../../src/features/reception/lists-match.ts';
import { listItem } from '../../support/store-builders.ts';

const service = z.object({ provider: z.string(), subject: z.string(), detail: z.string(), field: z.string() });
const demand = z.object({ set: z.enum(['seen', 'unseen']), text: z.string(), subject: z.string().nullable() });

function linesOf(file: string): unknown[] {
  const text = readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

const services = linesOf('list-services.jsonl').map((line, index) => listItem(`l-${index}`, service.parse(line)));
const demands = linesOf('list-demands.jsonl').map((line) => demand.parse(line));

describe('matching a demand to what is offered', () => {
  const match = createListMatcher(services);

  it.each([
    ['seen', { first: 0.95, three: 0.95, none: 0.75 }],
    ['unseen', { first: 0.9, three: 0.9, none: 0.75 }],
  ] as const)('finds the right line for what is %s, and nothing where nothing is offered', (set, least) => {
    const asked = demands.filter((one) => one.set === set);
    const served = asked.filter(({ subject }) => subject !== null);
    const places = served.map(({ text, subject }) => match(text, 3).findIndex(({ item }) => item.subject === subject));
    const unserved = asked.filter(({ subject }) => subject === null);
    const silent = unserved.filter(({ text }) => match(text, 3).length === 0);
    const rate = (count: number, all: number): number => Math.round((count / all) * 100) / 100;
    const first = rate(places.filter((place) => place === 0).length, served.length);
    const three = rate(places.filter((place) => place >= 0).length, served.length);
    const none = rate(silent.length, unserved.length);
    process.stdout.write(
      `${set}: first ${first}, in three ${three} of ${served.length}; silent ${none} of ${unserved.length}\n`,
    );

    expect(first).toBeGreaterThanOrEqual(least.first);
    expect(three).toBeGreaterThanOrEqual(least.three);
    expect(none).toBeGreaterThanOrEqual(least.none);
  });

  it('says which words both have', () => {
    const [best] = match('想做直播卖货，没有懂行的主播', 1);

    expect(best).toMatchObject({ item: { subject: '直播电商培训与网店代运营' }, shared: ['直播', '主播'] });
  });

  it('offers nothing of an empty list, or to an empty text', () => {
    expect(createListMatcher([])('想找律师', 3)).toEqual([]);
    expect(match('', 3)).toEqual([]);
  });
});
