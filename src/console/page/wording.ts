export const botName = '清语';
export const maxTextLength = 4_000;
const maxNameLength = 20;
const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** Length as a person counts it: an emoji is one, not two. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** What is wrong with a text, null when it may be sent. */
export function textFault(text: string): string | null {
  const length = lengthOf(text);
  if (length <= maxTextLength) return null;
  return `一条消息最多 ${maxTextLength} 个字，现在有 ${length} 个字，请删短或分成几条发送。`;
}

/** What is wrong with a nickname, null when it will do. The server looks closer. */
export function nameFault(name: string): string | null {
  if (name === '') return '请填写昵称。';
  if (lengthOf(name) > maxNameLength) return `昵称最多 ${maxNameLength} 个字，请改短一些。`;
  if (name.includes(botName)) return `「${botName}」是机器人的名字，请换一个昵称。`;
  return null;
}

/** `12 KB`, `3.4 MB`. */
export function sizeLabel(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** `2026-11-23` in the reader's own time zone; sorts by time. */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** 今天, 昨天, 11月21日 星期六, 2025年12月31日 星期三. */
export function dayLabel(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (dayKey(at) === dayKey(now)) return '今天';
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(at) === dayKey(yesterday.getTime())) return '昨天';
  const year = date.getFullYear() === today.getFullYear() ? '' : `${date.getFullYear()}年`;
  return `${year}${date.getMonth() + 1}月${date.getDate()}日 星期${weekdays[date.getDay()] ?? ''}`;
}

/** `09:05`. */
export function timeLabel(at: number): string {
  const date = new Date(at);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** The text with the bot mentioned at its beginning, unless it is mentioned somewhere. */
export function withMention(text: string): string {
  return /[@＠]\s?清语/u.test(text) ? text : `@${botName} ${text}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
