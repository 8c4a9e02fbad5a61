import { describe, expect, it } from 'vitest';
import { readQuote } from '../../../../src/adapters/channels/wechat/quotes.ts';

const dashes = '- - - - - - - - - - - - - - -';

describe('a quote in WeChat', () => {
  it('is taken out of the text', () => {
    expect(readQuote(`「张三：会费\n什么时候交？」\n${dashes}\n@小秘 请答`)).toEqual({
      quote: { author: '张三', text: '会费\n什么时候交？' },
      text: '@小秘 请答',
    });
  });

  it('may hold another one', () => {
    const inner = `「李四：早」\n${dashes}\n早上好`;

    expect(readQuote(`「张三：${inner}」\n${dashes}\n都早`)).toEqual({
      quote: { author: '张三', text: inner },
      text: '都早',
    });
  });

  it.each([
    '「张三：你好」',
    `「没有冒号」\n${dashes}\n好`,
    `看「张三：好」\n${dashes}\n好`,
    '「张三：好」\n- 一\n- 二',
  ])('is not seen in %j', (text) => {
    expect(readQuote(text)).toEqual({ quote: null, text });
  });
});
