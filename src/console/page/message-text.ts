import { make, makeButton } from './elements.ts';
import { lengthOf } from './wording.ts';

/** Longer texts are folded, so that one message does not push all others away. */
const foldLength = 600;
const foldLines = 18;

const sourceLine = /^\s*[（(]?(?:出处|来源)[:：]/u;
const botMention = /([@＠]\s?清语)/u;

/** A text as text: every line with its own direction, lines that name sources smaller, long ones folded. */
export function makeMessageText(text: string): HTMLElement {
  const body = make('div', 'text');
  for (const { source, lines } of groupLines(text)) {
    const block = make('p', source ? 'source' : '', ...withMentions(lines.join('\n')));
    block.dir = 'auto';
    body.append(block);
  }
  return isLong(text) ? fold(body) : body;
}

type Block = { source: boolean; lines: string[] };

function groupLines(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.trim().split(/\r\n|\r|\n/u)) {
    const source = sourceLine.test(line);
    const last = blocks.at(-1);
    if (last?.source === source) last.lines.push(line);
    else blocks.push({ source, lines: [line] });
  }
  return blocks;
}

function withMentions(text: string): (Node | string)[] {
  return text.split(botMention).map((piece) => (botMention.test(piece) ? make('span', 'mention', piece) : piece));
}

function isLong(text: string): boolean {
  return lengthOf(text) > foldLength || text.split('\n').length > foldLines;
}

function fold(body: HTMLElement): HTMLElement {
  body.classList.add('folded');
  const toggle = makeButton('fold', '展开全文', () => {
    const folded = body.classList.toggle('folded');
    toggle.textContent = folded ? '展开全文' : '收起';
    toggle.setAttribute('aria-expanded', String(!folded));
  });
  toggle.setAttribute('aria-expanded', 'false');
  return make('div', '', body, toggle);
}
