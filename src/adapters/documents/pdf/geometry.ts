/** Points from the top left corner of the page as it is shown. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** A run of text; `bottom` of its box is its base line, `size` the height of its letters. */
export type Run = Box & { text: string; size: number };

/** A ruled line of a page: across, at one height, or down, at one place. */
export type Rule = { isAcross: boolean; at: number; from: number; to: number };

/** What is on a page, before it is read as lines and tables. */
export type PdfPage = { number: number; width: number; height: number; runs: Run[]; rules: Rule[] };

/** The six numbers a b c d e f of a transformation. */
export type Matrix = readonly number[];

export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function apply(matrix: Matrix, x: number, y: number): { x: number; y: number } {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}
