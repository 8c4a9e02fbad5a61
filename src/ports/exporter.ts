/** A table for people. `rows` is read once, in pieces, so that a long one can be made while it is written. */
export type Table = {
  /** Also the name of the sheet: at most 31 characters, none of `[]:*?/\`. */
  title: string;
  /** `width` in characters, about half a Chinese one. */
  columns: readonly { header: string; width: number }[];
  rows: Iterable<readonly string[]>;
};

/** Writes a table to a file without holding up the event loop. */
export interface TableExporter {
  /** Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written. */
  write(table: Table, file: string): Promise<void>;
}

/** The document `{ [key]: items }`; `items` is read once, in pieces. */
export type JsonList = { key: string; items: Iterable<object> };

/** Writes a JSON document to a file without holding up the event loop. */
export interface JsonExporter {
  /** Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written. */
  write(list: JsonList, file: string): Promise<void>;
}
