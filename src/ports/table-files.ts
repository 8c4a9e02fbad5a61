/** A row as it is shown; `number` as the sheet counts it, from 1. */
export type TableRow = { number: number; cells: readonly string[] };

/** One sheet; that of a csv file has no name. `hidden`: how many rows are hidden, which are left out. */
export type TableSheet = { name: string | null; rows: readonly TableRow[]; hidden: number };

/** One in memory; `name` with its ending, for what is said of it. */
export type TableFile = { name: string; bytes: Uint8Array };

/** Spreadsheets that people fill in. */
export interface TableFiles {
  /**
   * All sheets that are shown, each row with something in it; a merged cell stands in every row and column it covers.
   * Throws `input/invalid` with a sentence that names the file.
   */
  read(path: string): Promise<TableSheet[]>;
  /** The same of what was uploaded. */
  parse(file: TableFile): Promise<TableSheet[]>;
}
