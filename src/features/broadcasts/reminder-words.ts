import { formatInstant } from '../../base/calendar.ts';
import type { ReceiptRequest } from '../../domain/broadcast.ts';
import { shorten } from './shorten.ts';

const quotedLength = 120;

/** To one member, in private. How to answer stands behind it, as the channel has it. */
export function memberReminder(of: { group: string; text: string; receipt: ReceiptRequest; timeZone: string }): string {
  const { group, text, receipt, timeZone } = of;
  const letters = Array.from(text);
  const quoted = letters.length <= quotedLength ? text : `${letters.slice(0, quotedLength).join('')}…`;
  const until = formatInstant(receipt.until, timeZone);
  return `提醒您：“${group}”里的一条通知还没有收到您的确认，请在 ${until} 前确认（${receipt.reason}）。\n\n${quoted}`;
}

/** To the secretariat, without names: `reminded` of the `missing` were written to in private. */
export function staffReminder(of: {
  id: string;
  text: string;
  missing: number;
  reminded: number;
  receipt: ReceiptRequest;
  timeZone: string;
}): string {
  const until = formatInstant(of.receipt.until, of.timeZone);
  const others = of.reminded === 0 ? '' : `，其中 ${of.reminded} 位已私聊提醒`;
  return `《${shorten(of.text)}》还有 ${of.missing} 位未确认${others}，${until} 截止。名单私聊发“/导出 ${of.id}”取，请不要在群里点名。`;
}
