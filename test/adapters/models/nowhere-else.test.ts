import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, requestFor, rightAnswer, testModel } from '../../support/model-requests.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import { callsTool, fails, plain, saysJson, wrongKey } from '../../support/openai-emulator-replies.ts';

const key = 'sk-secret-4f6a8b0c2d1e';

let endpoint: OpenAiEmulator;
beforeEach(async () => {
  endpoint = await startOpenAiEmulator();
});
afterEach(() => endpoint.close());

describe('a process whose environment points everywhere', () => {
  let folder: string;
  let trap: Trap;
  beforeAll(async () => {
    folder = await buildChild();
    trap = await openTrap();
  }, 60_000);
  afterAll(async () => {
    await trap.close();
    rmSync(folder, { recursive: true });
  });

  it('sends to the configured endpoint and to nobody else', async () => {
    endpoint.script(saysJson(rightAnswer), callsTool('search', { query: '会费' }), saysJson(rightAnswer));

    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'model-child.js'), endpoint.url], {
      env: { PATH: process.env['PATH'], ...misleading(trap.url) },
    });

    const { host } = new URL(endpoint.url);
    expect(JSON.parse(stdout)).toEqual({ value: rightAnswer, places: [host] });
    expect(trap.requests).toEqual([]);
    expect(endpoint.requests).toHaveLength(4);
  });

  it('sends no header that the environment or the library adds', async () => {
    endpoint.script(saysJson(rightAnswer), saysJson(rightAnswer));

    await promisify(execFile)(process.execPath, [join(folder, 'model-child.js'), endpoint.url], {
      env: { PATH: process.env['PATH'], ...misleading(trap.url) },
    });

    for (const { headers } of endpoint.requests) {
      expect(headers.authorization).toBe('Bearer none');
      expect(Object.keys(headers).filter((name) => /^(x-|openai-)/.test(name))).toEqual([]);
      expect(JSON.stringify(headers)).not.toMatch(/from-environment/);
    }
  });
});

describe('an endpoint that sends us elsewhere', () => {
  it('is not followed', async () => {
    const trap = await openTrap();
    endpoint.otherwise(plain(307, '', { location: `${trap.url}/v1/chat/completions` }));

    const failure = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(failure.kind).toBe('misconfigured');
    expect(trap.requests).toEqual([]);
    await trap.close();
  });
});

describe('what is told of a failure', () => {
  it.each([
    ['names the key', wrongKey(key)],
    ['names the key in another place', fails(400, `cannot use ${key} for this`)],
    ['repeats the prompt', fails(400, 'Invalid content: 会费多少？\n[1] 会费每年六百元。')],
  ])('holds neither key nor words of people when the endpoint %s', async (_, reply) => {
    endpoint.otherwise(reply);
    const log = createNotingLog();

    const failure = await failureOf(testModel(endpoint.url, { apiKey: key, log }).generate(requestFor()));

    const told = `${failure.message} ${failure.stack} ${JSON.stringify(failure)} ${JSON.stringify(log.notes)}`;
    expect(failure.kind).toBe('misconfigured');
    expect(failure.cause).toBeUndefined();
    expect(told).not.toContain(key);
    expect(told).not.toContain('六百元');
  });

  it('quotes the endpoint where that helps', async () => {
    endpoint.otherwise(fails(404, 'The model `glm-9` does not exist.'));

    const { message } = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(message).toContain('The model `glm-9` does not exist.');
  });
});

/** Every variable of the libraries below that leads somewhere or switches something on. */
function misleading(url: string): Record<string, string> {
  return {
    LANGSMITH_TRACING: 'true',
    LANGSMITH_TRACING_V2: 'true',
    LANGCHAIN_TRACING: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
    LANGSMITH_API_KEY: 'from-environment',
    LANGSMITH_ENDPOINT: url,
    LANGCHAIN_ENDPOINT: url,
    LANGSMITH_RUNS_ENDPOINTS: JSON.stringify([{ api_url: url, api_key: 'from-environment' }]),
    LANGSMITH_GATEWAY: url,
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_BASE: `${url}/v1`,
    OPENAI_API_KEY: 'from-environment',
    OPENAI_ADMIN_KEY: 'from-environment',
    OPENAI_ORG_ID: 'from-environment',
    OPENAI_ORGANIZATION: 'from-environment',
    OPENAI_PROJECT_ID: 'from-environment',
    OPENAI_CUSTOM_HEADERS: 'x-leak: from-environment',
    OPENAI_LOG: 'debug',
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    ALL_PROXY: url,
  };
}

async function buildChild(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-models-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  await build({
    input: resolve('test/support/model-child.ts'),
    platform: 'node',
    external: [/^openai/, /^langchain/, /^@langchain/, 'zod'],
    output: { dir: folder, format: 'esm' },
    logLevel: 'silent',
  });
  return folder;
}

type Trap = { url: string; requests: string[]; close(): Promise<void> };

async function openTrap(): Promise<Trap> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
