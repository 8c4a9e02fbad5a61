import { extname } from 'node:path';

/** Formats that are read. */
export type Format = 'markdown' | 'text' | 'html' | 'docx' | 'pdf' | 'xlsx';

/** By extension. The last of a format's extensions is not the one we teach. */
const readable = new Map<string, Format>([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.txt', 'text'],
  ['.docx', 'docx'],
  ['.pdf', 'pdf'],
  ['.xlsx', 'xlsx'],
  ['.html', 'html'],
  ['.htm', 'html'],
]);

/** Office files that are not read, with what to save them as; in a folder they are named rather than passed over. */
const unreadable = new Map<string, string>([
  ...['.doc', '.dot', '.docm', '.wps', '.rtf', '.odt', '.mht', '.mhtml'].map((name) => [name, '.docx'] as const),
  ...['.xls', '.xlsm', '.xlsb', '.et', '.ods'].map((name) => [name, '.xlsx'] as const),
  ...['.ppt', '.pptx', '.dps', '.ofd', '.caj'].map((name) => [name, '.pdf'] as const),
]);

export const extensions: readonly string[] = [...readable.keys()];

/** Null for every other file, also for Office files that are not read. */
export function formatOf(name: string): Format | null {
  return readable.get(extname(name).toLowerCase()) ?? null;
}

/** The extension to save an Office file under that is not read; null for every other file. */
export function savedAs(name: string): string | null {
  return unreadable.get(extname(name).toLowerCase()) ?? null;
}

/** Small texts need no worker. */
export function isPlain(format: Format | null): format is 'markdown' | 'text' {
  return format === 'markdown' || format === 'text';
}
