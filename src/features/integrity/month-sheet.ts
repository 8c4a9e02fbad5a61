import { addDays, daysBetween, type Day, dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { DocumentExporter, Table, TableExporter, TextDocument } from '../../ports/exporter.ts';
import { recallDays } from './choice.ts';
import { generatedLabel } from './wording.ts';
import { type PreviewDay, type ReadPreviewDeps, readPreview } from './preview.ts';

export const sheetFormats = ['xlsx', 'docx', 'csv'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

export type MonthSheetDeps = ReadPreviewDeps & {
  exporters: Readonly<Record<Exclude<SheetFormat, 'docx'>, TableExporter> & { docx: DocumentExporter }>;
};

/** A month `YYYY-MM` for the leader to sign; returns how many days it has. Throws `input/invalid`. */
export type WriteMonthSheet = (month: string, to: { format: SheetFormat; file: string }) => Promise<number>;

/** Further ahead too much will have changed to sign for it. */
const furthestDays = 400;

const columns = [
  { header: '日期', width: 12 },
  { header: '星期', width: 9 },
  { header: '节日节气', width: 16 },
  { header: '寄语', width: 56 },
  { header: '出处', width: 22 },
  { header: '主题', width: 12 },
  { header: '意见', width: 18 },
] as const;

export function createMonthSheet(deps: MonthSheetDeps): WriteMonthSheet {
  return async function writeMonthSheet(month, { format, file }) {
    const { from, length } = readMonth(deps, month);
    const days = await readPreview(deps, { from, days: length });
    const { docx } = deps.exporters;
    if (format === 'docx') await docx.write(documentOf(month, days), file);
    else await deps.exporters[format].write(tableOf(month, days), file);
    return days.length;
  };
}

function readMonth({ clock, timeZone }: MonthSheetDeps, month: string): { from: Day; length: number } {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month))
    throw new AppError('input/invalid', `月份应写成 YYYY-MM，收到 “${month}”。`);
  const from = `${month}-01`;
  if (daysBetween(dayOf(clock.now(), timeZone), from) > furthestDays)
    throw new AppError('input/invalid', `${month} 太远了，最多提前 ${furthestDays} 天导出。`);
  if (daysBetween(from, dayOf(clock.now(), timeZone)) > recallDays)
    throw new AppError('input/invalid', `${month} 太久以前了，只能导出最近三年的。`);
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, length: daysBetween(from, next) };
}

function tableOf(month: string, days: readonly PreviewDay[]): Table {
  const signature = ['审签', '', '', '签字：', '', '日期：', ''];
  return { title: `寄语 ${month}`, columns, rows: [...days.map(rowOf), signature], forPaper: true };
}

/** The same to be gone over with a pen, or changed in Word. */
function documentOf(month: string, days: readonly PreviewDay[]): TextDocument {
  const generated = days.some((day) => day.generated && day.text !== null);
  return {
    title: `寄语 ${month}`,
    about: generated ? [`注明“${generatedLabel}”的，由大模型起草、人审核过。`] : [],
    across: true,
    parts: [
      { kind: 'table', columns, rows: days.map(rowOf) },
      { kind: 'paragraph', text: '审签：　　　　　　签字：　　　　　　日期：' },
    ],
  };
}

function rowOf(day: PreviewDay): string[] {
  return [day.date, day.weekday, day.occasion ?? '', textOf(day), day.source ?? '', day.theme ?? '', ''];
}

function textOf({ state, reason, text, generated }: PreviewDay): string {
  if (state === 'skipped') return `（${reason ?? '当天不发'}）`;
  if (text === null) return '（寄语库里没有可用的寄语）';
  return generated ? `${text}（${generatedLabel}）` : text;
}
