import { strToU8, zipSync } from 'fflate';

const types = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`;
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relations(...targets: [id: string, type: string, target: string][]): string {
  const list = targets.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${relationship}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

export function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  );
}

/** A Word document with this body; `styles` and `numbering` are what stands inside of those files. */
export function docxOf(body: string, of: { styles?: string; numbering?: string; title?: string } = {}): Uint8Array {
  return zipOf({
    '[Content_Types].xml': types,
    '_rels/.rels': relations(['r1', 'officeDocument', 'word/document.xml']),
    'word/_rels/document.xml.rels': relations(['r1', 'styles', 'styles.xml'], ['r2', 'numbering', 'numbering.xml']),
    'word/document.xml': `<w:document ${word}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<w:styles ${word}>${of.styles ?? ''}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${word}>${of.numbering ?? ''}</w:numbering>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>${of.title ?? ''}</dc:title></cp:coreProperties>`,
  });
}

/** A paragraph of a Word document with these properties. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A workbook of one sheet; `sheet` is what stands inside of its file, `formats` the number formats by style index. */
export function xlsxOf(
  sheet: string,
  of: { name?: string; formats?: readonly string[]; from1904?: boolean } = {},
): Uint8Array {
  const formats = (of.formats ?? []).map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code}"/>`);
  const styles = (of.formats ?? []).map((_, at) => `<xf numFmtId="${200 + at}"/>`);
  return zipOf({
    '[Content_Types].xml': types,
    'xl/workbook.xml': `<workbook xmlns:r="${relationship}"><workbookPr date1904="${of.from1904 ? 1 : 0}"/><sheets><sheet name="${of.name ?? 'Sheet1'}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(['r1', 'worksheet', 'worksheets/sheet1.xml']),
    'xl/styles.xml': `<styleSheet><numFmts>${formats.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
  });
}

/** Rows of texts (and numbers) as sheet data. */
export function rowsOf(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null, column: string): string => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${column}"><v>${value}</v></c>`;
    return `<c r="${column}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = rows.map(
    (row, at) =>
      `<row r="${at + 1}">${row.map((value, column) => cell(value, `${'ABCDEFGH'[column] ?? ''}${at + 1}`)).join('')}</row>`,
  );
  return `<sheetData>${lines.join('')}</sheetData>`;
}

/** What a compound file begins with, and the streams its directory names. */
export function compoundOf(...streams: readonly string[]): Uint8Array {
  const start = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  const directory = streams.map((name) => Buffer.from(name.padEnd(32, '\0'), 'utf16le'));
  return Buffer.concat([start, Buffer.alloc(504), ...directory]);
}

/** A PDF of pages whose drawing instructions are given; `font` is the font dictionary they call F1. */
export function pdfOf(
  pages: readonly string[],
  font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
): Uint8Array {
  const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font,
    ...pages.flatMap((drawing, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R >>`,
      `<< /Length ${Buffer.byteLength(drawing, 'latin1')} >>\nstream\n${drawing}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

/** A font of Chinese that is not embedded, in an encoding that the reader must know. */
export function chineseFont(encoding: string): string {
  return `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>`;
}

/** Draws a text in UCS-2 from a place on the page, in points from the bottom left. */
export function drawText(text: string, at: { x: number; y: number; size?: number }): string {
  const codes = Buffer.from(text, 'utf16le').swap16().toString('hex');
  return `BT /F1 ${at.size ?? 12} Tf ${at.x} ${at.y} Td <${codes}> Tj ET`;
}
