import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelFailure } from '../../../src/ports/chat-model.ts';
import { failureOf, requestFor, rightAnswer, testModel } from '../../support/model-requests.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import {
  busy,
  type ChatReply,
  fails,
  fault,
  filtered,
  plain,
  refuses,
  says,
  saysJson,
  saysTruncated,
  unknownModel,
  wrongKey,
} from '../../support/openai-emulator-replies.ts';

let endpoint: OpenAiEmulator;
beforeEach(async () => {
  endpoint = await startOpenAiEmulator();
});
afterEach(() => endpoint.close());

type Case = [string, ChatReply, { kind: ModelFailure; calls: number }];

/** What the endpoint does to every call, what that is called, and how often it is asked. */
const cases: Case[] = [
  ['a wrong key', wrongKey(), { kind: 'misconfigured', calls: 1 }],
  ['a key without rights', fails(403, 'You have no access.'), { kind: 'misconfigured', calls: 1 }],
  ['an account without money', fails(402, 'Insufficient Balance'), { kind: 'misconfigured', calls: 1 }],
  ['a model that is not there', unknownModel(), { kind: 'misconfigured', calls: 1 }],
  [
    'another address',
    plain(307, '', { location: 'http://127.0.0.1:9/v1/chat/completions' }),
    { kind: 'misconfigured', calls: 1 },
  ],
  ['a page for people', plain(200, '<html>登录</html>'), { kind: 'misconfigured', calls: 1 }],
  ['another API', plain(200, { ok: true }), { kind: 'misconfigured', calls: 1 }],
  [
    'an error with status 200',
    plain(200, { error: { message: 'upstream failed', code: 502 } }),
    { kind: 'unavailable', calls: 1 },
  ],
  ['too many requests', busy(), { kind: 'rate-limited', calls: 1 }],
  ['too many requests for long', busy(60), { kind: 'rate-limited', calls: 1 }],
  ['too many requests for a moment', busy(0), { kind: 'rate-limited', calls: 2 }],
  ['status 500', fails(500), { kind: 'unavailable', calls: 1 }],
  ['status 502', fails(502), { kind: 'unavailable', calls: 2 }],
  ['status 503', fails(503), { kind: 'unavailable', calls: 2 }],
  ['status 504', fails(504), { kind: 'unavailable', calls: 1 }],
  ['a connection that is cut before the answer', fault('reset'), { kind: 'unavailable', calls: 2 }],
  ['a connection that is cut in the answer', fault('cut'), { kind: 'unavailable', calls: 1 }],
  ['half of a JSON', { ...plain(200, {}), body: '{"choices":[{"mess' }, { kind: 'unavailable', calls: 1 }],
  ['an endless answer', fault('flood'), { kind: 'malformed', calls: 1 }],
  ['a refusal', refuses('我不能回答。'), { kind: 'refused', calls: 1 }],
  ['a content filter', filtered(), { kind: 'refused', calls: 1 }],
  ['a content filter of Zhipu', says('', { finish: 'sensitive' }), { kind: 'refused', calls: 1 }],
  [
    'a content review',
    fails(400, 'Input data may contain inappropriate content.', { code: 'data_inspection_failed' }),
    { kind: 'refused', calls: 1 },
  ],
  ['an answer cut at the limit', saysTruncated('{"answer":"会费每年六'), { kind: 'truncated', calls: 1 }],
  ['trouble of DeepSeek', says('', { finish: 'insufficient_system_resource' }), { kind: 'unavailable', calls: 1 }],
  [
    'a prompt that is too long',
    fails(400, "This model's maximum context length is 8192 tokens.", { code: 'context_length_exceeded' }),
    { kind: 'misconfigured', calls: 1 },
  ],
];

