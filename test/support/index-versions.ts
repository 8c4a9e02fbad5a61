import type { DocumentContent } from '../../src/domain/document.ts';
import { contentOf } from '../contract/passage-index/contents.ts';

const documents = 40;

/** Some of forty documents, as they are in a version; the text tells its version. */
export function versionOf(version: number): DocumentContent[] {
  return Array.from({ length: documents }, (_, i) => i)
    .filter((i) => version === 0 || i % 7 === version % 7)
    .map((i) =>
      contentOf(`document-${i}`, {
        hash: `${version}`,
        passages: [`第${version}版第${i}号会费规定。`, `第${version}版第${i}号附则，${'由理事会解释。'.repeat(40)}`],
      }),
    );
}
