import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Imports look down only; the numbers are the whole rule. */
const floors = new Map([
  ['base', 0],
  ['domain', 1],
  ['ports', 2],
  ['features', 3],
  ['adapters', 3],
  ['console', 4],
  ['config', 4],
  ['app', 5],
  ['commands', 6],
  ['main', 7],
]);
/** Rooms of these areas do not know each other. */
const sealed = new Set(['features', 'adapters']);

type Source = { file: string; text: string };
type Place = { area: string; room: string };

describe('the house', () => {
  it('has no import that looks up, across or into a neighbour', () => {
    const sources = readSources('src');

    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(importFaults)).toEqual([]);
  });

  it('lets nobody but main read the environment', () => {
    const readers = readSources('src').filter(({ text }) => /process\s*\.\s*env/.test(text));

    expect(readers.map(({ file }) => file)).toEqual(['src/main.ts']);
  });

  it.each([
    ['src/base/errors.ts', "import { x } from '../domain/case.ts';"],
    ['src/features/inbox/inbox.ts', "import { x } from '../answers/answers.ts';"],
    ['src/features/inbox/inbox.ts', "import { x } from '../../adapters/store/store.ts';"],
    ['src/adapters/store/store.ts', "const x = await import('../channels/web/channel.ts');"],
    ['src/ports/store.ts', "export type { X } from '../features/inbox/inbox.ts';"],
    ['src/attic/new.ts', "import { x } from '../base/errors.ts';"],
  ])('would notice a fault in %s: %s', (file, text) => {
    expect(importFaults({ file, text })).toHaveLength(1);
  });
});

function importFaults({ file, text }: Source): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map(([, target]) => normalize(join(dirname(file), target ?? '')))
    .filter((target) => target.startsWith('src/'))
    .map((target) => fault({ file, target }))
    .filter((found) => found !== null);
}

function fault({ file, target }: { file: string; target: string }): string | null {
  const [from, to] = [placeOf(file), placeOf(target)];
  const [own, other] = [floors.get(from.area), floors.get(to.area)];
  if (own === undefined || other === undefined) return `${file} or ${target} stands on no floor`;
  if (own < other) return `${file} looks up to ${target}`;
  if (own === other && from.area !== to.area) return `${file} reaches across to ${target}`;
  if (sealed.has(from.area) && from.area === to.area && from.room !== to.room) return `${file} enters ${target}`;
  return null;
}

function placeOf(file: string): Place {
  const [, area = '', room = ''] = file.replace(/\.ts$/, '').split('/');
  return { area, room };
}

function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('console/page/') && !name.startsWith('console/staff/'))
    .map((name) => join(folder, name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