describe('an endpoint that fails', () => {
  it.each(cases)('with %s', async (_, reply, { kind, calls }) => {
    endpoint.otherwise(reply);

    const failure = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(failure.kind).toBe(kind);
    expect(failure.usage.calls).toBe(calls);
    expect(endpoint.chats).toHaveLength(calls);
  });

  it.each(['cut', 'flood'] as const)('with a streamed answer: %s', async (name) => {
    const strict = await startOpenAiEmulator({ rejects: ['unstreamed'] });
    strict.otherwise(fault(name));

    const failure = await failureOf(testModel(strict.url).generate(requestFor()));

    expect(failure.kind).toBe(name === 'cut' ? 'unavailable' : 'malformed');
    await strict.close();
  });

  it('with a stream that ends before the model did', async () => {
    const strict = await startOpenAiEmulator({ rejects: ['unstreamed'] });
    const piece = { choices: [{ index: 0, delta: { content: '{"answer":' }, finish_reason: null }] };
    strict.otherwise({
      kind: 'plain',
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: `data: ${JSON.stringify(piece)}\n\n`,
    });

    const failure = await failureOf(testModel(strict.url).generate(requestFor()));

    expect(failure.kind).toBe('unavailable');
    await strict.close();
  });

  it('by not being there', async () => {
    const port = await unusedPort();

    const failure = await failureOf(testModel(`http://127.0.0.1:${port}/v1`).generate(requestFor()));

    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it.each([
    ['429 for a moment', busy(0)],
    ['503', fails(503)],
    ['a cut connection', fault('reset')],
  ])('once with %s, and not again', async (_, reply) => {
    endpoint.script(reply, saysJson(rightAnswer));

    const { value, usage } = await testModel(endpoint.url).generate(requestFor());

    expect(value).toEqual(rightAnswer);
    expect(usage.calls).toBe(2);
  });

  it('does not step down from a format that it never complained of', async () => {
    endpoint.script(fails(500), busy(), wrongKey(), saysJson(rightAnswer));
    const model = testModel(endpoint.url);

    for (let i = 0; i < 3; i += 1) await failureOf(model.generate(requestFor()));
    await model.generate(requestFor());

    expect(endpoint.chats.map(({ response_format: format }) => format?.type)).toEqual(Array(4).fill('json_schema'));
  });

  it('does not remember a step down that did not help', async () => {
    const refusing = Array.from({ length: 3 }, () => fails(400, 'bad request'));
    endpoint.script(...refusing, saysJson(rightAnswer));
    const model = testModel(endpoint.url);

    const failure = await failureOf(model.generate(requestFor()));
    await model.generate(requestFor());

    expect(failure).toMatchObject({ kind: 'misconfigured', usage: { input: 0, output: 0, calls: 3 } });
    expect(endpoint.chats.map(({ response_format: format }) => format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
      'json_schema',
    ]);
  });

  it('in the repair is told as what it is, with what the first call cost', async () => {
    endpoint.script(says('会费每年六百元。'), fails(500));

    const failure = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(failure).toMatchObject({ kind: 'unavailable', usage: { input: 100, output: 20, calls: 2 } });
  });
});

describe('the time that may be spent', () => {
  it.each(['silence', 'trickle'] as const)('ends an answer that does not end (%s), and hangs up', async (name) => {
    endpoint.otherwise(fault(name));
    const time = new AbortController();
    const call = failureOf(testModel(endpoint.url).generate(requestFor({ signal: time.signal })));
    await expect.poll(() => endpoint.requests.length).toBe(1);

    time.abort();

    expect(await call).toMatchObject({ kind: 'timeout', usage: { output: 0, calls: 1 } });
    expect((await call).usage.input).toBeGreaterThan(20);
    expect(await endpoint.requests[0]?.ended).toBe('hung up');
  });

  it('ends a streamed answer that does not end', async () => {
    const strict = await startOpenAiEmulator({ rejects: ['unstreamed'] });
    strict.otherwise(fault('trickle'));
    const time = new AbortController();
    const call = failureOf(testModel(strict.url).generate(requestFor({ signal: time.signal })));
    await expect.poll(() => strict.requests.length).toBe(2);

    time.abort();

    expect((await call).kind).toBe('timeout');
    expect(await strict.requests[1]?.ended).toBe('hung up');
    await strict.close();
  });

  it('ends the pause before a second try', async () => {
    endpoint.script(busy(2), saysJson(rightAnswer));
    const time = new AbortController();
    const call = failureOf(testModel(endpoint.url).generate(requestFor({ signal: time.signal })));
    await expect.poll(() => endpoint.requests.length).toBe(1);
    await endpoint.requests[0]?.ended;

    time.abort();

    expect((await call).kind).toBe('timeout');
    expect(endpoint.chats).toHaveLength(1);
  });

  it('ends the repair', async () => {
    endpoint.script(says('会费每年六百元。'), fault('silence'));
    const time = new AbortController();
    const call = failureOf(testModel(endpoint.url).generate(requestFor({ signal: time.signal })));
    await expect.poll(() => endpoint.requests.length).toBe(2);

    time.abort();

    const { kind, usage } = await call;
    expect([kind, usage.calls, usage.output]).toEqual(['timeout', 2, 20]);
    expect(usage.input).toBeGreaterThan(100);
  });

  it('that is over before the call asks nobody', async () => {
    const failure = await failureOf(testModel(endpoint.url).generate(requestFor({ signal: AbortSignal.abort() })));

    expect(failure).toMatchObject({ kind: 'timeout', usage: { input: 0, output: 0, calls: 0 } });
    expect(endpoint.requests).toEqual([]);
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return address.port;
}
