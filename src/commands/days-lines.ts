import type { App } from '../app.ts';
import { type ListedDay, dayStatusNames } from '../features/reception/days-show.ts';
import { timeOf } from './broadcast-lines.ts';
import { formatTable } from './output.ts';

export function dayTable(app: App, days: readonly ListedDay[]): string {
  const rows = days.map((day) => [
    day.id,
    spanOf(app, day),
    dayStatusNames[day.status],
    day.host,
    day.place ?? '线上',
    day.segment,
  ]);
  return formatTable(['编号', '时间', '状态', '接待', '地点', '范围'], rows);
}

export function spanOf(app: App, { startsAt, endsAt }: Pick<ListedDay, 'startsAt' | 'endsAt'>): string {
  return `${timeOf(app, Date.parse(startsAt))}-${timeOf(app, Date.parse(endsAt)).slice(11)}`;
}
