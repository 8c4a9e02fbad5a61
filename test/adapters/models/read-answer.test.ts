import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readAnswer, withoutThinking } from '../../../src/adapters/models/read-answer.ts';

const schema = z.object({ answer: z.string(), sources: z.array(z.number()) });
const right = { answer: '每年六百元，写作 {600} 或 "600"。', sources: [1] };
const json = JSON.stringify(right);

describe('the value in a text', () => {
  it.each([
    ['alone', json],
    ['with spaces around', `\n  ${json}\n`],
    ['in a fence without a name', `\`\`\`\n${json}\n\`\`\``],
    ['behind an object of another shape', `{"thought":"看[1]"}\n${json}`],
    ['behind a brace that is none', `集合 {1, 2} 如下：${json}`],
    ['indented', JSON.stringify(right, null, 2)],
  ])('is found %s', (_, text) => {
    expect(readAnswer(text, schema)).toEqual({ ok: true, value: right });
  });

  it.each([
    ['no text', ''],
    ['prose', '每年六百元。'],
    ['an object that ends too early', json.slice(0, -1)],
    ['braces without end', '{'.repeat(10_000)],
  ])('is not found in %s', (_, text) => {
    expect(readAnswer(text, schema)).toMatchObject({ ok: false, problem: '回答里没有完整的 JSON 对象' });
  });

  it('that has not the shape is described by its places, without its words', () => {
    const read = readAnswer('{"answer":"每年六百元。","sources":["一"]}', schema);

    expect(read).toMatchObject({ ok: false, where: 'sources.0', problem: expect.stringContaining('sources.0：') });
    expect(JSON.stringify(read)).not.toContain('六百');
  });

  it('names no keys that the model made up where that is logged', () => {
    const read = readAnswer('{"张三欠费":"是"}', z.record(z.string(), z.number()));

    expect(read).toMatchObject({ ok: false, where: '…' });
  });
});

describe('thoughts', () => {
  it.each([
    ['<think>看[1]</think>\n答', '答'],
    ['  <thinking>看[1]</thinking>答', '答'],
    ['看[1]\n</think>\n\n答', '答'],
    ['<think>没有想完', ''],
    ['答', '答'],
    ['{"answer":"标签 </think> 是什么"}', '{"answer":"标签 </think> 是什么"}'],
  ])('of %j leave %j', (text, answer) => {
    expect(withoutThinking(text)).toBe(answer);
  });
});
