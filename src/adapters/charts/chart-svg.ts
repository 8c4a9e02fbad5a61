import type { Chart, ChartColumns, ChartRate } from '../../ports/charts.ts';

export const chartWidth = 1200;
const margin = 60;
const [ink, grey, line, whole, part] = ['#1f2937', '#6b7280', '#e5e7eb', '#bfd3ee', '#2563a8'];
const [headHeight, rateHeight, blockHeight, footHeight] = [150, 64, 340, 70];
const mostBars = 12;

/** The picture as SVG; texts are in the one font that the renderer is given. */
export function chartSvg({ title, about, rates, columns, foot }: Chart): string {
  const blocks = columns.filter(({ bars }) => bars.length > 0);
  const height = headHeight + rates.length * rateHeight + 30 + blocks.length * blockHeight + footHeight;
  const below = headHeight + rates.length * rateHeight + 30;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${chartWidth}" height="${height}" font-family="Noto Sans Hans">`,
    `<rect width="${chartWidth}" height="${height}" fill="#ffffff"/>`,
    text(title, { x: margin, y: 78, size: 40 }),
    text(about, { x: margin, y: 122, size: 24, fill: grey }),
    ...rates.map((rate, at) => rateRow(rate, headHeight + at * rateHeight)),
    ...blocks.map((block, at) => columnBlock(block, below + at * blockHeight)),
    text(foot, { x: margin, y: height - 28, size: 20, fill: grey }),
    '</svg>',
  ].join('\n');
}

function rateRow({ label, rate, note }: ChartRate, top: number): string {
  const [left, width] = [margin + 190, 620];
  const filled = Math.round(width * Math.min(1, Math.max(0, rate ?? 0)));
  const told = rate === null ? '—' : `${(rate * 100).toFixed(1)}%`;
  return [
    text(label, { x: margin, y: top + 37, size: 26 }),
    `<rect x="${left}" y="${top + 14}" width="${width}" height="30" rx="6" fill="${line}"/>`,
    filled > 0 ? `<rect x="${left}" y="${top + 14}" width="${filled}" height="30" rx="6" fill="${part}"/>` : '',
    text(told, { x: left + width + 24, y: top + 39, size: 28 }),
    text(note, { x: chartWidth - margin, y: top + 38, size: 22, fill: grey, anchor: 'end' }),
  ].join('');
}

/** The first bars where there are too many to read. */
function columnBlock({ title, legend, bars: all }: ChartColumns, top: number): string {
  const bars = all.slice(0, mostBars);
  const most = Math.max(1, ...bars.map((bar) => bar.whole));
  const step = (chartWidth - 2 * margin) / Math.max(bars.length, 4);
  const [base, room, width] = [top + 280, 190, Math.min(72, step * 0.6)];
  const bar = (value: number, x: number, fill: string): string => {
    const height = Math.round((room * value) / most);
    return `<rect x="${x}" y="${base - height}" width="${width}" height="${height}" fill="${fill}"/>`;
  };
  return [
    text(title, { x: margin, y: top + 34, size: 26 }),
    legendOf(legend, top + 34),
    `<line x1="${margin}" y1="${base}" x2="${chartWidth - margin}" y2="${base}" stroke="${grey}"/>`,
    ...bars.map(({ label, ...values }, at) => {
      const middle = margin + step * (at + 0.5);
      const x = Math.round(middle - width / 2);
      const above = base - Math.round((room * values.whole) / most) - 8;
      return [
        bar(values.whole, x, whole),
        bar(values.part, x, part),
        text(String(values.whole), { x: middle, y: above, size: 20, anchor: 'middle' }),
        text(shorten(label, Math.floor(step / 20)), { x: middle, y: base + 30, size: 20, anchor: 'middle' }),
      ].join('');
    }),
  ].join('');
}

function legendOf([first, second]: readonly [string, string], y: number): string {
  const entry = (label: string, x: number, fill: string): string =>
    `<rect x="${x}" y="${y - 18}" width="20" height="20" fill="${fill}"/>${text(label, { x: x + 28, y, size: 20, fill: grey })}`;
  return entry(first, chartWidth - margin - 250, whole) + entry(second, chartWidth - margin - 110, part);
}

function shorten(label: string, most: number): string {
  const characters = Array.from(label);
  return characters.length <= most ? label : `${characters.slice(0, Math.max(1, most - 1)).join('')}…`;
}

type Style = { x: number; y: number; size: number; fill?: string; anchor?: 'middle' | 'end' };

function text(content: string, { x, y, size, fill = ink, anchor }: Style): string {
  const anchored = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${anchored}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
