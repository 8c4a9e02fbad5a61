import { make, makeButton } from './elements.ts';
import type { Entry } from './entry.ts';
import { makeFileCard } from './file-card.ts';
import { makeMessageText } from './message-text.ts';
import type { Outgoing } from './outbox.ts';
import { timeLabel } from './wording.ts';

const avatarColours = 8;

export type Quoted = { name: string; text: string; onOpen(): void };

/** One message of the history. `quoted` is what it replies to, as far as that is known. */
export function makeBubble(entry: Entry, own: boolean, quoted: Quoted | null): HTMLElement {
  const bubble = make('div', 'bubble');
  if (entry.replyTo !== null) bubble.append(makeQuotation(quoted));
  if (entry.text !== '') bubble.append(makeMessageText(entry.text));
  if (entry.file !== null) bubble.append(makeFileCard(entry.file));
  const message = make('div', 'message', makeAvatar(entry), make('div', 'column', makeHead(entry), bubble));
  message.id = `message-${entry.id}`;
  if (entry.bot) message.classList.add('bot');
  markOwn(message, own);
  return message;
}

/** Fills in what a message replies to, once that has come. */
export function quoteIn(message: HTMLElement, quoted: Quoted): void {
  message.querySelector('.quotation')?.replaceWith(makeQuotation(quoted));
}

export function markOwn(message: HTMLElement, own: boolean): void {
  message.classList.toggle('own', own);
}

export type OutgoingActions = {
  retry(clientId: string): void;
  edit(clientId: string): void;
  remove(clientId: string): void;
};

/** A message of ours that has not come back yet, with what can be done about it. */
export function makeOutgoing(message: Outgoing, actions: OutgoingActions): HTMLElement {
  const bubble = make('div', 'bubble', makeMessageText(message.text));
  const column = make('div', 'column', bubble, makeState(message, actions));
  const row = make('div', `message own ${message.state}`, makeAvatar({ name: message.name, bot: false }), column);
  row.dataset['clientId'] = message.clientId;
  return row;
}

function makeState({ state, clientId, reason, refused }: Outgoing, actions: OutgoingActions): HTMLElement {
  if (state !== 'failed') return make('div', 'state', state === 'sending' ? '发送中…' : '已送达');
  const again = refused
    ? makeButton('action', '修改', () => actions.edit(clientId))
    : makeButton('action', '重试', () => actions.retry(clientId));
  const drop = makeButton('action', '删除', () => actions.remove(clientId));
  return make('div', 'state', make('span', 'fault', reason), again, drop);
}

function makeHead({ name, at, bot }: Entry): HTMLElement {
  const time = make('time', '', timeLabel(at));
  time.dateTime = new Date(at).toISOString();
  const head = make('div', 'head', make('bdi', 'name', name), time);
  if (bot) head.insertBefore(make('span', 'badge', '机器人'), time);
  return head;
}

function makeAvatar({ name, bot }: Pick<Entry, 'name' | 'bot'>): HTMLElement {
  const [letter = '?'] = Array.from(bot ? '清' : name);
  const avatar = make('div', `avatar ${bot ? 'avatar-bot' : `avatar-${colourOf(name)}`}`, letter);
  avatar.setAttribute('aria-hidden', 'true');
  return avatar;
}

/** The same name has the same colour on every screen. */
function colourOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % avatarColours;
}

function makeQuotation(quoted: Quoted | null): HTMLElement {
  if (!quoted) return make('div', 'quotation', '回复较早的一条消息');
  const words = make('span', 'quoted', quoted.text.replace(/\s+/gu, ' ').slice(0, 200));
  words.dir = 'auto';
  const button = makeButton('quotation', '', quoted.onOpen);
  button.append(make('bdi', 'quoted-name', quoted.name), words);
  button.setAttribute('aria-label', `回复${quoted.name}：${quoted.text.slice(0, 60)}，转到原消息`);
  return button;
}
