import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import { createUploadFolder } from '../../../src/adapters/uploads/upload-folder.ts';
import { changed } from '../../../src/features/knowledge/change.ts';
import { rereadDocuments } from '../../../src/features/knowledge/reread.ts';
import { bringFile } from '../../../src/features/knowledge/upload.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const text = '---\n标题: 会费办法\n失效: 2030-01-01\n---\n\n## 标准\n\n每年八千元。\n';

describe('reading documents again', () => {
  it('keeps what people said of a file they brought, under its id, also when it was moved', async () => {
    const { store, files, id } = await bring();
    const before = await store.documents.find(id);
    if (before === null) throw new Error('it was brought');
    const said = changed(before.document, { title: '新办法', expiresOn: '2026-01-01', collection: 'history' });
    // As a version that cuts otherwise finds it.
    await store.documents.put([{ document: said, passages: [] }]);

    const report = await rereadDocuments({ files, documents: store.documents });

    expect(report).toMatchObject({ changed: [id], failed: [] });
    const after = await store.documents.find(id);
    expect(after?.passages.map((passage) => passage.text)).toEqual(['每年八千元。']);
    expect(after?.document).toMatchObject({ id, title: '新办法', expiresOn: '2026-01-01', collection: 'history' });
    expect(after?.document.hash).not.toBe(before.document.hash);
    expect(await store.documents.list()).toHaveLength(1);
  });

  it('finds nothing to do where nobody said anything', async () => {
    const { store, files, id } = await bring();
    const before = await store.documents.find(id);

    expect(await rereadDocuments({ files, documents: store.documents })).toMatchObject({
      changed: [],
      unchanged: [id],
    });

    expect(await store.documents.find(id)).toEqual(before);
  });
});

async function bring() {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  const files = createDocumentFiles();
  const uploads = createUploadFolder(join(tempFolder(), 'uploads'));
  const bytes = new TextEncoder().encode(text);
  const file = { name: '会费办法.md', collection: 'fees', bytes, by: '周秘书' };
  const { id } = await bringFile({ store, clock, files, uploads, onChanged: async () => {} }, file);
  return { store, files, id };
}
