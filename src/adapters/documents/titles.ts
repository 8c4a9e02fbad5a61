import { isClause, rankOf } from './clauses.ts';
import type { Part } from './parts.ts';

/** What programs write when nobody named the document. */
const unnamed = /^(?:microsoft|word|wps|untitled|无标题|未命名|新建|文档\s*\d*$|幻灯片|document|工作簿|book)/i;
const longestTitle = 60;
const longestFirstLine = 40;

/** A title that a person wrote; programs keep file names and their own name in its place. */
export function isSensibleTitle(title: string): boolean {
  if (unnamed.test(title) || /\.(?:docx?|wps|rtf|xlsx?|pdf|html?|txt)$/i.test(title)) return false;
  return title.length <= longestTitle && (title.match(/\p{Script=Han}/gu)?.length ?? 0) >= 2;
}

/** The first heading of the highest level is the title, unless it is numbered as a part of the text. */
export function takeTitle(parts: readonly Part[]): { title: string | null; parts: readonly Part[] } {
  const first = parts.findIndex((part) => part.kind === 'heading' && part.level <= 1);
  const heading = parts[first];
  if (heading?.kind !== 'heading' || rankOf(heading.text) !== null) return { title: null, parts };
  return { title: heading.text, parts: parts.toSpliced(first, 1) };
}

/** A title styled as one, else what the properties say, else a first line that stands like a title. */
export function nameDocument(
  parts: readonly Part[],
  property: string | null,
): { title: string | null; parts: readonly Part[] } {
  const styled = takeTitle(parts);
  if (styled.title !== null) return styled;
  const [first, ...rest] = parts;
  const isTitle = first?.kind === 'text' && rest.length > 0 && looksLikeTitle(first.text);
  if (property === null) return isTitle ? { title: first.text, parts: rest } : { title: null, parts };
  return { title: property, parts: isTitle && first.text === property ? rest : parts };
}

function looksLikeTitle(line: string): boolean {
  if (line.length > longestFirstLine || rankOf(line) !== null || isClause(line)) return false;
  return (line.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4 && !/[，,：:]$|文件$|[。！？；]/.test(line);
}
