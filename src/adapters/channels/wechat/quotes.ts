export type Quote = { author: string; text: string };

/** WeChat writes what is quoted into the text: 「张三：…」, a line of dashes, the message itself. */
const quoted = /^「([^\n：:]{1,64})[：:]([\s\S]*)」\n(?:[-—–] ?){5,}\n/u;

/** A message in what it quotes, if it does, and what the person wrote. */
export function readQuote(written: string): { quote: Quote | null; text: string } {
  const match = quoted.exec(written.replaceAll('\r\n', '\n'));
  if (!match) return { quote: null, text: written };
  const [head, author = '', text = ''] = match;
  return { quote: { author: author.trim(), text: text.trim() }, text: match.input.slice(head.length) };
}
