import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbedder, type EmbedderOptions } from '../../../src/adapters/models/embedder.ts';
import type { ModelFailure } from '../../../src/ports/chat-model.ts';
import type { Embedder } from '../../../src/ports/embedder.ts';
import { createGate } from '../../support/gate.ts';
import { failureOf } from '../../support/model-requests.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import { busy, fails, fault, plain, unknownModel, wrongKey } from '../../support/openai-emulator-replies.ts';
import {
  embeddingBody,
  type EmbeddingReply,
  toBase64,
  vectorOf,
  vectors,
} from '../../support/openai-emulator-vectors.ts';

let endpoint: OpenAiEmulator;
beforeEach(async () => {
  endpoint = await startOpenAiEmulator();
});
afterEach(() => endpoint.close());

function testEmbedder(more: Partial<EmbedderOptions> = {}): Embedder {
  return createEmbedder({
    apiKey: 'sk-test-0123456789abcdef',
    baseUrl: endpoint.url,
    model: 'emulated',
    dimensions: null,
    log: createNotingLog(),
    ...more,
  });
}

const never = new AbortController().signal;
const textsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `第${i}条：会费每年${i}百元。`);

/** The angle between two vectors of length 1. */
function cosine(a: ArrayLike<number> = [], b: ArrayLike<number> = []): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function unitOf(text: string): number[] {
  const vector = vectorOf(text, 64);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

describe('an embedder', () => {
  it('gives one vector of length 1 a text, in order, over several batches', async () => {
    const texts = textsOf(37);

    const made = await testEmbedder().embed(texts, never);

    expect(made).toHaveLength(37);
    for (const [i, vector] of made.entries()) {
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
      expect(cosine(vector, unitOf(texts[i] ?? ''))).toBeCloseTo(1, 5);
    }
  });

  it('sends at most ten texts at once, in the format of numbers, and no length unless told', async () => {
    await testEmbedder().embed(textsOf(23), never);

    expect(endpoint.embeddings.map(({ input }) => input.length).sort()).toEqual([10, 10, 3].sort());
    expect(endpoint.embeddings.every(({ encoding_format: format }) => format === 'float')).toBe(true);
    expect(endpoint.embeddings.some((request) => 'dimensions' in request)).toBe(false);
  });

  it('has no more than two batches on the way', async () => {
    const gates = Array.from({ length: 4 }, createGate);
    endpoint.scriptEmbeddings(...gates.map((gate) => async () => gate.passed.then(() => vectors())));
    const made = testEmbedder().embed(textsOf(40), never);
    await expect.poll(() => endpoint.requests.length).toBe(2);

    gates[0]?.open();
    await endpoint.requests[0]?.ended;
    await expect.poll(() => endpoint.requests.length).toBe(3);
    for (const gate of gates) gate.open();

    expect(await made).toHaveLength(40);
    expect(endpoint.embeddings).toHaveLength(4);
  });

  it('asks nobody when there is nothing to do', async () => {
    expect(await testEmbedder().embed([], never)).toEqual([]);
    expect(endpoint.requests).toEqual([]);
  });

  it('asks for a length when told, and holds the endpoint to it', async () => {
    const [vector] = await testEmbedder({ dimensions: 32 }).embed(['会费'], never);
    endpoint.scriptEmbeddings(vectors((made) => made.map((one) => [...one, 1])));

    const failure = await failureOf(testEmbedder({ dimensions: 32 }).embed(['会费'], never));

    expect(vector).toHaveLength(32);
    expect(endpoint.embeddings[0]?.dimensions).toBe(32);
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringContaining('32 维') });
  });

  it('puts vectors in order by their index', async () => {
    endpoint.scriptEmbeddings((request) => {
      const body = embeddingBody(
        request,
        request.input.map((text) => vectorOf(text, 64)),
      ) as { data: object[] };
      return plain(200, { ...body, data: [...body.data].reverse() });
    });

    const [first] = await testEmbedder().embed(['会费标准', '换届选举'], never);

    expect(cosine(first, unitOf('会费标准'))).toBeCloseTo(1, 5);
  });

  it('reads base64 from endpoints that were asked for numbers, and lists without index', async () => {
    endpoint.scriptEmbeddings(({ input }) =>
      plain(200, { data: input.map((text) => ({ embedding: toBase64(vectorOf(text, 64)) })) }),
    );

    const [, second] = await testEmbedder().embed(['会费标准', '换届选举'], never);

    expect(cosine(second, unitOf('换届选举'))).toBeCloseTo(1, 5);
  });

  it('never sends an empty text, nor one without end, nor half a character', async () => {
    const made = await testEmbedder().embed(
      ['', ' \n', '长'.repeat(100_000), `${'a'.repeat(1999)}🈶${'b'.repeat(9)}`],
      never,
    );

    const [first, second, third, fourth] = endpoint.embeddings[0]?.input ?? [];
    expect(made).toHaveLength(4);
    expect([first, second]).toEqual(['。', '。']);
    expect(third?.length).toBeLessThanOrEqual(2000);
    expect(fourth).toBe('a'.repeat(1999));
  });

  it('sends shorter texts also when two batches were turned away at once', async () => {
    const strict = ({ input }: { input: string[] }): EmbeddingReply =>
      input.some(({ length }) => length > 400) ? fails(413, 'input must have less than 512 tokens') : vectors();
    endpoint.scriptEmbeddings(...Array.from({ length: 4 }, () => strict));

    expect(await testEmbedder().embed(Array(20).fill('长'.repeat(1500)), never)).toHaveLength(20);
  });

  it('sends shorter texts from then on to a model that takes no long ones', async () => {
    endpoint.scriptEmbeddings(fails(413, 'input must have less than 512 tokens', { code: 20042 }));
    const embedder = testEmbedder();

    await embedder.embed(['长'.repeat(1500)], never);
    await embedder.embed(['长'.repeat(1500)], never);

    expect(endpoint.embeddings.map(({ input }) => input[0]?.length)).toEqual([1500, 400, 400]);
  });

  it('has a fingerprint that tells models and lengths apart, but not endpoints', () => {
    const own = testEmbedder().fingerprint;

    expect(testEmbedder({ baseUrl: 'http://127.0.0.1:1/v1', apiKey: null }).fingerprint).toBe(own);
    expect(testEmbedder({ model: 'other' }).fingerprint).not.toBe(own);
    expect(testEmbedder({ dimensions: 64 }).fingerprint).not.toBe(own);
  });
});

