import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../../src/adapters/channels/wechat/mentions.ts';

const self = { id: 'bot', accountNames: ['小秘', '清语 值班员'], names: ['清语'] };

describe('a mention in WeChat', () => {
  it.each([
    ['@小秘\u2005会费怎么交', '会费怎么交'],
    ['@小秘 会费怎么交', '会费怎么交'],
    ['@小秘', ''],
    ['会费怎么交 @小秘', '会费怎么交'],
    ['@小秘，会费怎么交', '会费怎么交'],
    ['@清语 值班员\u2005会费怎么交', '会费怎么交'],
    ['@清语 值班员 会费怎么交', '会费怎么交'],
    ['@清语长沙接待日几点', '长沙接待日几点'],
    ['@张三\u2005@小秘\u2005会费怎么交', '@张三 会费怎么交'],
  ])('is found in %j though the gateway does not say who is mentioned', (text, rest) => {
    expect(readAddress(text, self, [])).toEqual({ addressed: 'mention', mentionsAll: false, text: rest });
  });

  it.each([
    '@小秘书长\u2005请看',
    '@小秘书长 请看',
    '@清语的朋友\u2005你好',
    '小秘在吗',
    '写信给 a@小秘书',
    '@张三\u2005会费怎么交',
  ])('is not found in %j', (text) => {
    expect(readAddress(text, self, [])).toEqual({ addressed: 'none', mentionsAll: false, text });
  });

  it('counts when the gateway says so, whatever the asker calls the bot', () => {
    expect(readAddress('@协会小助手\u2005会费怎么交', self, ['bot'])).toEqual({
      addressed: 'mention',
      mentionsAll: false,
      text: '会费怎么交',
    });
    expect(readAddress('@张三\u2005@助手\u2005看看', self, ['wx-张三', 'bot'])).toMatchObject({ addressed: 'mention' });
  });

  it.each(['@所有人\u2005明天开会', '@所有人 明天开会', '@all\u2005明天开会'])(
    'of everybody is none of the bot, though the list names it: %j',
    (text) => {
      expect(readAddress(text, self, ['bot', 'wx-张三'])).toEqual({ addressed: 'none', mentionsAll: true, text });
    },
  );

  it('leaves a command one, and finds one behind a mention', () => {
    expect(readAddress('/帮助', self, [])).toMatchObject({ addressed: 'command', text: '/帮助' });
    expect(readAddress('@小秘\u2005/帮助', self, [])).toMatchObject({ addressed: 'mention', text: '/帮助' });
  });
});
