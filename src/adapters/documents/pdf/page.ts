import { apply, type Matrix, multiply, type PdfPage, type Rule, type Run } from './geometry.ts';
import type { OpenPdf } from './open.ts';

type Page = Awaited<ReturnType<OpenPdf['pdf']['getPage']>>;

/** Points. A filled shape as thin as this is a drawn line; a line as short as this is a dot of one. */
const thickest = 3;
const shortest = 6;

/** Text and ruled lines of a page; `hasPictures` tells a scan from an empty page. */
export async function readPage(open: OpenPdf, number: number): Promise<PdfPage & { hasPictures: boolean }> {
  const page = await open.pdf.getPage(number);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const runs = await readRuns(page, transform);
  const { rules, hasPictures } = await readRules(page, { ops: open.OPS, transform });
  page.cleanup();
  return { number, width, height, runs, rules, hasPictures };
}

async function readRuns(page: Page, transform: Matrix): Promise<Run[]> {
  const { items } = await page.getTextContent();
  const runs: Run[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = multiply(transform, item.transform);
    // Slanted or upright text is a watermark or a stamp.
    if (Math.abs(b) > Math.abs(a) / 4) continue;
    const size = Math.hypot(c, d);
    runs.push({ text: item.str, size, left: e, right: e + item.width, top: f - size, bottom: f });
  }
  return runs;
}

type Drawing = { ops: OpenPdf['OPS']; transform: Matrix };

async function readRules(page: Page, { ops, transform }: Drawing): Promise<{ rules: Rule[]; hasPictures: boolean }> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let matrix = transform;
  let hasPictures = false;
  for (const [index, operation] of fnArray.entries()) {
    const args: unknown = argsArray[index];
    if (operation === ops.save) saved.push(matrix);
    else if (operation === ops.restore) matrix = saved.pop() ?? transform;
    else if (operation === ops.transform && isNumbers(args)) matrix = multiply(matrix, args);
    else if (operation === ops.constructPath && Array.isArray(args)) rules.push(...rulesOf(args, matrix, ops));
    else
      hasPictures ||= [ops.paintImageXObject, ops.paintInlineImageXObject, ops.paintImageMaskXObject].includes(
        operation,
      );
  }
  return { rules, hasPictures };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'number');
}

/** Lines of a painted path: what it paints, its steps, its bounds. */
function rulesOf(
  [painted, [steps] = [null]]: unknown[] & { 1?: unknown[] },
  matrix: Matrix,
  ops: OpenPdf['OPS'],
): Rule[] {
  if (!ArrayBuffer.isView(steps) || !(steps instanceof Float32Array)) return [];
  const shapes = shapesOf(steps, matrix);
  if (painted === ops.stroke || painted === ops.closeStroke) return shapes.flatMap(outline);
  const isFilled = painted === ops.fill || painted === ops.eoFill;
  const isBoth = painted === ops.fillStroke || painted === ops.eoFillStroke;
  if (isBoth) return shapes.flatMap(outline);
  return isFilled ? shapes.flatMap(thinShape) : [];
}

type Point = { x: number; y: number };

/** Steps are 0 x y to move, 1 x y for a line, 2 and 3 for curves of six and four numbers, 4 to close. */
function shapesOf(steps: Float32Array, matrix: Matrix): Point[][] {
  const shapes: Point[][] = [];
  for (let at = 0; at < steps.length;) {
    const step = steps[at] ?? 4;
    const last = shapes.at(-1);
    if (step === 0) shapes.push([apply(matrix, steps[at + 1] ?? 0, steps[at + 2] ?? 0)]);
    else if (step === 1) last?.push(apply(matrix, steps[at + 1] ?? 0, steps[at + 2] ?? 0));
    else if (step === 4 && last?.[0]) last.push(last[0]);
    at += { 0: 3, 1: 3, 2: 7, 3: 5 }[step] ?? 1;
  }
  return shapes;
}

function outline(shape: readonly Point[]): Rule[] {
  return shape.slice(1).flatMap((to, index) => ruleBetween(shape[index] ?? to, to));
}

function ruleBetween(from: Point, to: Point): Rule[] {
  const across = Math.abs(to.x - from.x);
  const down = Math.abs(to.y - from.y);
  if (Math.max(across, down) < shortest || Math.min(across, down) > 1) return [];
  return across > down
    ? [{ isAcross: true, at: (from.y + to.y) / 2, from: Math.min(from.x, to.x), to: Math.max(from.x, to.x) }]
    : [{ isAcross: false, at: (from.x + to.x) / 2, from: Math.min(from.y, to.y), to: Math.max(from.y, to.y) }];
}

/** Word draws a border as a thin filled rectangle. */
function thinShape(shape: readonly Point[]): Rule[] {
  const [xs, ys] = [shape.map(({ x }) => x), shape.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  if (bottom - top <= thickest) return ruleBetween({ x: left, y: middle.y }, { x: right, y: middle.y });
  if (right - left <= thickest) return ruleBetween({ x: middle.x, y: top }, { x: middle.x, y: bottom });
  return [];
}
