import { copyFileSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSynonyms } from '../../../src/adapters/synonyms/parse-synonyms.ts';
import { createSynonymFile } from '../../../src/adapters/synonyms/synonym-file.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const words = (file: ReturnType<typeof createSynonymFile>, text: string): readonly string[] =>
  file
    .current()
    .in(text)
    .flatMap((found) => found.words);

describe('the file of synonyms', () => {
  it('that we ship is good, has sixty groups and knows the words of an association', async () => {
    const bench = open();
    copyFileSync('knowledge/synonyms.txt', bench.path);

    await bench.file.refresh();

    expect(words(bench.file, '民非要参加年检吗')).toEqual(expect.arrayContaining(['民办非企业单位', '年度检查']));
    expect(words(bench.file, '调解了多少起')).toEqual(['化解']);
    expect(bench.lines()).toBeGreaterThanOrEqual(60);
    expect(bench.log.notes).toEqual([]);
  });

  it('may be missing', async () => {
    const bench = open();

    await bench.file.refresh();

    expect(words(bench.file, '民非')).toEqual([]);
    expect(bench.log.notes).toEqual([]);
  });

  it('counts from the next look on when it was edited, and no more when it was deleted', async () => {
    const bench = open();
    bench.write('民非 = 民办非企业单位');
    await bench.file.refresh();
    bench.write('# 换了\n年检＝年度检查 # 说明');
    await bench.file.refresh();

    expect([words(bench.file, '民非'), words(bench.file, '年检')]).toEqual([[], ['年度检查']]);

    rmSync(bench.path);
    await bench.file.refresh();

    expect(words(bench.file, '年检')).toEqual([]);
  });

  it('that was broken keeps what it said before, is told once, and heals', async () => {
    const bench = open();
    bench.write('民非 = 民办非企业单位');
    await bench.file.refresh();
    bench.write('民非 = 民办非企业单位\n年检');
    await bench.file.refresh();
    await bench.file.refresh();

    expect(words(bench.file, '民非')).toEqual(['民办非企业单位']);
    expect(bench.log.notes).toEqual([
      {
        level: 'warn',
        data: { reason: '同义词表 synonyms.txt 第 2 行有误：少了等号，请写成“甲 = 乙”。' },
        message: 'synonyms cannot be read',
      },
    ]);

    bench.write('民非 = 民办非企业单位\n年检 = 年度检查');
    await bench.file.refresh();

    expect(words(bench.file, '年检')).toEqual(['年度检查']);
  });

  it('that is a folder is told and breaks nothing', async () => {
    const bench = open();
    mkdirSync(bench.path);

    await bench.file.refresh();

    expect(bench.log.notes).toMatchObject([{ data: { reason: expect.stringContaining('读不了') } }]);
  });

  it('is read with a byte order mark and in GB18030', async () => {
    const bench = open();
    bench.write(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('民非 = 民办非企业单位')]));
    await bench.file.refresh();
    const marked = words(bench.file, '民非');
    // 年检 = 年度检查
    bench.write(Buffer.from('c4eabceca03d20c4eab6c8bcecb2e9'.replace('a03d', '203d'), 'hex'));
    await bench.file.refresh();

    expect([marked, words(bench.file, '年检')]).toEqual([['民办非企业单位'], ['年度检查']]);
  });
});

describe('a bad line', () => {
  it.each([
    ['民非', '少了等号'],
    ['民非 = ', '一边是空的'],
    ['费 = 会费', '“费”只有一个字'],
    [`民非 = ${'很'.repeat(41)}`, '超过 40 个字'],
    ['民非 = 民非', '“民非”写了两遍'],
    ['社团 = 社会团体\n民非 = 社團', '“社團”在第 1 行已经有了'],
  ])('%j is named with what to do', (text, problem) => {
    expect(() => parseSynonyms(text, 'synonyms.txt')).toThrow(problem);
  });
});

function open() {
  const path = join(tempFolder(), 'synonyms.txt');
  const log = createNotingLog();
  let edits = 0;
  return {
    path,
    log,
    file: createSynonymFile({ path, log }),
    lines: () => parseSynonyms(readFileSync('knowledge/synonyms.txt', 'utf8'), 'synonyms.txt').length,
    /** Every edit has a time of its own, however fast they follow. */
    write(content: string | Uint8Array): void {
      writeFileSync(path, content);
      edits += 1;
      utimesSync(path, edits, edits);
    },
  };
}
