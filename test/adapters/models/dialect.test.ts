import { describe, expect, it } from 'vitest';
import { type Dialect, firstDialect, stepDown } from '../../../src/adapters/models/dialect.ts';

const asked = { format: true, tools: false };
const step = (status: number, said: string, from: Dialect = firstDialect): Dialect | null =>
  stepDown(from, { status, said }, asked);

describe('what a rejection teaches', () => {
  it.each([
    ['DeepSeek', 400, 'This response_format type is unavailable now'],
    ['Moonshot', 400, 'Invalid request: response_format.type json_schema is not supported'],
    [
      'DashScope',
      400,
      "<400> InternalError.Algo.InvalidParameter: 'response_format.type' Must be one of ['text', 'json_object']",
    ],
    ['vLLM', 422, '{"detail":[{"loc":["body","response_format"],"msg":"unexpected value"}]}'],
    ['OpenRouter', 404, 'No endpoints found that can handle the requested parameters.'],
    ['one that says nothing', 400, 'Bad Request'],
  ])('%s: the next format', (_, status, said) => {
    expect(step(status, said)).toEqual({ ...firstDialect, format: 'json_object' });
  });

  it.each<[string, string, Partial<Dialect>]>([
    [
      'OpenAI of the limit',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { limit: 'max_completion_tokens' },
    ],
    [
      'OpenAI of the temperature',
      "Unsupported value: 'temperature' does not support 0.1 with this model.",
      { temperature: false },
    ],
    ['Moonshot of the temperature', 'invalid temperature: only 1 is allowed for this model', { temperature: false }],
    [
      'DashScope of thinking',
      'parameter.enable_thinking must be set to false for non-streaming calls',
      { stream: true },
    ],
    [
      'DashScope of pieces',
      'This model only support stream mode, please enable the stream parameter to access the model.',
      { stream: true },
    ],
  ])('%s: that, and nothing else', (_, said, changed) => {
    expect(step(400, said)).toEqual({ ...firstDialect, ...changed });
  });

  it.each([
    ['a key', 401, 'response_format'],
    ['a limit of requests', 429, 'response_format'],
    ['a broken server', 500, 'response_format'],
    ['a model that is not there', 404, 'The model `m` does not exist'],
    ['a wrong address', 404, 'Not Found'],
    ['a model of DashScope that is not there', 400, 'Model not exist.'],
    ['a model of Zhipu that is not there', 400, '模型不存在，请检查模型代码。'],
    ['a prompt that is too long', 400, "This model's maximum context length is 8192 tokens."],
  ])('nothing when it was about %s', (_, status, said) => {
    expect(step(status, said)).toBeNull();
  });

  it('ends: the last format has no next one, and no lesson comes twice', () => {
    const last: Dialect = { format: 'text', limit: 'max_completion_tokens', temperature: false, stream: true };

    for (const said of ['response_format', 'max_completion_tokens', 'temperature', 'stream']) {
      expect(step(400, said, last)).toBeNull();
    }
  });

  it('leaves the format alone when none was asked for', () => {
    expect(
      stepDown(firstDialect, { status: 400, said: 'tools are not supported' }, { format: false, tools: true }),
    ).toBeNull();
  });
});
