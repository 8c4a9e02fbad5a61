import { describe, expect, it } from 'vitest';
import { checkPassword } from '../../../src/features/directory/password-rules.ts';

describe('a password', () => {
  it.each([
    '春眠不觉晓处处闻啼鸟',
    'correct horse battery',
    'Xh-2026-tea-house',
    '周秘书爱喝碧螺春2026',
    'kd7mq-3xpwt-9rchv-y4gna',
  ])('may be %s', (password) => {
    expect(() => checkPassword(password, '周秘书')).not.toThrow();
  });

  it.each([
    ['', '太短'],
    ['abcDEF123', '太短'],
    ['字'.repeat(201), '太长'],
    ['abcdefgh\u0000ijk', '控制字符'],
    ['1234567890', '只有数字'],
    ['138-0013-8000', '只有数字'],
    ['１２３４５６７８９０', '只有数字'],
    ['aaaaaaaaaaab', '不同的字符太少'],
    ['周秘书20261123', '名字太像'],
    ['password123', '太常见'],
    ['P@ssw0rd!!2026', '太常见'],
    ['!!qwertyuiop', '太常见'],
    ['Admin@123456', '太常见'],
    ['woaini1314520', '太常见'],
  ])('may not be %j: %s', (password, problem) => {
    expect(() => checkPassword(password, '周秘书')).toThrow(
      expect.objectContaining({ code: 'input/invalid', message: expect.stringContaining(problem) }),
    );
  });

  it('may not be the name with something around it', () => {
    expect(() => checkPassword('Chairwoman_2026', 'chairwoman')).toThrow(/名字太像/u);
    expect(() => checkPassword('12chair.woman34', 'chair.woman')).toThrow(/名字太像/u);
  });
});
