/** What members read of a markdown text, as the apps show it: marks are gone, what is escaped stands as it is. */
export function shownText(markdown: string): string {
  const kept: string[] = [];
  const held = markdown.replace(/\\([!-/:-@[-`{-~])/gu, (_, letter: string) => {
    kept.push(letter);
    return `\ue000${kept.length - 1}\ue001`;
  });
  const read = held
    .replace(/<@([^\s<>]+)>/gu, '@$1')
    .replace(/<\/?[a-z][^>]*>/giu, '')
    .replace(/^#{1,6}\s+/gmu, '')
    .replace(/^>\s?/gmu, '')
    .replace(/\*\*(.+?)\*\*/gu, '$1')
    .replace(/\*(\S(?:.*?\S)?)\*/gu, '$1')
    .replace(/(?<![\p{L}\p{N}])_(\S(?:.*?\S)?)_(?![\p{L}\p{N}])/gu, '$1')
    .replace(/~~(.+?)~~/gu, '$1')
    .replace(/`([^`]+)`/gu, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/&(lt|gt|amp|quot);/gu, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? '');
  return read.replace(/\ue000(\d+)\ue001/gu, (_, place: string) => kept[Number(place)] ?? '');
}
