import type { ShownSeries } from '../features/broadcasts/series-show.ts';
import type { App } from '../app.ts';
import { countsOf, shorten, timeOf } from './broadcast-lines.ts';
import { formatTable, type Output } from './output.ts';

export function saySeries(app: App, shown: ShownSeries, output: Output): void {
  for (const line of headOf(app, shown)) output.line(line);
  if (shown.occurrences.length === 0) return output.line('\n还没有到过时间，一次也没有发。');
  const rows = shown.occurrences.map((one) => [
    one.id,
    timeOf(app, Date.parse(one.at)),
    one.skipped !== null ? `未发：${one.skipped}` : `${one.cancelledAt === null ? '' : '已取消，'}${countsOf(one)}`,
    shorten(one.text),
  ]);
  output.line(`\n${formatTable(['编号', '时间', '进度', '内容'], rows)}`);
}

function headOf(app: App, shown: ShownSeries): string[] {
  const time = (iso: string): string => timeOf(app, Date.parse(iso));
  const { endedAt, changedAt, changedBy } = shown;
  const next = shown.times.map(time).join('，');
  return [
    shown.text,
    '',
    `安排：${shown.rule}`,
    endedAt === null ? `接下来：${next}` : `已在 ${time(endedAt)} 结束`,
    `范围：${shown.segment}（${shown.groups === null ? '现在一个群也没有' : `现在 ${shown.groups} 个群`}）`,
    `时限：每次到点后 ${shown.windowHours} 小时内可以补发，下一次到点为止`,
    ...receiptLine(shown),
    `由${shown.createdBy}在 ${time(shown.createdAt)} 安排`,
    ...(changedAt === null ? [] : [`由${changedBy ?? ''}在 ${time(changedAt)} 改过`]),
    ...(shown.note === null ? [] : [shown.note]),
  ];
}

function receiptLine({ receipt, receiptHours }: ShownSeries): string[] {
  if (receipt === null) return [];
  return [`确认收到：${receipt}，${receiptHours === null ? '三天' : `${receiptHours} 小时`}内`];
}
