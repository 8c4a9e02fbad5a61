import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = new URL('../../knowledge/experience/', import.meta.url);
const fixture = new URL('../fixtures/experience-figures.yaml', import.meta.url);

const Figures = z.strictObject({
  subjects: z.record(z.string(), z.strictObject({ document: z.string(), names: z.array(z.string()).min(1) })),
  figures: z.array(
    z.strictObject({
      subject: z.string(),
      figure: z.string(),
      about: z.array(z.string()).min(1),
      counted: z.boolean().default(false),
    }),
  ),
  names: z.record(z.string(), z.array(z.string())),
});
export type Figures = z.infer<typeof Figures>;

/** One document: front matter as text by key, and the lines of its body that are not blank. */
export type ExperienceDocument = { file: string; keys: string[]; facts: Record<string, unknown>; lines: string[] };

export function loadFigures(): Figures {
  return Figures.parse(parse(readFileSync(fixture, 'utf8')));
}

export function loadExperienceDocuments(): ExperienceDocument[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files.sort().map((file) => toDocument(file, readFileSync(new URL(file, folder), 'utf8')));
}

function toDocument(file: string, text: string): ExperienceDocument {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const facts = z.record(z.string(), z.unknown()).parse(parse(head));
  return { file, keys: Object.keys(facts), facts, lines: body.split('\n').filter((line) => line.trim() !== '') };
}
