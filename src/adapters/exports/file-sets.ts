import type { FileSetExporter } from '../../ports/exporter.ts';
import { writeFolder } from './folder.ts';
import { writeZip, zipHolds, type ZipOptions } from './zip.ts';

export function createFileSetExporter({
  timeZone,
  most = zipHolds,
}: Pick<ZipOptions, 'timeZone'> & Partial<ZipOptions>): FileSetExporter {
  return {
    write: (place, fill) =>
      /\.zip$/iu.test(place) ? writeZip(place, fill, { timeZone, most }) : writeFolder(place, fill),
  };
}
