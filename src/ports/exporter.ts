/** Read once, in pieces: what is long may be made, or fetched page by page, while it is written. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** A table for people. */
export type Table = {
  /** Also the name of the sheet: at most 31 characters, none of `[]:*?/\`. */
  title: string;
  /** `width` in characters, about half a Chinese one. */
  columns: readonly { header: string; width: number }[];
  rows: Rows<readonly string[]>;
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

/** The document `{ [key]: items }`. */
export type JsonList = { key: string; items: Rows<object> };

/** Writes a JSON document to a file without holding up the event loop. */
export interface JsonExporter {
  /** Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written. */
  write(list: JsonList, file: string): Promise<void>;
}

/**
 * A part of a text for people. `level`: 1 to 3. `generated`: a model wrote it, and this is the label that says so
 * beside it. `width` of a column as in a table.
 */
export type TextPart =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; generated?: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'table'; columns: Table['columns']; rows: Rows<readonly string[]> };

/** `about`: the lines under the title, as the period and who made it; `across`: the page lies across. */
export type TextDocument = { title: string; about?: readonly string[]; across?: boolean; parts: Rows<TextPart> };

/** Writes a text to a file without holding up the event loop. */
export interface DocumentExporter {
  /**
   * Replaces the file only when all of it is written; throws `input/invalid` when it cannot be written, or when it is
   * longer than people would open.
   */
  write(document: TextDocument, file: string): Promise<void>;
}

/** `sha256`: hex; `name` within the set, parts of it joined by `/`. */
export type PackedFile = { name: string; sha256: string; bytes: number };

/** `at`: epoch ms, the time it is shown with. */
export type SetFile = { name: string; at: number };

/** Takes the files of a set one after the other. Names are safe already and differ; nothing is written over. */
export interface FileSet {
  /** What `write` puts into a file of its own. */
  addWritten(file: SetFile, write: (path: string) => Promise<void>): Promise<void>;
  add(file: SetFile, bytes: Uint8Array): Promise<void>;
}

/** Files that belong together, with the list of their hashes as `sha256sum -c` reads it. */
export interface FileSetExporter {
  /**
   * Lets `fill` add files to one zip, where `place` ends in `.zip`, else to a new folder. It stands in its place only when
   * all is written. Throws `input/invalid` where a folder stands already, or nothing can; `input/too-long` when it is more
   * than a zip can hold.
   */
  write(place: string, fill: (set: FileSet) => Promise<void>): Promise<PackedFile[]>;
}
