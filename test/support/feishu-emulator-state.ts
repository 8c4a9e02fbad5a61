export type FeishuPerson = { openId: string; name: string };

/** A message as the platform keeps it; `content` is JSON. */
export type FeishuStored = {
  id: string;
  chat: string;
  from: 'bot' | FeishuPerson;
  type: string;
  content: string;
  parent: string | null;
  thread: string | null;
  uuid: string | null;
  recalled: boolean;
  readers: { openId: string; at: number }[];
};

export type FeishuChat = {
  id: string;
  kind: 'group' | 'p2p';
  name: string;
  members: FeishuPerson[];
  /** Whether the bot is in it. */
  joined: boolean;
  disbanded: boolean;
};

/** Something the platform tells the bot of until it says 200. */
export type FeishuEvent = {
  id: string;
  payload: string;
  /** Calls for an answer; not told again. */
  callback: ((data: unknown) => void) | null;
  /** How often it was told, and how often the bot said that it could not take it. */
  told: number;
  refused: number;
  acknowledged: boolean;
};

export type FeishuState = {
  appId: string;
  appSecret: string;
  botId: string;
  botName: string;
  /** The secret is another one now, and no token is known any more. */
  revoked: boolean;
  tokens: Set<string>;
  scopes: Set<string>;
  chats: Map<string, FeishuChat>;
  messages: Map<string, FeishuStored>;
  /** What was sent under a key. */
  uuids: Map<string, string>;
  files: Map<string, { name: string; bytes: Uint8Array }>;
  events: FeishuEvent[];
  count: number;
  changed(): void;
};

export function createFeishuState(app: { appId: string; appSecret: string }): FeishuState {
  return {
    ...app,
    botId: 'ou_bot',
    botName: '清语助手',
    revoked: false,
    tokens: new Set(),
    scopes: new Set([
      'im:message:send_as_bot',
      'im:message.group_at_msg:readonly',
      'im:message.p2p_msg:readonly',
      'im:resource',
      'im:message:readonly',
      'im:chat:readonly',
    ]),
    chats: new Map(),
    messages: new Map(),
    uuids: new Map(),
    files: new Map(),
    events: [],
    count: 0,
    changed: () => {},
  };
}

type Piece = { tag: string; text?: string; user_id?: string };
type Element = { tag: string; content?: string; text?: { content: string }; actions?: { text: { content: string } }[] };

/** What members see of a message: plain text reads marks, rich text and the text of a card do not. */
export function seen(state: FeishuState, { type, content, chat }: FeishuStored): string {
  const at = (id: string): string =>
    `@${state.chats.get(chat)?.members.find(({ openId }) => openId === id)?.name ?? '所有人'}`;
  const raw = JSON.parse(content);
  if (type === 'text') {
    const named = String(raw.text).replace(/<at user_id="(\w+)">[^<]*<\/at>/gu, (_, id: string) => at(id));
    return named.replace(/<\/?[bius]>/gu, '').replace(/\*\*(.+?)\*\*/gu, '$1');
  }
  if (type === 'post') {
    const lines: Piece[][] = raw.zh_cn.content;
    return lines
      .map((line) => line.map(({ tag, text = '', user_id: id = '' }) => (tag === 'at' ? at(id) : text)).join(''))
      .join('\n');
  }
  const elements: Element[] = raw.elements ?? [];
  return elements
    .flatMap(({ tag, text, content = '' }) => {
      if (tag === 'div') return [text?.content ?? ''];
      return tag === 'markdown' ? [content.replace(/<at id=(\w+)><\/at>/gu, (_, id: string) => at(id))] : [];
    })
    .join('\n');
}

/** The labels and values of the buttons under a message. */
export function buttonsOf({ type, content }: FeishuStored): { label: string; value: unknown }[] {
  if (type !== 'interactive') return [];
  const elements: { tag: string; actions?: { text: { content: string }; value: unknown }[] }[] =
    JSON.parse(content).elements;
  return elements.flatMap(({ actions = [] }) => actions.map(({ text, value }) => ({ label: text.content, value })));
}
