import { noFacts } from '../../domain/document.ts';
import { readFacts, type StatedFacts } from './facts.ts';

const opening = /^---\n([\s\S]*?)\n---(?:\n|$)/;

export type FrontMatter = StatedFacts & { body: string };

/** Takes the YAML block off the top; without one everything is body. Throws `input/invalid` naming the file. */
export async function readFrontMatter(text: string, name: string): Promise<FrontMatter> {
  const match = opening.exec(text);
  if (!match) return { title: null, facts: noFacts, body: text };
  const stated = await readFacts(match[1] ?? '', `${name} 的头部信息`);
  return { ...stated, body: text.slice(match[0].length) };
}
