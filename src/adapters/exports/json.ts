import { writeFile } from 'node:fs/promises';
import type { JsonExporter } from '../../ports/exporter.ts';
import { replaceFile } from './replace-file.ts';

export function createJsonExporter(): JsonExporter {
  return {
    write(value, file) {
      return replaceFile(file, (temporary) => writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`));
    },
  };
}
