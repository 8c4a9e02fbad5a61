/** How a text asks for a 收到 where a message can carry no button. */
export function askingByWord(text: string): string {
  return `${text}\n\n收到请回复“收到”`;
}

/** How a text asks that a person posts by hand. */
export function askingByLink(text: string, link: string): string {
  return `${text}\n\n收到请点：${link}`;
}

/** How a text asks on a channel where the bot sends it. */
export function askingOn(text: string, { buttons }: { buttons: boolean }): string {
  return buttons ? text : askingByWord(text);
}
