const longestCaption = 40;
/** Title and unit. */
export const mostCaptions = 2;

/** 表1 会费标准 or 单位：元 above a table: it belongs to its head. */
export function isCaption(text: string): boolean {
  if (text.length > longestCaption || /[。；！？]$/.test(text)) return false;
  return /^附?表\s*[\d一二三四五六七八九十]|表$|^[（(]?\s*(?:计量|金额|货币)?单位\s*[:：]/.test(text);
}
