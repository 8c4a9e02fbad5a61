import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createUploadFolder } from '../../src/adapters/uploads/upload-folder.ts';
import { type Brought, bringFile } from '../../src/features/knowledge/upload.ts';
import type { Store } from '../../src/ports/store.ts';

const sections = 12;

/** A file whose every passage names its version. */
export function fileOf(name: string, version: string): { name: string; text: string; sections: number } {
  const parts = Array.from({ length: sections }, (_, at) => `## 第 ${at} 节\n\n版本${version}的第${at}条。\n`);
  return { name, text: `# ${name}\n\n${parts.join('\n')}`, sections };
}

/** Brings files into the knowledge base as the console does. */
export function createUploader(store: Store, folder: string): (name: string, version: string) => Promise<Brought> {
  const uploads = createUploadFolder(folder);
  const files = createDocumentFiles();
  const deps = { store, clock: { now: Date.now }, files, uploads, onChanged: async () => {} };
  return (name, version) => {
    const bytes = new TextEncoder().encode(fileOf(name, version).text);
    return bringFile(deps, { name, collection: 'fees', bytes, by: '周秘书' });
  };
}
