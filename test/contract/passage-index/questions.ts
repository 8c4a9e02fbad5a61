import { describe, expect, it } from 'vitest';
import type { IndexBench } from '../passage-index.ts';
import { election, everywhere, fees, idsFound, reception } from './contents.ts';

export function questionsContract({ index }: IndexBench): void {
  describe('questions as people write them', () => {
    it.each([
      ['in the other script', '會員單位每年繳納多少會費？'],
      ['full-width', '会费３５００元'],
      ['with spaces between the characters', '会 员 单 位 每 年 缴 纳 多 少 会 费'],
      ['with a number in Chinese', '会费三千五百元'],
      ['with one wrong character', '会员单位每年缴钠多少会费'],
      ['with emoji', '😀会员单位每年缴纳多少会费👍'],
      ['with invisible marks', '\u202e会员\u200b单位\u200f每年缴纳多少会费'],
      ['after ten thousand other characters', `会员单位每年缴纳多少会费？${'哈'.repeat(10_000)}`],
    ])('are understood %s', async (_, question) => {
      await index().put([election, reception, fees]);

      expect((await idsFound(index(), question))[0]).toBe('fees#0');
    });

    it('find numbers that a document writes in Chinese', async () => {
      await index().put([fees, election, reception]);

      expect((await idsFound(index(), '237条意见建议'))[0]).toBe('reception#0');
    });

    it.each(['', '   ', '？！……', '\u200b', '😀', '\ud842'])('have no answer when they are %j', async (question) => {
      await index().put([fees, election]);

      expect(await index().search(question, everywhere)).toEqual([]);
    });
  });
}