type Case = [string, EmbeddingReply, ModelFailure];

const cases: Case[] = [
  ['fewer vectors than texts', vectors((made) => made.slice(1)), 'malformed'],
  ['more vectors than texts', vectors((made) => [...made, ...made]), 'malformed'],
  ['vectors of different lengths', vectors(([first = [], ...rest]) => [first.slice(1), ...rest]), 'malformed'],
  ['a vector of zeros', vectors(([first = [], ...rest]) => [first.map(() => 0), ...rest]), 'malformed'],
  ['numbers too large', vectors(([first = [], ...rest]) => [first.map(() => 1e300), ...rest]), 'malformed'],
  ['null for numbers', vectors(([first = [], ...rest]) => [first.map(() => Number.NaN), ...rest]), 'malformed'],
  ['an empty vector', vectors(([, ...rest]) => [[], ...rest]), 'malformed'],
  ['one index twice', plain(200, { data: [0, 0, 1].map((index) => ({ index, embedding: [1, 2] })) }), 'malformed'],
  ['an index below zero', plain(200, { data: [-1, 1, 2].map((index) => ({ index, embedding: [1] })) }), 'malformed'],
  ['something else', plain(200, { ok: true }), 'malformed'],
  ['a page for people', plain(200, '<html>登录</html>'), 'malformed'],
  ['a wrong key', wrongKey(), 'misconfigured'],
  ['a model that is not there', unknownModel(), 'misconfigured'],
  [
    'a length it does not know',
    plain(400, { code: 20015, message: 'The parameter is invalid.', data: null }),
    'misconfigured',
  ],
  ['a limit of texts', fails(400, 'batch size is invalid, it should not be larger than 2.'), 'misconfigured'],
  ['too many requests', busy(), 'rate-limited'],
  ['status 500', fails(500), 'unavailable'],
  ['a cut connection', fault('cut'), 'unavailable'],
  ['an endless answer', fault('flood'), 'malformed'],
];

describe('an endpoint of vectors that fails', () => {
  it.each(cases)('with %s', async (_, reply, kind) => {
    endpoint.scriptEmbeddings(reply);

    const failure = await failureOf(testEmbedder().embed(textsOf(3), never));

    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toContain('会费');
  });

  it('begins no further batch', async () => {
    endpoint.scriptEmbeddings(wrongKey(), wrongKey());

    await failureOf(testEmbedder().embed(textsOf(60), never));
    await expect.poll(() => endpoint.requests.length).toBe(2);
    await Promise.all(endpoint.requests.map(({ ended }) => ended));

    expect(endpoint.embeddings).toHaveLength(2);
  });

  it('for a moment is asked once more', async () => {
    endpoint.scriptEmbeddings(fails(503));

    expect(await testEmbedder().embed(['会费'], never)).toHaveLength(1);
  });

  it('changes its length in the middle of the life of the process', async () => {
    const embedder = testEmbedder();
    await embedder.embed(['会费'], never);
    endpoint.scriptEmbeddings(vectors((made) => made.map((one) => one.slice(1))));

    const failure = await failureOf(embedder.embed(['会费'], never));

    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringContaining('64 维') });
  });

  it.each(['silence', 'trickle'] as const)('ends with its time (%s), and is hung up on', async (name) => {
    endpoint.scriptEmbeddings(fault(name));
    const time = new AbortController();
    const call = failureOf(testEmbedder().embed(['会费'], time.signal));
    await expect.poll(() => endpoint.requests.length).toBe(1);

    time.abort();

    expect((await call).kind).toBe('timeout');
    expect(await endpoint.requests[0]?.ended).toBe('hung up');
  });
});
