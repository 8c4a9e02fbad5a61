import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../src/adapters/documents/html.ts';

describe('a web page', () => {
  it('has the heading as title, headings as sections, and none of what surrounds the article', async () => {
    const { title, blocks } = await readPage(
      '<head><title>会费办法 - 星城市工商联</title></head><body><nav><a>首页</a></nav><h1>会费办法</h1><h2>标准</h2><p>按年缴纳。</p><h3>减免</h3><ul><li>新会员减半。</li><li>困难会员免缴。</li></ul><footer>版权所有</footer></body>',
    );

    expect(title).toBe('会费办法');
    expect(blocks.map(({ section, text }) => [section.join(' › '), text])).toEqual([
      ['标准', '按年缴纳。'],
      ['标准 › 减免', '新会员减半。'],
      ['标准 › 减免', '困难会员免缴。'],
    ]);
  });

  it('has the title of the page where no heading says it', async () => {
    expect(await readPage('<title>会费办法</title><p>按年缴纳。</p>')).toMatchObject({ title: '会费办法' });
    expect(await readPage('<title>新建文档.html</title><p>按年缴纳。</p>')).toMatchObject({ title: null });
  });

  it('is the article alone where the page marks it', async () => {
    expect(await textsOf('<div>相关新闻</div><article><p>按年缴纳。</p></article>')).toEqual(['按年缴纳。']);
  });

  it('begins a line where the page does, and only there', async () => {
    expect(
      await textsOf(
        '<div>会费<b>按年</b>缴纳，<a href="x">不得</a>\n  拖欠。<br>新会员减半。<div>困难会员免缴。</div>其他另议。</div>',
      ),
    ).toEqual(['会费按年缴纳，不得拖欠。', '新会员减半。', '困难会员免缴。', '其他另议。']);
  });

  it('keeps the lines of preformatted text, the wide space and entities', async () => {
    expect(await textsOf('<pre>第一条　会费\n第二条　账目</pre><p>A &amp; B&nbsp;&lt;C&gt;</p>')).toEqual([
      '第一条　会费',
      '第二条　账目',
      'A & B <C>',
    ]);
  });

  it('shows nothing that a person does not see', async () => {
    expect(
      await textsOf(
        '<p style="display:none">隐藏</p><p hidden>隐藏</p><script>var a;</script><style>p{}</style><!-- 注 --><p>看得见。</p>',
      ),
    ).toEqual(['看得见。']);
  });

  it('is read in the encoding it is in, whatever it declares', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<meta charset="gb2312"><p>'),
      Buffer.from('bbe1b7d1d0ebb9abbfaaa1a3', 'hex'),
      Buffer.from('</p>'),
    ]);

    expect((await readHtml(gbk, 'a.html')).blocks.map(({ text }) => text)).toEqual(['会费须公开。']);
    expect(await textsOf('<meta charset="gbk"><p>会费须公开。</p>')).toEqual(['会费须公开。']);
  });

  it('in the encoding of Taiwan is read when it says so', async () => {
    const big5 = Buffer.concat([
      Buffer.from('<meta charset="big5"><p>'),
      Buffer.from('b77cb64f', 'hex'),
      Buffer.from('</p>'),
    ]);

    expect((await readHtml(big5, 'a.html')).blocks.map(({ text }) => text)).toEqual(['會費']);
  });

  it('with neither headings nor numbers is divided as plain text is', async () => {
    const { blocks } = await readPage(
      '<p>湖南省长沙市</p><p>坚持会费公开。各协会每季度公布账目。</p><p>广东省广州市：</p><p>各协会公布服务清单。</p>',
    );

    expect(blocks.map(({ section, text }) => [section.join(' › '), text])).toEqual([
      ['湖南省长沙市 › 坚持会费公开', '坚持会费公开。各协会每季度公布账目。'],
      ['广东省广州市', '各协会公布服务清单。'],
    ]);
  });

  it('is divided by its numbers where it has no headings, and items of a clause divide nothing', async () => {
    const { blocks } = await readPage(
      '<p>第一章 总则</p><p>第一条 会费公开。</p><p>（一）账目</p><p>（二）人事</p><p>第二章 附则</p><p>一、解释</p><p>由理事会解释。</p>',
    );

    expect(blocks.map(({ section, text }) => [section.join(' › '), text])).toEqual([
      ['第一章 总则', '第一条 会费公开。'],
      ['第一章 总则', '（一）账目'],
      ['第一章 总则', '（二）人事'],
      ['第二章 附则 › 一、解释', '由理事会解释。'],
    ]);
  });
});

