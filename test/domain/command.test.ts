import { describe, expect, it } from 'vitest';
import { commands, inChinese } from '../../src/domain/command.ts';
import { isCommand } from '../../src/domain/mention.ts';

describe('the commands', () => {
  it.each(commands)('$word is one with a slash before it', ({ word }) => {
    expect(isCommand(`/${word}`)).toBe(true);
    expect(isCommand(`／${word} 还有话`)).toBe(true);
  });

  it.each(commands)('$latin is a name that platforms take, with words that say what it is for', (command) => {
    expect(command.latin).toMatch(/^[a-z]{1,32}$/);
    expect(command.description).toMatch(/^\p{Script=Han}.{2,40}$/u);
  });

  it('have two names of their own each', () => {
    expect(new Set(commands.flatMap(({ word, latin }) => [word, latin])).size).toBe(commands.length * 2);
  });

  it.each([
    ['/suggest 多一点菜', '/建议 多一点菜'],
    ['/SUGGEST', '/建议'],
    ['/progress 2026-0001', '/进度 2026-0001'],
    ['/help\n谢谢', '/帮助\n谢谢'],
  ])('in Latin letters are the Chinese ones: %j', (written, text) => {
    expect(inChinese(written)).toBe(text);
  });

  it.each(['/suggestion 多一点菜', '/helper', '/建议 x', 'help', 'a /help', '/home/user', ''])(
    'are not in %j',
    (written) => {
      expect(inChinese(written)).toBe(written);
    },
  );
});
