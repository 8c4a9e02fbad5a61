import { escapeHtml } from './notice-page.ts';

/** `{{name}}` replaced by text; in one pass, so that a value which looks like a placeholder stays as it is. */
export function fillPage(source: string, values: Readonly<Record<string, string>>): string {
  return source.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => escapeHtml(values[name] ?? ''));
}
