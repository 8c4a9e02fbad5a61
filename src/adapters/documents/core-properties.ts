import { textOf } from './archive.ts';
import { isSensibleTitle } from './titles.ts';
import { findElement, readXml } from './xml.ts';

/** The title in the properties of an Office file, when a person wrote it. */
export async function coreTitle(entries: ReadonlyMap<string, Uint8Array>): Promise<string | null> {
  const xml = textOf(entries, 'docProps/core.xml');
  if (xml === '') return null;
  const title = findElement(await readXml(xml), 'title')?.text.trim() ?? '';
  return isSensibleTitle(title) ? title : null;
}
