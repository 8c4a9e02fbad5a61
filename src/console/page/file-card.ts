import { make } from './elements.ts';
import type { EntryFile } from './entry.ts';
import { sizeLabel } from './wording.ts';

/** A file of a message: its kind, name and size; a press saves it. */
export function makeFileCard({ name, size, url }: EntryFile): HTMLElement {
  const words = make('span', 'file-words', make('bdi', 'file-name', name), make('span', 'file-size', sizeLabel(size)));
  const kind = make('span', 'file-kind', kindOf(name));
  kind.setAttribute('aria-hidden', 'true');
  const card = make('a', 'file', kind, words);
  card.href = url;
  card.download = name;
  card.setAttribute('aria-label', `下载文件 ${name}，${sizeLabel(size)}`);
  return card;
}

function kindOf(name: string): string {
  return (/\.([A-Za-z0-9]{1,4})$/u.exec(name)?.[1] ?? '文件').toUpperCase();
}
