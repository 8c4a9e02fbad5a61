import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createUploadFolder } from '../../src/adapters/uploads/upload-folder.ts';
import { type Brought, bringFile } from '../../src/features/knowledge/upload.ts';
import type { Store } from '../../src/ports/store.ts';

const sections = 12;

/** A file whose every passage names its version. */
export function fileOf(name: string, version: string): { text: string; sections: number } {
  const parts = Array.from({ length: sections }, (_, at) => `## 第 ${at} 节\n\n版本${version}的第${at}条。\n`);
  return { text: `# ${name}\n\n${parts.join('\n')}`, sections };
}

/** Brings files into the knowledge base as the console does; `onStep` hears before and after whatever is kept or removed. */
export function createUploader(
  store: Store,
  folder: string,
  onStep: () => void = () => {},
): (name: string, version: string) => Promise<Brought> {
  const uploads = createUploadFolder(folder);
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    onStep();
    const done = await work();
    onStep();
    return done;
  };
  const deps = {
    store: {
      ...store,
      transaction: <T>(work: Parameters<typeof store.transaction<T>>[0]) => step(() => store.transaction(work)),
    },
    clock: { now: Date.now },
    files: createDocumentFiles(),
    uploads: {
      ...uploads,
      receive: (file: Parameters<typeof uploads.receive>[0]) => step(() => uploads.receive(file)),
      keep: (...given: Parameters<typeof uploads.keep>) => step(() => uploads.keep(...given)),
      remove: (path: string) => step(() => uploads.remove(path)),
    },
    onChanged: async () => {},
  };
  return (name, version) => {
    const bytes = new TextEncoder().encode(fileOf(name, version).text);
    return bringFile(deps, { name, collection: 'fees', bytes, by: '周秘书' });
  };
}
