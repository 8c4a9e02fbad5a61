import { readSheets } from '../../src/adapters/documents/read-sheets.ts';
import { createTableFiles } from '../../src/adapters/documents/table-files.ts';
import type { TableFiles } from '../../src/ports/table-files.ts';

/** Tables read in this thread, for tests that are not about the worker. */
export function tablesInPlace(): TableFiles {
  return createTableFiles({ readSheets: ({ bytes, name }) => readSheets(bytes, name) });
}
