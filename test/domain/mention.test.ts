import { describe, expect, it } from 'vitest';
import { isCommand, readGroupAddress, readMentions } from '../../src/domain/mention.ts';

const names = ['清语', '清語', 'qingyu'];

describe('a mention of the bot', () => {
  it.each([
    ['@清语 长沙接待日收集了多少条？', '长沙接待日收集了多少条？'],
    ['@清语长沙接待日收集了多少条', '长沙接待日收集了多少条'],
    ['＠清语 你好', '你好'],
    ['﹫清语 你好', '你好'],
    ['@清语\u2005你好', '你好'],
    ['@清语\u00a0你好', '你好'],
    ['@ 清语 你好', '你好'],
    ['@清語 你好', '你好'],
    ['@QingYu 你好', '你好'],
    ['@清语：你好', '你好'],
    ['@清语，\n你好', '你好'],
    ['@\u200b清\u2060语\u200b 你好', '你好'],
    ['\u200f@清语 你好', '你好'],
    ['请问@清语 合肥呢', '请问 合肥呢'],
    ['合肥呢 @清语', '合肥呢'],
    ['@清语 @清语 你好', '你好'],
    ['@清语 合肥呢？@清语', '合肥呢？'],
    ['@清语 建议：食堂\n\n多一点菜', '建议：食堂\n\n多一点菜'],
    ['@清语 /建议 多一点菜', '/建议 多一点菜'],
    ['@清语', ''],
    ['@清语\u2005', ''],
    ['@清语 ：', ''],
  ])('is read in %j', (written, text) => {
    expect(readMentions(written, names)).toEqual({ self: true, all: false, text });
  });

  it.each(['清语 你好', '@清 语', '@张三 你好', 'a@qingyu.example', '@qingyu2 你好', '@ 语清', ''])(
    'is not read in %j, whose text stays as it is',
    (written) => {
      expect(readMentions(written, names)).toEqual({ self: false, all: false, text: written });
    },
  );

  it('takes a name for letters, never for a pattern', () => {
    expect(readMentions('@小.秘(一) 你好', ['小.秘(一)']).text).toBe('你好');
    expect(readMentions('@小x秘 你好', ['小.秘']).self).toBe(false);
  });

  it('is never there for a bot without a name', () => {
    expect(readMentions('@清语 你好', []).self).toBe(false);
  });

  it('is read in bounded time among thousands of unseen characters', () => {
    expect(readMentions('@\u200b'.repeat(5_000) + '\u200b'.repeat(10_000) + '@', names).self).toBe(false);
  });
});

describe('a mention of everyone', () => {
  it.each(['@所有人 开会', '＠所有人开会', '@all 开会', '@ALL大家', '@全体成员 开会', '开会 @ 所有人'])(
    'is read in %j',
    (written) => {
      expect(readGroupAddress(written, names)).toMatchObject({ addressed: 'none', mentionsAll: true });
    },
  );

  it.each(['@alliance 你好', 'office@all.example', '所有人都来', '@所有'])('is not read in %j', (written) => {
    expect(readMentions(written, names).all).toBe(false);
  });

  it('stands beside a mention of the bot', () => {
    expect(readGroupAddress('@所有人 @清语 你好', names)).toMatchObject({ addressed: 'mention', mentionsAll: true });
  });
});

describe('a message of a group', () => {
  it.each([
    '/帮助',
    '／帮助',
    '/HELP',
    '/help@qingyu_bot',
    '/建议 多一点菜',
    '/建议多一点菜',
    '/进度2026-0001',
    '/收到',
  ])('is a command: %j', (written) => {
    expect(readGroupAddress(written, names)).toEqual({ addressed: 'command', mentionsAll: false, text: written });
  });

  it.each([
    '帮助',
    'help',
    '转人工',
    '转人工！',
    '寄语',
    '进度',
    '进度 2026-0001',
    '进度：2026-0001',
    ' 进度2026-0001 ',
  ])('is a bare command: %j', (written) => {
    expect(isCommand(written)).toBe(true);
  });

  it.each([
    '建议：多一点菜',
    '建议',
    '投诉 处理得怎么样',
    '收到',
    '1',
    '帮助新会员',
    '进度怎么样了',
    '今天的寄语很好',
    '/home/user',
    '/helper',
    '1/帮助',
    '',
  ])('is talk that is not for the bot: %j', (written) => {
    expect(readGroupAddress(written, names)).toEqual({ addressed: 'none', mentionsAll: false, text: written });
  });

  it('is a mention even where the rest is a command', () => {
    expect(readGroupAddress('@清语 帮助', names)).toEqual({ addressed: 'mention', mentionsAll: false, text: '帮助' });
  });
});
