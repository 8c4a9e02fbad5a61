import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../src/adapters/documents/markdown.ts';
import { noFacts } from '../../../src/domain/document.ts';

describe('a Markdown document', () => {
  it('takes title and facts from its front matter', async () => {
    const { title, facts } = await readMarkdown(
      '---\ntitle: 星城市接待日经验\nregion: 星城市\norganization: 星城市工商联\nsource: 市委社会工作部\ndate: 2026-03-05\n---\n正文。\n',
      'a.md',
    );

    expect(title).toBe('星城市接待日经验');
    expect(facts).toEqual({
      ...noFacts,
      region: '星城市',
      organization: '星城市工商联',
      source: '市委社会工作部',
      date: '2026-03-05',
    });
  });

  it('takes the title from the first heading when nothing says it, and has none else', async () => {
    expect(await readMarkdown('# 接待日\n\n正文。', 'a.md')).toMatchObject({ title: '接待日', facts: noFacts });
    expect(await readMarkdown('正文。', 'a.md')).toMatchObject({ title: null });
    expect(await readMarkdown('---\ntitle:\ndate: ""\n---\n# 接待日\n\n正文。', 'a.md')).toMatchObject({
      title: '接待日',
      facts: noFacts,
    });
  });

  it('makes the path of the headings above a block', async () => {
    const { blocks } = await readMarkdown(
      '# 题\n\n引言。\n\n## 做法\n\n甲。\n\n### 登记\n\n乙。\n\n### 督办\n\n丙。\n\n## 成效\n\n丁。\n\n# 附件\n\n戊。',
      'a.md',
    );

    expect(blocks.map(({ section, text }) => ({ section, text }))).toEqual([
      { section: [], text: '引言。' },
      { section: ['做法'], text: '甲。' },
      { section: ['做法', '登记'], text: '乙。' },
      { section: ['做法', '督办'], text: '丙。' },
      { section: ['成效'], text: '丁。' },
      { section: ['附件'], text: '戊。' },
    ]);
  });

  it('reads a heading without its marks', async () => {
    const { blocks } = await readMarkdown('## **做法** `一` [链接](http://example.org)\n\n甲。', 'a.md');

    expect(blocks[0]?.section).toEqual(['做法 一 链接']);
  });

  it('keeps a table as it stands, bars and all, its head apart from its rows', async () => {
    const table = '| 市 | 条数 |\n| --- | ---: |\n| 星城 | 17 |\n| 湖州 | 9 |';

    const { blocks } = await readMarkdown(`## 数据\n\n${table}\n\n以上为一季度数据。`, 'a.md');

    expect(blocks.map(({ tableHead, text }) => [tableHead, text])).toEqual([
      ['| 市 | 条数 |\n| --- | ---: |', '| 星城 | 17 |\n| 湖州 | 9 |'],
      [null, '以上为一季度数据。'],
    ]);
  });

  it('puts the lines that name a table or say its unit into its head', async () => {
    const { blocks } = await readMarkdown(
      '按下表执行。\n\n表1 会费标准\n\n单位：元\n\n| 类别 | 标准 |\n| --- | --- |\n| 理事 | 5000 |\n\n## 附件\n\n| 类别 | 标准 |\n| --- | --- |\n| 会员 | 1000 |',
      'a.md',
    );

    expect(blocks.map(({ tableHead, text }) => [tableHead, text])).toEqual([
      [null, '按下表执行。'],
      ['表1 会费标准\n单位：元\n| 类别 | 标准 |\n| --- | --- |', '| 理事 | 5000 |'],
      ['| 类别 | 标准 |\n| --- | --- |', '| 会员 | 1000 |'],
    ]);
  });

  it('reads a table of HTML, which converters write for merged cells', async () => {
    const { blocks } = await readMarkdown(
      '## 标准\n\n<table>\n<tr><td>城市</td><td>标准</td></tr>\n<tr><td>北京</td><td rowspan="2">480元</td></tr>\n<tr><td>上海</td></tr>\n</table>\n',
      'a.md',
    );

    expect(blocks).toEqual([
      {
        section: ['标准'],
        text: '| 北京 | 480元 |\n| 上海 | 480元 |',
        page: null,
        tableHead: '| 城市 | 标准 |\n| --- | --- |',
      },
    ]);
  });

  it('keeps a table without rows as text', async () => {
    const { blocks } = await readMarkdown('| 市 | 条数 |\n| --- | --- |', 'a.md');

    expect(blocks).toEqual([{ section: [], text: '| 市 | 条数 |\n| --- | --- |', page: null, tableHead: null }]);
  });

  it('says from when to when it is in force, with names in either language', async () => {
    const chinese = await readMarkdown(
      '---\n标题: 会费办法\n生效: 2024-01-01\n失效: 2026-01-01\n废止: 2025-06-30\n替代: 会费办法（2025年）\n---\n正文。',
      'a.md',
    );
    const english = await readMarkdown(
      '---\ntitle: 会费办法\nvalid_from: 2024-01-01\nexpires: 2026-01-01\nrepealed: 2025-06-30\nreplaced_by: 会费办法（2025年）\n---\n正文。',
      'a.md',
    );

    expect(chinese).toEqual(english);
    expect(chinese).toMatchObject({
      title: '会费办法',
      facts: {
        validFrom: '2024-01-01',
        expiresOn: '2026-01-01',
        repealedOn: '2025-06-30',
        replacedBy: '会费办法（2025年）',
      },
    });
  });

  it('takes list items one by one, without their marks, nested ones too', async () => {
    const { blocks } = await readMarkdown(
      '1. 当场登记。\n2. 分办：\n   - 会费类转秘书处。\n   - 纠纷类转调解室。\n\n> 逾期由秘书处督办。',
      'a.md',
    );

    expect(blocks.map(({ text }) => text)).toEqual([
      '当场登记。',
      '分办：',
      '会费类转秘书处。',
      '纠纷类转调解室。',
      '逾期由秘书处督办。',
    ]);
  });

  it('leaves out comments and rulers', async () => {
    const { blocks } = await readMarkdown('<!-- 内部：核对中 -->\n\n甲。\n\n***\n\n- <!-- 待补 -->\n- 乙。', 'a.md');

    expect(blocks.map(({ text }) => text)).toEqual(['甲。', '乙。']);
  });

  it('keeps HTML as the text it is', async () => {
    const { blocks } = await readMarkdown('<script>alert(1)</script>\n\n甲。', 'a.md');

    expect(blocks.map(({ text }) => text)).toEqual(['<script>alert(1)</script>', '甲。']);
  });

  it('keeps every block verbatim', async () => {
    const source = '## 做法\n\n**星城市**在“接待日”收集意见\n17条；\n\n```\n会费 = 人数 × 标准\n```\n';

    const { blocks } = await readMarkdown(source, 'a.md');

    expect(blocks).toHaveLength(2);
    expect(blocks.every(({ text }) => source.includes(text))).toBe(true);
  });

  it.each([
    ['date: 2026-02-30', 'date 应写成 YYYY-MM-DD'],
    ['date: 三月五日', 'date 应写成 YYYY-MM-DD'],
    ['失效: 2026年5月1日', '失效 应写成 YYYY-MM-DD'],
    ['repealed: 2026-13-01', 'repealed 应写成 YYYY-MM-DD'],
    ['title: [甲, 乙]', 'title 应写成 一行文字'],
    ['- 甲\n- 乙', '应是一行一项的“名称: 值”'],
    ['title: "没有收尾', '不是有效的 YAML'],
    ['a: [1', '不是有效的 YAML'],
  ])('with the front matter %j is refused with the file and what is wrong', async (block, what) => {
    const reading = readMarkdown(`---\n${block}\n---\n正文。`, '经验/a.md');

    await expect(reading).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(what) });
    await expect(reading).rejects.toMatchObject({ message: expect.stringContaining('经验/a.md') });
  });

  it('takes an opening line without an end as a ruler, not as front matter', async () => {
    const { title, blocks } = await readMarkdown('---\n\n正文。', 'a.md');

    expect(title).toBeNull();
    expect(blocks.map(({ text }) => text)).toEqual(['正文。']);
  });
});
