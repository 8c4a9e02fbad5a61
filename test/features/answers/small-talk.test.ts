import { expect, it } from 'vitest';
import { readSmallTalk, smallTalkReplies } from '../../../src/features/answers/small-talk.ts';

it.each(['跳过', '/跳过', '跳过吧。', '略过', '取消', 'skip'])('%s where nothing was asked is told so', (text) => {
  expect(readSmallTalk(text)).toBe('skip');
  expect(smallTalkReplies.skip).toMatch(/现在没有问您/);
});

it.each(['跳过试用期可以吗', '取消会员资格要什么手续', '会费取消了吗'])('%s is a question', (text) => {
  expect(readSmallTalk(text)).toBeNull();
});
