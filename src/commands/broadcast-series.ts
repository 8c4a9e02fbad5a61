import { AppError } from '../base/errors.ts';
import type { NewFile } from '../domain/file.ts';
import { seriesDays, type SeriesDays } from '../domain/series.ts';
import type { ListedSeries } from '../features/broadcasts/series-desk.ts';
import type { SeriesDraft } from '../features/broadcasts/series-draft.ts';
import type { App } from '../app.ts';
import { by, contentOf, timeOf } from './broadcast-lines.ts';
import { sayPreview } from './broadcast-preview.ts';
import { formatTable, type Output } from './output.ts';

/** What is said: at least one of both. */
export type Said = { text: string; file: NewFile | undefined };

export type SendOptions = {
  to: string;
  file?: string;
  at?: string;
  until?: string;
  receipt?: string;
  receiptUntil?: string;
  urgent?: string;
  receiptWithin?: string;
  window?: string;
  cron?: string;
  days?: string;
  from?: string;
  untilDate?: string;
  dryRun?: true;
  json?: true;
};

export const daysNames: Record<SeriesDays, string> = { all: '每天', workdays: '工作日', 'before-holidays': '节前三天' };

export async function sendSeries(
  app: App,
  draft: SeriesDraft,
  { output, json, dryRun }: { output: Output; json?: true; dryRun?: true },
): Promise<void> {
  if (dryRun) return previewSeries(app, draft, { output, json });
  await app.rooms.enrollNew();
  const { series, groups, note } = await app.broadcasts.planSeries(draft);
  const nextAt = new Date(series.nextAt).toISOString();
  if (json) return output.json({ id: series.id, deliveries: 0, groups, nextAt, note });
  const when = timeOf(app, series.nextAt);
  output.line(`已安排定期群发，现在范围里有 ${groups} 个群，第一次 ${when}。编号 ${series.id}`);
  if (note !== null) output.line(note);
}

async function previewSeries(
  app: App,
  draft: SeriesDraft,
  { output, json }: { output: Output; json: true | undefined },
) {
  const preview = await app.broadcasts.previewSeries(draft);
  if (json) return output.json(preview);
  sayPreview(app, preview, { output });
  output.line(`\n最近几次：${preview.times.map((time) => timeOf(app, Date.parse(time))).join('，')}`);
  if (preview.note !== null) output.line(preview.note);
}

export function readSeriesOptions({ text, file }: Said, options: SendOptions, cron: string): SeriesDraft {
  if (options.urgent !== undefined)
    throw new AppError('usage/invalid', '定期群发不能加急，加急只用于眼前的一件事；请不带 --cron 单独安排。');
  const [wrong] = [
    options.at === undefined ? null : '--at',
    options.until === undefined ? null : '--until',
    options.receiptUntil === undefined ? null : '--receipt-until',
  ].filter((name) => name !== null);
  if (wrong !== undefined)
    throw new AppError(
      'usage/invalid',
      `${wrong} 不能和 --cron 一起用；定期群发用 --from、--until-date 写起止日期，用 --window、--receipt-within 写每次的时限。`,
    );
  const { to, days = 'all', from = null, untilDate: until = null, receipt: receiptReason = null } = options;
  const hours = {
    windowHours: options.window === undefined ? null : readHours('--window', options.window),
    receiptHours: options.receiptWithin === undefined ? null : readHours('--receipt-within', options.receiptWithin),
  };
  return { text, ...(file && { file }), to, cron, days: readDays(days), from, until, receiptReason, by, ...hours };
}

export function readHours(option: string, text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new AppError('usage/invalid', `${option} 应写成整数小时，如 6，收到 “${text}”。`);
}

/** What only means something with --cron. */
export function assertAlone({ days, from, untilDate, window, receiptWithin }: SendOptions): void {
  if (window !== undefined || receiptWithin !== undefined)
    throw new AppError(
      'usage/invalid',
      '--window 和 --receipt-within 要和 --cron 一起用；只发一次的用 --until 和 --receipt-until 写时间。',
    );
  if (days === undefined && from === undefined && untilDate === undefined) return;
  throw new AppError('usage/invalid', '--days、--from 和 --until-date 要和 --cron 一起用，它们说的是定期群发的日子。');
}

export function readDays(text: string): SeriesDays {
  const days = seriesDays.find((one) => one === text);
  if (days !== undefined) return days;
  throw new AppError('usage/invalid', `--days 应为 ${seriesDays.join('、')} 之一，收到 “${text}”。`);
}

export function seriesTable(app: App, series: readonly ListedSeries[]): string {
  const rows = series.map((one) => [
    one.id,
    one.nextAt === null ? '已结束' : timeOf(app, Date.parse(one.nextAt)),
    one.cron,
    daysNames[one.days],
    one.segment,
    contentOf(one),
  ]);
  return formatTable(['定期群发', '下一次', '时间表', '日子', '范围', '内容'], rows);
}
