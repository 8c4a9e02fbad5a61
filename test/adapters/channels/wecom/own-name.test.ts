import { describe, expect, it } from 'vitest';
import { createOwnName } from '../../../../src/adapters/channels/wecom/own-name.ts';

const textOf = (texts: readonly string[]): string[] => {
  const name = createOwnName(['清语']);
  return texts.map((text) => name.strip(text).text);
};

describe("the bot's own name", () => {
  it.each([
    ['a mention that stands alone in a message', ['@小助手 会费多少'], ['会费多少']],
    ['one in the middle, or at the end', ['请问 @小助手 会费多少', '会费多少 @小助手'], ['请问 会费多少', '会费多少']],
    ['nothing but a mention', ['@小助手'], ['']],
    ['a line behind it', ['@小助手\n会费多少'], ['会费多少']],
    ['among several the one that was seen alone', ['@小助手 早', '@张三 @小助手 看看'], ['早', '@张三 看看']],
    ['among several those in front, before any was seen alone', ['@张三 @小助手 看看'], ['看看']],
    ['a name that is known besides', ['@清语长沙接待日收集了多少条？'], ['长沙接待日收集了多少条？']],
    [
      'a name without a space behind it, once it is known',
      ['@小助手 早', '@小助手 晚', '@小助手会费多少'],
      ['早', '晚', '会费多少'],
    ],
    [
      'a sentence that is no name',
      ['@小助手请问会费到底是多少、什么时候交？'],
      ['小助手请问会费到底是多少、什么时候交？'],
    ],
    ['an address, which is no mention', ['@小助手 写到 a@b.com'], ['写到 a@b.com']],
    ['everybody, who is not the bot', ['@小助手 @所有人 开会'], ['@所有人 开会']],
  ])('is taken away: %s', (_, texts, stripped) => {
    expect(textOf(texts)).toEqual(stripped);
  });

  it('is not there where nobody is mentioned', () => {
    expect(createOwnName([]).strip('/帮助')).toEqual({ text: '/帮助', mentioned: false });
  });
});
