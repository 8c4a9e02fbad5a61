import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDirectory } from '../../../src/app/staff/directory.ts';
import { createHandlers } from '../../../src/console/api/handlers/all.ts';
import { type AnyRoute, nothing } from '../../../src/console/api/contract/route.ts';
import { routes } from '../../../src/console/api/contract/routes.ts';
import { createApiDays } from '../../support/api-days.ts';
import { createApiDaily } from '../../support/api-daily.ts';
import { settingsDeps } from '../../support/api-settings.ts';
import { openApi } from '../../support/api-bench.ts';
import { tablesInPlace } from '../../support/tables-in-place.ts';
import { openApiCases } from '../../support/api-cases.ts';

/** They ask with a body, and change nothing. */
const asking = new Set([
  'previewBroadcast',
  'previewSms',
  'previewDay',
  'previewDayAct',
  'previewPeopleImport',
  'previewListImport',
  'previewCaseImport',
  'tryQuestion',
  'trySynonym',
]);
const folder = 'src/console/api/contract';
const all: [string, AnyRoute][] = Object.entries(routes);

/** What a file loads when it runs; types are gone by then. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gmu)].map(([, target = '']) =>
    target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
  );
}

function loadedBy(files: readonly string[]): Set<string> {
  const loaded = new Set<string>();
  const visit = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    if (file.endsWith('.ts')) for (const target of importsOf(file)) visit(target);
  };
  for (const file of files) visit(file);
  return loaded;
}

describe('the table of routes', () => {
  it('can be loaded by a browser: nothing but zod and words of the domain', () => {
    const loaded = loadedBy(readdirSync(folder).map((name) => join(folder, name)));

    const outside = [...loaded].filter((file) => !file.startsWith(`${folder}/`));
    expect(outside.filter((file) => file !== 'zod' && !file.startsWith('src/domain/'))).toEqual([]);
    expect(loaded.size).toBeGreaterThan(8);
  });

  it('has each address and method once, and parameters for what stands in it', () => {
    const places = all.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
    for (const [name, { path, params }] of all) {
      const written = [...path.matchAll(/\{(\w+)\}/gu)].map(([, word]) => word);
      expect([name, params.safeParse(Object.fromEntries(written.map((word) => [word, 'x']))).success]).toEqual([
        name,
        true,
      ]);
      expect([name, params.safeParse({ other: 'x' }).success]).toEqual([name, false]);
    }
  });

  it('asks for a key where something is sent, and puts on record whatever changes something', () => {
    const changing = all.filter(([, { method }]) => method !== 'get');
    const looking = changing.filter(([, { act }]) => act === null).map(([name]) => name);
    expect(looking).toEqual(changing.map(([name]) => name).filter((name) => asking.has(name)));
    expect(
      all
        .filter(([, { once }]) => once)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(['addCase', 'attachToCase', 'planDay', 'planDayRule', 'sendBroadcast', 'sendSms']);
  });

  it('is carried out by who is named after the route', async () => {
    const bench = await openApi();
    const bound = createHandlers({
      signIn: { signIn: none, find: none, signOut: none, changePassword: none },
      broadcasts: bench.desk,
      rolls: { show: none, make: none },
      sms: { templates: none, preview: none, plan: none, sendOnce: none },
      countStatistics: none,
      directory: createDirectory({
        ...bench,
        timeZone: 'Asia/Shanghai',
        newId: () => 'd',
        jobs: { start: none },
        tables: tablesInPlace(),
        channels: new Map(),
      }),
      jobs: { list: none, find: none, open: none },
      readToday: none,
      cases: openApiCases(bench, bench.jobs),
      daily: createApiDaily({ ...bench, jobs: { start: none } }),
      ...createApiDays(bench),
      knowledge: bench.knowledge.handlers,
      ...settingsDeps({ ...bench, newId: () => 'u' }),
    });

    expect(Object.keys(bound).toSorted()).toEqual(all.map(([name]) => name).toSorted());
    for (const [name, route] of all) expect(Object.entries(bound).find(([one]) => one === name)?.[1].route).toBe(route);
  });

  it('has no route whose body a browser could send without asking first', () => {
    const bodies = all.filter(([, { method, body }]) => method === 'get' && body !== nothing);
    expect(bodies).toEqual([]);
  });
});

describe('the OpenAPI document', () => {
  it('is a valid one, with every route and nothing else', async () => {
    const bench = await openApi();

    const { status, text } = await bench.ask('/api/openapi.json');
    const document = documentShape.parse(JSON.parse(text));
    const checked = await new Validator().validate(JSON.parse(text));

    expect([status, checked.errors ?? null, checked.valid]).toEqual([200, null, true]);
    const places = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${operationId}: ${method} ${path}`),
    );
    expect(places.toSorted()).toEqual(all.map(([name, { method, path }]) => `${name}: ${method} ${path}`).toSorted());
  });

  it('says of a route what it takes, what it gives and who may', async () => {
    const { paths } = documentShape.parse(JSON.parse((await (await openApi()).ask('/api/openapi.json')).text));

    expect(paths['/api/broadcasts']?.['post']).toMatchObject({
      description: '能用的身份：secretary、admin。',
      security: [{ session: [] }],
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: true }],
      requestBody: {
        content: { 'application/json': { schema: { required: ['text', 'to'], additionalProperties: false } } },
      },
    });
    expect(paths['/api/broadcasts/{id}']?.['get']).toMatchObject({
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'after', in: 'query', required: false },
        { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 200, default: 50 } },
        { name: 'state', in: 'query', required: false, schema: { enum: expect.arrayContaining(['unknown']) } },
      ],
    });
    expect(paths['/api/session']?.['delete']).toMatchObject({ responses: { 204: {} } });
  });
});

const documentShape = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});

async function none(): Promise<never> {
  throw new Error('not asked in this test');
}
