import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog, scrubText } from '../../../src/adapters/process/log.ts';
import { AppError } from '../../../src/base/errors.ts';

const line = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() });
const failure = z.looseObject({ type: z.string(), message: z.string(), stack: z.string() });

describe('the log', () => {
  it('writes one line of JSON with level, time, data and sentence', () => {
    expect(logged({ groups: 3, day: '2026-11-23' })).toEqual({
      level: 'info',
      time: expect.stringMatching(/Z$/),
      groups: 3,
      day: '2026-11-23',
      msg: 'planned',
    });
  });

  it('leaves out what is below its level', () => {
    const { lines, to } = sink();
    const log = createLog('warn', to);

    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');

    expect(lines.map((text) => line.parse(JSON.parse(text)).msg)).toEqual(['c', 'd']);
    createLog('silent', to).error({}, 'e');
    expect(lines).toHaveLength(2);
  });

  it.each([
    'password',
    'PASSWORD',
    'botToken',
    'OPENAI_API_KEY',
    'apiKey',
    'authorization',
    'Set-Cookie',
    'webhookSecret',
    'phone',
    'contact',
    'text',
    'rawText',
    'raw_text',
    'content',
  ])('strikes out the value of %s, at whatever depth', (key) => {
    const secret = 'abc';

    const entry = logged({ [key]: secret, inner: { list: [{ [key]: { nested: secret } }] } });

    expect(entry).toMatchObject({ [key]: '[redacted]', inner: { list: [{ [key]: '[redacted]' }] } });
    expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it.each([
    ['a mobile number', '请打 13800138000 找我', '请打 [number] 找我'],
    ['one in groups', '138-0013-8000', '[number]'],
    ['one with spaces', '138 0013 8000', '[number]'],
    ['one with the country', '+86 13800138000', '[number]'],
    ['one of the address book', '+8673188886666', '[number]'],
    ['one of another country', '+85291234567', '[number]'],
    ['one with the country, joined', '8613800138000', '[number]'],
    ['a landline', '电话0731-85550123转3', '电话[number]转3'],
    ['an identity number', '430102199003070011', '[number]'],
    ['one that ends in X', '43010219900307001X。', '[number]。'],
    ['two of them', '13800138000、13900139000', '[number]、[number]'],
    ['the password of a database', 'postgres://bot:geheim@db:5432/q', 'postgres://[redacted]@db:5432/q'],
    ['a password with an @', 'postgres://bot:ge@heim@db/q', 'postgres://[redacted]@db/q'],
    ['a password without a user', 'redis://:geheim@cache', 'redis://[redacted]@cache'],
  ])('strikes out %s in any text', (_, text, clean) => {
    expect(scrubText(text)).toBe(clean);
    expect(logged({ reason: text })).toMatchObject({ reason: clean });
  });

  it.each([
    '2026-11-23',
    '编号 2026-0001',
    '1764000000000',
    '237 条',
    'http://127.0.0.1:3000/g/demo',
    '1234567890123456789',
  ])('leaves %s as it is', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it.each(['error', 'err', 'cause'])(
    'keeps type, sentence, stack and code of an error named %s, with its causes',
    (name) => {
      const cause = new TypeError('connect ECONNREFUSED postgres://bot:geheim@db/q');
      const error = new AppError('store/unavailable', '数据库暂时用不了（13800138000）。', { cause });

      const entry = logged({ [name]: error });

      const read = failure.parse(entry[name]);
      expect(read).toMatchObject({ type: 'AppError', code: 'store/unavailable' });
      expect(read.message).toContain('数据库暂时用不了（[number]）');
      expect(read.stack).toContain('log.test.ts');
      expect(read.stack).toContain('connect ECONNREFUSED postgres://[redacted]@db/q');
      expect(JSON.stringify(entry)).not.toContain('geheim');
    },
  );

  it('strikes secrets out of what hangs on an error', () => {
    const error = Object.assign(new Error('refused'), { request: { headers: { authorization: 'Bearer abc' } } });

    expect(JSON.stringify(logged({ err: error }))).not.toContain('Bearer');
  });

  it('comes to an end with what refers back to itself', () => {
    const error: Error & { request?: object } = new Error('round');
    error.request = { error };
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;

    expect(logged({ error, ring })).toMatchObject({ error: { message: 'round' } });
  });
});

function logged(data: object): Record<string, unknown> {
  const { lines, to } = sink();
  createLog('debug', to).info(data, 'planned');
  expect(lines).toHaveLength(1);
  return line.parse(JSON.parse(lines[0] ?? ''));
}

function sink(): { lines: string[]; to: { write(text: string): void } } {
  const lines: string[] = [];
  return { lines, to: { write: (text) => void lines.push(text) } };
}
