import { expect, it } from 'vitest';
import { normalise } from '../../../src/base/text.ts';
import { withoutIntroduction } from '../../../src/features/answers/introduction.ts';

const read = (text: string): string => withoutIntroduction(normalise(text));

it.each([
  '我是李小龙，电话13800138000，会长单位每年要交多少会费？',
  '我叫李小龙，会长单位每年要交多少会费？',
  '您好，我是家具协会的小王，会长单位每年要交多少会费？',
  '会长单位每年要交多少会费？我的手机是138 0013 8000',
  '邮箱 wang@example.com，身份证430102199001011234，会长单位每年要交多少会费？',
])('who asks is no part of the question: %s', (text) => {
  expect(read(text).replace('?', '')).toBe('会长单位每年要交多少会费');
});

it.each([
  '13800138000是谁的电话？',
  '办公电话是0731-88886666吗？',
  '我是会员能投票吗？',
  '我是会长单位，每年要交多少会费？',
  '我是普通会员，每年要交多少会费？',
  '会费是3500元吗？',
  '13800138000',
  '我是李小龙',
])('a question that is about it keeps it: %s', (text) => {
  expect(read(text)).toBe(normalise(text));
});
