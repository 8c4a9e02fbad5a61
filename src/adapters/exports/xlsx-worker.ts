/**
 * What runs in the worker, as text: Node 20 starts no worker from a TypeScript source, and the tests run the sources.
 *
 * It gets the path of write-excel-file, the file, title and columns of each sheet and whether it is for paper at its start, then
 * pieces of rows with the place of their sheet, then `null`.
 * Every cell is text, so phone numbers keep their zeros and `=…` stays what was written.
 */
export const xlsxWorker = `
const { writeFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { library, file, sheets, forPaper } = workerData;

const lines = forPaper ? { borderStyle: 'thin' } : {};
const asText = { type: String, format: '@', alignVertical: 'top', wrap: true, ...lines };
const head = { ...asText, fontWeight: 'bold', alignVertical: 'center' };
// Excel breaks lines with LF alone and reads _x0041_ as a character code; that underscore is written as one itself.
const literal = (value) => value.replace(/\\r\\n?/g, '\\n').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
const empty = forPaper ? { ...lines } : null;
const data = sheets.map(({ columns }) => [columns.map(({ header }) => ({ ...head, value: header }))]);

// What the library has no option for: the header on every page, and all columns on one.
const sheetName = sheets[0].title.replace(/'/g, "''").replace(/&/g, '&amp;').replace(/</g, '&lt;');
const printTitles = '<definedName name="_xlnm.Print_Titles" localSheetId="0">\\'' + sheetName + '\\'!$1:$1</definedName>';
const fitToPage = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const printing = {
  files: {
    transform: {
      'xl/workbook.xml': {
        transform: (xml) => xml.replace('<definedNames/>', () => '<definedNames>' + printTitles + '</definedNames>'),
      },
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml) => xml.replace('<sheetViews>', fitToPage + '<sheetViews>'),
        transformElementAttributes: (tag, attributes) =>
          tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
};

parentPort.on('message', (piece) => {
  if (piece === null) return void finish();
  for (const row of piece.rows) data[piece.sheet].push(row.map((value) => (value === '' ? empty : { ...asText, value: literal(value) })));
});

async function finish() {
  const paper = forPaper ? { orientation: 'landscape' } : {};
  const whole = sheets.map(({ title, columns }, place) => {
    const widths = columns.map(({ width }) => ({ width }));
    return { data: data[place], sheet: title, columns: widths, stickyRowsCount: 1, ...paper };
  });
  const book = require(library)(whole, { features: forPaper ? [printing] : [] });
  writeFileSync(file, await book.toBuffer());
  parentPort.postMessage('written');
  parentPort.close();
}
`;
