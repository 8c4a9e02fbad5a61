import { createCsvExporter } from '../adapters/exports/csv.ts';
import { createDocxExporter } from '../adapters/exports/docx.ts';
import { createFileSetExporter } from '../adapters/exports/file-sets.ts';
import { createJsonExporter } from '../adapters/exports/json.ts';
import { createXlsxExporter } from '../adapters/exports/xlsx.ts';
import type { DocumentExporter, FileSetExporter, JsonExporter, TableExporter } from '../ports/exporter.ts';

/** All that is written as files for people, made once. */
export type AllExporters = {
  xlsx: TableExporter;
  csv: TableExporter;
  docx: DocumentExporter;
  json: JsonExporter;
  fileSets: FileSetExporter;
};

export function createExporters({ timeZone }: { timeZone: string }): AllExporters {
  return {
    xlsx: createXlsxExporter(),
    csv: createCsvExporter(),
    docx: createDocxExporter(),
    json: createJsonExporter(),
    fileSets: createFileSetExporter({ timeZone }),
  };
}
