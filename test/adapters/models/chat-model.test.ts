import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerShape, failureOf, requestFor, rightAnswer, testModel } from '../../support/model-requests.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import { says, saysJson } from '../../support/openai-emulator-replies.ts';

let endpoint: OpenAiEmulator;
beforeEach(async () => {
  endpoint = await startOpenAiEmulator();
});
afterEach(() => endpoint.close());

describe('a model that answers', () => {
  it('gives the value, and the tokens as the endpoint counted them', async () => {
    endpoint.script(saysJson(rightAnswer, { usage: { prompt_tokens: 812, completion_tokens: 45 } }));

    const generated = await testModel(endpoint.url).generate(requestFor());

    expect(generated).toEqual({ value: rightAnswer, usage: { input: 812, output: 45, calls: 1 } });
  });

  it('is asked once, with both parts of the prompt, the shape, a limit and a low temperature', async () => {
    endpoint.script(saysJson(rightAnswer));

    await testModel(endpoint.url).generate(requestFor({ maxOutputTokens: 450 }));

    const [request, ...others] = endpoint.chats;
    expect(others).toEqual([]);
    expect(request).toMatchObject({ model: 'emulated', max_tokens: 450 });
    expect(request?.temperature).toBeLessThanOrEqual(0.2);
    expect(request?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(request?.messages[0]?.content).toContain('只根据材料回答。');
    expect(request?.messages[1]?.content).toBe('会费多少？\n[1] 会费每年六百元。');
    expect(request?.response_format?.json_schema).toMatchObject({ name: 'answer', strict: true });
  });

  it('writes the shape into the prompt too, for endpoints that take a format and forget it', async () => {
    endpoint.script(saysJson(rightAnswer));

    await testModel(endpoint.url).generate(requestFor());

    expect(endpoint.chats[0]?.messages[0]?.content).toMatch(/JSON.*"answer".*"sources"/s);
  });

  it('may live at an address with a slash at its end', async () => {
    endpoint.script(saysJson(rightAnswer));

    await testModel(`${endpoint.url}/`).generate(requestFor());

    expect(endpoint.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
  });

  it('is sent the key, or a placeholder where none is needed', async () => {
    endpoint.otherwise(saysJson(rightAnswer));

    await testModel(endpoint.url, { apiKey: 'sk-of-the-house' }).generate(requestFor());
    await testModel(endpoint.url, { apiKey: null }).generate(requestFor());

    const [first, second] = endpoint.requests.map(({ headers }) => headers.authorization);
    expect(first).toBe('Bearer sk-of-the-house');
    expect(second).toMatch(/^Bearer \S+$/);
  });

  it('estimates tokens when the endpoint does not count', async () => {
    endpoint.script(saysJson(rightAnswer, { usage: null }));

    const { usage } = await testModel(endpoint.url).generate(requestFor());

    expect(usage.calls).toBe(1);
    expect(usage.input).toBeGreaterThan(20);
    expect(usage.output).toBeGreaterThan(5);
  });

  it.each([
    ['alone', (json: string) => json],
    ['in a fence', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
    ['amid prose', (json: string) => `好的，以下是回答：\n${json}\n以上{仅供}参考。`],
    ['behind its thoughts', (json: string) => `<think>先看[1]。{"answer":"不对"}</think>\n${json}`],
    ['behind thoughts whose beginning got lost', (json: string) => `先看[1]。\n</think>\n\n${json}`],
  ])('is understood when the JSON stands %s', async (_, wrap) => {
    endpoint.script(says(wrap(JSON.stringify(rightAnswer))));

    const { value, usage } = await testModel(endpoint.url).generate(requestFor());

    expect(value).toEqual(rightAnswer);
    expect(usage.calls).toBe(1);
  });

  it('may think in a field of its own', async () => {
    endpoint.script(saysJson(rightAnswer, { reasoning: '会费在[1]里。{"answer":"不对","sources":[]}' }));

    const { value } = await testModel(endpoint.url).generate(requestFor());

    expect(value).toEqual(rightAnswer);
  });

  it('serves many at once, each with its own answer and its own count', async () => {
    const { answer } = rightAnswer;
    endpoint.otherwise(({ messages }) => saysJson({ answer: `${answer}${messages.at(-1)?.content}`, sources: [] }));
    const model = testModel(endpoint.url);
    const names = Array.from({ length: 12 }, (_, i) => `第${i}问`);

    const all = await Promise.all(names.map((user) => model.generate(requestFor({ prompt: { system: '', user } }))));

    expect(all.map(({ value }) => value.answer)).toEqual(names.map((user) => `${answer}${user}`));
    expect(all.map(({ usage }) => usage.calls)).toEqual(names.map(() => 1));
  });
});

describe('an answer of another shape', () => {
  it('is repaired once: the model sees its words and what is wrong with them', async () => {
    endpoint.script(saysJson({ answer: '会费每年六百元。', sources: '1' }), saysJson(rightAnswer));

    const { value, usage } = await testModel(endpoint.url).generate(requestFor());

    expect(value).toEqual(rightAnswer);
    expect(usage).toEqual({ input: 200, output: 40, calls: 2 });
    const repair = endpoint.chats[1]?.messages ?? [];
    expect(repair.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(repair[2]?.content).toContain('"sources":"1"');
    expect(repair[3]?.content).toMatch(/^请改正：sources：/);
  });

  it.each([
    ['prose', '会费每年六百元，见[1]。'],
    ['JSON cut short', '{"answer":"会费每年六'],
    ['a list', '["会费每年六百元。"]'],
    ['another object', '{"reply":"会费每年六百元。"}'],
  ])('is given up when it is still %s after that, with the tokens of both calls', async (_, content) => {
    endpoint.script(says(content), says(content));

    const failure = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(failure.kind).toBe('malformed');
    expect(failure.usage).toEqual({ input: 200, output: 40, calls: 2 });
    expect(endpoint.chats).toHaveLength(2);
    expect(failure.message).not.toContain('会费');
  });

  it('is asked for once more when there was none, as DeepSeek does', async () => {
    endpoint.script(says(''), saysJson(rightAnswer));

    const { value } = await testModel(endpoint.url).generate(requestFor());

    expect(value).toEqual(rightAnswer);
    expect(endpoint.chats[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it.each([
    ['nothing', ''],
    ['no content at all', null],
    ['only thoughts', '<think>会费在哪里呢'],
  ])('is empty when twice there was %s', async (_, content) => {
    endpoint.script(says(content), says(content));

    const failure = await failureOf(testModel(endpoint.url).generate(requestFor()));

    expect(failure).toMatchObject({ kind: 'empty', usage: { calls: 2 } });
  });
});

describe('what an endpoint does not know', () => {
  it.each([
    [['json_schema'], ['json_schema', 'json_object', 'json_object']],
    [
      ['json_schema', 'json_object'],
      ['json_schema', 'json_object', undefined, undefined],
    ],
  ] as const)('%s is left out, and for good', async (rejects, formats) => {
    const strict = await startOpenAiEmulator({ rejects });
    strict.otherwise(saysJson(rightAnswer));
    const log = createNotingLog();
    const model = testModel(strict.url, { log });

    const first = await model.generate(requestFor());
    const second = await model.generate(requestFor());

    expect([first.value, second.value]).toEqual([rightAnswer, rightAnswer]);
    expect(second.usage.calls).toBe(1);
    expect(strict.chats.map(({ response_format: format }) => format?.type)).toEqual(formats);
    expect(log.notes.filter(({ level }) => level === 'info')).toHaveLength(1);
    await strict.close();
  });

  it('counts calls that were turned away as calls without tokens', async () => {
    const strict = await startOpenAiEmulator({ rejects: ['json_schema'] });
    strict.otherwise(saysJson(rightAnswer));

    const { usage } = await testModel(strict.url).generate(requestFor());

    expect(usage).toEqual({ input: 100, output: 20, calls: 2 });
    await strict.close();
  });

  it('is learnt also of the name of the limit, the temperature and answers in one piece', async () => {
    const strict = await startOpenAiEmulator({ rejects: ['max_tokens', 'temperature', 'unstreamed', 'json_schema'] });
    strict.otherwise(saysJson(rightAnswer));
    const model = testModel(strict.url);

    await model.generate(requestFor());
    const { value, usage } = await model.generate(requestFor());

    expect(value).toEqual(rightAnswer);
    expect(usage).toEqual({ input: 100, output: 20, calls: 1 });
    const last = strict.chats.at(-1);
    expect(last).toMatchObject({ max_completion_tokens: 300, stream: true, response_format: { type: 'json_object' } });
    expect(last).not.toHaveProperty('max_tokens');
    expect(last).not.toHaveProperty('temperature');
    await strict.close();
  });

  it('is learnt for one model only', async () => {
    const strict = await startOpenAiEmulator({ rejects: ['json_schema'] });
    strict.otherwise(saysJson(rightAnswer));
    await testModel(strict.url, { model: 'old' }).generate(requestFor());

    await testModel(strict.url, { model: 'new' }).generate(requestFor());

    expect(strict.chats[2]).toMatchObject({ model: 'new', response_format: { type: 'json_schema' } });
    await strict.close();
  });

  it('does not mean limits of the schema, which are checked here and not sent', async () => {
    endpoint.script(saysJson({ answer: '', sources: [1] }), saysJson(rightAnswer));

    const { usage } = await testModel(endpoint.url).generate(requestFor());

    expect(usage.calls).toBe(2);
    expect(JSON.stringify(endpoint.chats[0])).not.toMatch(/minLength|maxItems|minimum/);
    expect(answerShape.schema.safeParse({ answer: '', sources: [1] }).success).toBe(false);
  });
});
