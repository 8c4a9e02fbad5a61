import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { variableNames } from '../src/config/settings.ts';

const files = ['compose.yaml', 'compose.scale.yaml'];
const shape = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      build: z.string().optional(),
      environment: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** Services that are built from this repository. */
function ownServices(file: string) {
  const { services } = shape.parse(parse(readFileSync(file, 'utf8'), { merge: true }));
  return Object.entries(services).filter(([, { build }]) => build !== undefined);
}

describe('the container files', () => {
  it('copy what is there and what the build may see', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    const lines = readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (?!--from)(.+)$/gmu);
    const sources = [...lines].flatMap(([, words = '']) => words.split(' ').slice(0, -1));

    expect(sources.length).toBeGreaterThan(8);
    expect(sources.filter((path) => !existsSync(path) || !ignored.includes(`!${path}`))).toEqual([]);
    expect(
      ignored
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1))
        .toSorted(),
    ).toEqual([...new Set(sources)].toSorted());
  });

  it.each(files)('%s knows no setting that the program does not know', (file) => {
    const own = ownServices(file);
    const names = own.flatMap(([, { environment = {} }]) => Object.keys(environment));

    expect(own.length).toBeGreaterThan(0);
    expect(names.filter((name) => !variableNames.includes(name))).toEqual([]);
  });

  it('start the program as npm start does', () => {
    const { scripts } = z
      .looseObject({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const [, command = '[]'] = /^CMD (\[.+\])$/mu.exec(readFileSync('Dockerfile', 'utf8')) ?? [];

    expect(z.array(z.string()).parse(JSON.parse(command)).join(' ')).toBe(scripts['start']);
  });
});
