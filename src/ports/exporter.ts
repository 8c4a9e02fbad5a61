/** A table for people. `rows` is read once, in pieces, so that a long one can be made while it is written. */
export type Table = {
  /** Also the name of the sheet: at most 31 characters, none of `[]:*?/\`. */
  title: string;
  /** `width` in characters, about half a Chinese one. */
  columns: readonly { header: string; width: number }[];
  rows: Iterable<readonly string[]>;
  /** To be printed and signed: lines, A4 across, as wide as the page, the header on every page; where the format can. */
  forPaper?: boolean;
  /** Further sheets behind it; a format that has none leaves them out. */
  sheets?: readonly Omit<Table, 'forPaper' | 'sheets'>[];
};

/** Writes a table to a file without holding up the event loop. */
export interface TableExporter {
  /** Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written. */
  write(table: Table, file: string): Promise<void>;
}

/** The same as a file in memory, to be sent. */
export type MakeTable = (table: Table) => Promise<Uint8Array>;

/** The document `{ [key]: items }`; `items` is read once, in pieces. */
export type JsonList = { key: string; items: Iterable<object> };

/** Writes a JSON document to a file without holding up the event loop. */
export interface JsonExporter {
  /** Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written. */
  write(list: JsonList, file: string): Promise<void>;
}