describe('a table of a page', () => {
  it('stands with merged cells in each row and column they cover', async () => {
    expect(
      await tableOf(
        '<tr><th>城市</th><th>标准</th><th>说明</th></tr><tr><td>北京</td><td rowspan=2>480元</td><td>旺季</td></tr><tr><td>上海</td><td>淡季</td></tr><tr><td colspan=2>其他另议</td><td>全年</td></tr>',
      ),
    ).toEqual([
      [
        '| 城市 | 标准 | 说明 |\n| --- | --- | --- |',
        '| 北京 | 480元 | 旺季 |\n| 上海 | 480元 | 淡季 |\n| 其他另议 | 其他另议 | 全年 |',
      ],
    ]);
  });

  it('has every cell in each row where only the last column tells rows apart', async () => {
    expect(
      await tableOf(
        '<tr><th rowspan=2>会员类别</th><th colspan=2>年会费（元）</th><th rowspan=2>备注</th></tr><tr><th>新入会</th><th>续会</th></tr><tr><td rowspan=3>单位会员</td><td rowspan=2>480</td><td rowspan=2>350</td><td>小微企业</td></tr><tr><td>初创企业</td></tr><tr><td>600</td><td>380</td><td>大中型企业</td></tr><tr><td>个人会员</td><td colspan=2>120</td><td></td></tr>',
      ),
    ).toEqual([
      [
        '| 会员类别 | 年会费（元） / 新入会 | 年会费（元） / 续会 | 备注 |\n| --- | --- | --- | --- |',
        '| 单位会员 | 480 | 350 | 小微企业 |\n| 单位会员 | 480 | 350 | 初创企业 |\n| 单位会员 | 600 | 380 | 大中型企业 |\n| 个人会员 | 120 | 120 |  |',
      ],
    ]);
  });

  it('joins a head of several rows, marked or not', async () => {
    const rows =
      '<td rowspan=2>职级</td><td colspan=2>标准（元）</td></tr><tr><td>旺季</td><td>淡季</td></tr><tr><td>厅级</td><td>480</td><td>350</td></tr>';
    const expected = [
      ['| 职级 | 标准（元） / 旺季 | 标准（元） / 淡季 |\n| --- | --- | --- |', '| 厅级 | 480 | 350 |'],
    ];

    expect(await tableOf(`<tr>${rows}`)).toEqual(expected);
    expect(
      await tableOf(
        `<tr>${rows.replaceAll('td', 'th').replace(/<th>厅.*/, '<td>厅级</td><td>480</td><td>350</td></tr>')}`,
      ),
    ).toEqual(expected);
  });

  it('puts what is written across it, title, unit and groups, into the head of the rows below', async () => {
    expect(
      await tableOf(
        '<caption>差旅标准</caption><tr><td colspan=2>单位：元</td></tr><tr><td>职级</td><td>标准</td></tr><tr><td colspan=2>甲类地区</td></tr><tr><td>厅级</td><td>480</td></tr><tr><td colspan=2>乙类地区</td></tr><tr><td>厅级</td><td>350</td></tr><tr><td colspan=2>注：含早餐。</td></tr>',
      ),
    ).toEqual([
      ['差旅标准\n单位：元\n甲类地区\n| 职级 | 标准 |\n| --- | --- |', '| 厅级 | 480 |'],
      ['差旅标准\n单位：元\n乙类地区\n| 职级 | 标准 |\n| --- | --- |', '| 厅级 | 350 |'],
      [null, '注：含早餐。'],
    ]);
  });

  it('takes the lines above it that name it or say its unit into its head', async () => {
    const { blocks } = await readPage(
      '<p>按下表执行。</p><p>附表1 差旅标准</p><p>（单位：元）</p><table><tr><td>职级</td><td>标准</td></tr><tr><td>厅级</td><td>480</td></tr></table>',
    );

    expect(blocks.map(({ tableHead, text }) => [tableHead, text])).toEqual([
      [null, '按下表执行。'],
      ['附表1 差旅标准\n（单位：元）\n| 职级 | 标准 |\n| --- | --- |', '| 厅级 | 480 |'],
    ]);
  });

  it('has no head where its first row holds figures', async () => {
    expect(await tableOf('<tr><td>厅级</td><td>480</td></tr><tr><td>处级</td><td>350</td></tr>')).toEqual([
      [null, '| 厅级 | 480 |\n| 处级 | 350 |'],
    ]);
  });

  it('leaves out empty rows and columns, and keeps bars and lines of a cell within it', async () => {
    expect(
      await tableOf(
        '<tr><td>项目</td><td></td><td>标准</td></tr><tr><td></td><td></td><td></td></tr><tr><td>会费|培训</td><td></td><td>甲类480元<br>乙类350元</td></tr>',
      ),
    ).toEqual([['| 项目 | 标准 |\n| --- | --- |', '| 会费｜培训 | 甲类480元 乙类350元 |']]);
  });

  it('that only lays out the page is text', async () => {
    const page =
      '<table><tr><td>本页导航。</td><td><p>会费按年缴纳。</p><table><tr><td>职级</td><td>标准</td></tr><tr><td>厅级</td><td>480</td></tr></table></td></tr></table>';

    const { blocks } = await readPage(page);

    expect(blocks.map(({ tableHead, text }) => [tableHead, text])).toEqual([
      [null, '本页导航。'],
      [null, '会费按年缴纳。'],
      ['| 职级 | 标准 |\n| --- | --- |', '| 厅级 | 480 |'],
    ]);
  });

  it('of one column, or with cells as long as pages, is text', async () => {
    const long = '各行业协会商会应当公开会费收支。'.repeat(50);

    expect(await tableOf('<tr><td>会费公开。</td></tr><tr><td>账目公开。</td></tr>')).toEqual([
      [null, '会费公开。'],
      [null, '账目公开。'],
    ]);
    expect(await tableOf(`<tr><td>说明</td><td>${long}</td></tr>`)).toEqual([
      [null, '说明'],
      [null, long],
    ]);
  });

  it('is found within a font or a link, as old pages have it', async () => {
    expect(
      await textsOf(
        '<font size=2><table><tr><td>职级</td><td>标准</td></tr><tr><td>厅级</td><td>480</td></tr></table></font>',
      ),
    ).toEqual(['| 厅级 | 480 |']);
  });
});

async function readPage(html: string) {
  return readHtml(Buffer.from(html), 'a.html');
}

async function textsOf(html: string): Promise<string[]> {
  return (await readPage(html)).blocks.map(({ text }) => text);
}

async function tableOf(rows: string): Promise<[head: string | null, text: string][]> {
  const { blocks } = await readPage(`<table>${rows}</table>`);
  return blocks.map(({ tableHead, text }) => [tableHead, text]);
}
