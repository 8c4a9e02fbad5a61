/**
 * What runs in the worker, as text: Node 20 starts no worker from a TypeScript source, and the tests run the sources.
 *
 * It gets the path of write-excel-file, the file and the columns at its start, then pieces of rows, then `null`.
 * Every cell is text, so phone numbers keep their zeros and `=…` stays what was written.
 */
export const xlsxWorker = `
const { writeFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { library, file, title, columns } = workerData;

const asText = { type: String, format: '@', alignVertical: 'top', wrap: true };
const head = { ...asText, fontWeight: 'bold', alignVertical: 'center' };
// Excel breaks lines with LF alone and reads _x0041_ as a character code; that underscore is written as one itself.
const literal = (value) => value.replace(/\\r\\n?/g, '\\n').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
const sheet = [columns.map(({ header }) => ({ ...head, value: header }))];

parentPort.on('message', (rows) => {
  if (rows === null) return void finish();
  for (const row of rows) sheet.push(row.map((value) => (value === '' ? null : { ...asText, value: literal(value) })));
});

async function finish() {
  const widths = columns.map(({ width }) => ({ width }));
  const book = require(library)(sheet, { sheet: title, columns: widths, stickyRowsCount: 1 });
  writeFileSync(file, await book.toBuffer());
  parentPort.postMessage('written');
  parentPort.close();
}
`;
