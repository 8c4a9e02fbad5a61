import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { createDocxExporter } from '../../../src/adapters/exports/docx.ts';
import { readContent } from '../../../src/adapters/documents/read-content.ts';
import type { TextPart } from '../../../src/ports/exporter.ts';
import { takenPerTurn } from '../../support/taken-per-turn.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const label = 'AI 生成，仅供参考，以原文为准';
const columns = [
  { header: '编号', width: 12 },
  { header: '内容', width: 60 },
];
const exporter = createDocxExporter();

describe('docx', () => {
  it('is read back with its title, headings, paragraphs, lists and tables in order', async () => {
    const { html } = await written([
      { kind: 'heading', level: 1, text: '一、收到的建议' },
      { kind: 'paragraph', text: '第一行\n第二行' },
      { kind: 'list', items: ['多办培训', '降低会费'] },
      { kind: 'heading', level: 2, text: '（一）逐条答复' },
      { kind: 'table', columns, rows: [['2026-0001', '增加培训 <b>&']] },
      { kind: 'paragraph', text: '完' },
    ]);

    expect(html).toMatch(/^<p>接待日情况<\/p><p>2026 年 11 月<\/p><h1>一、收到的建议<\/h1>/u);
    expect(html).toContain(
      '<p>第一行<br />第二行</p><ul><li>多办培训</li><li>降低会费</li></ul><h2>（一）逐条答复</h2>',
    );
    expect(html).toContain(
      '<thead><tr><th><p>编号</p></th><th><p>内容</p></th></tr></thead><tbody><tr><td><p>2026-0001</p></td><td><p>增加培训 &lt;b&gt;&amp;</p></td></tr></tbody>',
    );
    expect(html.endsWith('<p>完</p>')).toBe(true);
  });

  it('is a document that the bot itself can read', async () => {
    const { bytes } = await written([{ kind: 'table', columns, rows: [['2026-0001', '增加培训']] }]);

    const read = await readContent(bytes, '情况.docx');
    expect(read.title).toBe('接待日情况');
    expect(JSON.stringify(read.blocks)).toContain('增加培训');
  });

  it('says beside a text of a model, on every page and to programs that it is one', async () => {
    const { html, parts } = await written([
      { kind: 'paragraph', text: '人写的' },
      { kind: 'paragraph', text: '模型写的', generated: label },
    ]);

    expect(html).toContain(`<p>人写的</p><p>模型写的</p><p>（${label}）</p>`);
    expect(parts('word/footer1.xml')).toContain('AI 生成');
    expect(parts('docProps/core.xml')).toContain('AI生成');
    const plain = await written([{ kind: 'paragraph', text: '人写的' }]);
    expect(plain.parts('word/footer1.xml') + plain.parts('docProps/core.xml')).not.toContain('AI');
  });

  it('names Chinese fonts, repeats the head of a table on every page, and lies across when asked to', async () => {
    const { parts } = await written([{ kind: 'table', columns, rows: [['1', '2']] }], { across: true });

    expect(parts('word/styles.xml')).toContain('w:eastAsia="SimSun"');
    expect(parts('word/styles.xml')).toContain('w:eastAsia="SimHei"');
    expect(parts('word/document.xml')).toContain('<w:tblHeader/>');
    expect(parts('word/document.xml')).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/u);
  });

  it('keeps what members write, and leaves out what no file can hold', async () => {
    const text = '😀👨‍👩‍👧 𠮷 =1+1 \u200F反\u200E _x0041_ "引号"';
    const { html } = await written([{ kind: 'paragraph', text: `${text}\u0000\u0008\uFFFF带\r\n回车` }]);

    expect(html).toContain(`<p>${text}带<br />回车</p>`);
  });

  it('leaves the event loop its turns while 1,000 rows are written', async () => {
    const { items, most } = takenPerTurn(Array.from({ length: 1_000 }, (_, row) => [String(row), '内容']));
    const { html } = await written([{ kind: 'table', columns, rows: items }]);

    expect(most()).toBeLessThanOrEqual(200);
    expect(html.match(/<tr>/gu)).toHaveLength(1_001);
  });

  it('refuses more than people would open, and keeps the older file', async () => {
    const file = join(tempFolder(), '情况.docx');
    await writeFile(file, 'old');
    const rows = Array.from({ length: 5_001 }, () => ['1', '2']);

    await expect(
      exporter.write({ title: '情况', parts: [{ kind: 'table', columns, rows }] }, file),
    ).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining('xlsx') });

    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(join(file, '..'))).toEqual(['情况.docx']);
  });
});

async function written(given: TextPart[], of: { across?: boolean } = {}) {
  const file = join(tempFolder(), '情况.docx');
  await exporter.write({ title: '接待日情况', about: ['2026 年 11 月'], parts: given, ...of }, file);
  const bytes = await readFile(file);
  const zip = unzipSync(bytes);
  const { value: html } = await mammoth.convertToHtml({ buffer: bytes });
  return { bytes, html, parts: (name: string) => strFromU8(zip[name] ?? new Uint8Array()) };
}
