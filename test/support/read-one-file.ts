import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';

/** Reads the file named on the command line and says its title; nothing closes the worker. */
const files = createDocumentFiles();
for (const file of await files.list(process.argv[2] ?? '')) {
  const opened = await files.open(file);
  const { title } = await opened.read();
  process.stdout.write(`${title}\n`);
}
