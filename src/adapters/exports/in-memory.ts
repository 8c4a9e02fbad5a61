import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MakeTable, TableExporter } from '../../ports/exporter.ts';

/** Over a file of its own that nobody else may read, and that is gone afterwards. */
export function createMakeTable(exporter: TableExporter): MakeTable {
  return async function makeTable(table) {
    const folder = await mkdtemp(join(tmpdir(), 'qingyu-table-'));
    try {
      await exporter.write(table, join(folder, 'table'));
      return await readFile(join(folder, 'table'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
