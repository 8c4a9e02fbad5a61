import { describe, expect, it } from 'vitest';
import { buildSegments } from '../../../src/adapters/passages/embedded/build-segment.ts';
import { mergeSegments } from '../../../src/adapters/passages/embedded/merge-segments.ts';
import { createPace } from '../../../src/adapters/passages/embedded/pace.ts';
import type { Segment } from '../../../src/adapters/passages/embedded/segment.ts';
import type { DocumentContent } from '../../../src/domain/document.ts';
import { contentOf } from '../../contract/passage-index/contents.ts';

const contents = [
  contentOf('a', { title: '会费办法', passages: ['会费三千五百元。', '会费会费会费，逾期不缴。'] }),
  contentOf('b', { passages: [] }),
  contentOf('c', { title: '选举指引', passages: [['投票', '无记名投票。'], `${'代表须到会。'.repeat(90)}`] }),
  contentOf('d', { title: '会费办法', passages: ['会费由大会决定。'] }),
];

describe('merged segments', () => {
  it('are what indexing all documents at once gives', async () => {
    const parts = await Promise.all(contents.map((content) => build([content])));

    expect(await mergeSegments(parts, createPace())).toEqual(await build(contents));
  });

  it('hold no trace of dead documents', async () => {
    const [first, second] = await Promise.all([build(contents.slice(0, 3)), build(contents.slice(3))]);
    first.documents.alive[0] = 0;

    expect(await mergeSegments([first, second], createPace())).toEqual(await build(contents.slice(1)));
  });

  it('are empty when all documents are dead', async () => {
    const segment = await build(contents);
    segment.documents.alive.fill(0);

    const merged = await mergeSegments([segment], createPace());

    expect(merged.documents.ids).toEqual([]);
    expect(merged.keys).toHaveLength(0);
    expect(merged.lists).toHaveLength(0);
  });
});

async function build(documents: readonly DocumentContent[]): Promise<Segment> {
  const [segment, ...others] = await buildSegments(documents, createPace());
  expect(others).toEqual([]);
  if (!segment) throw new Error('No segment was built');
  return segment;
}
