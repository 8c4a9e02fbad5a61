import { buttonsOf, type FeishuChat, type FeishuPerson, type FeishuState } from './feishu-emulator-state.ts';

/** What a person writes; `id`: the platform's id of it, drawn when absent. */
export type FeishuWritten = {
  chat: string;
  from: FeishuPerson;
  text?: string;
  id?: string;
  parent?: string;
  thread?: string;
  file?: { name: string; bytes: Uint8Array };
  /** Any other kind of message, as it stands. */
  raw?: { type: string; content: object };
  /** Another bot writes. */
  app?: true;
  at?: number;
};

export type FeishuToast = { toast?: { content: string }; card?: { data: object } } | null;

export type FeishuPeople = {
  /** Writes a message, once more where it is there already; gives its id. */
  say(written: FeishuWritten): string;
  /** Presses a button; resolves with what the bot answered, null when it did not. */
  press(pressed: { message: string; from: FeishuPerson; place: number }): Promise<FeishuToast>;
  read(message: string, from: FeishuPerson): void;
  /** The bot comes into a group, is put out of it, or the group is no more. */
  place(chat: string, change: 'added' | 'deleted' | 'disbanded'): void;
  /** Any event, as it stands. */
  tell(type: string, event: object): void;
};

type Push = (payload: object, callback?: (data: unknown) => void) => void;

export function createFeishuPeople(state: FeishuState, push: Push): FeishuPeople {
  const tell = (type: string, event: object, callback?: (data: unknown) => void): void => {
    const header = { event_id: `ev_${(state.count += 1)}`, event_type: type, create_time: String(Date.now()) };
    push({ schema: '2.0', header: { ...header, app_id: state.appId, tenant_key: 't1' }, event }, callback);
  };
  const chatOf = (id: string): FeishuChat => {
    const chat = state.chats.get(id);
    if (chat === undefined) throw new Error(`there is no chat ${id}`);
    return chat;
  };

  return {
    tell: (type, event) => tell(type, event),
    say(written) {
      const id = written.id ?? `om_p${(state.count += 1)}`;
      const chat = chatOf(written.chat);
      const { type, content, mentions } = contentOf(state, chat, written);
      const { from, parent = null, thread = null } = written;
      const stored = {
        id,
        chat: chat.id,
        from,
        type,
        content,
        parent,
        thread,
        uuid: null,
        recalled: false,
        readers: [],
      };
      if (!state.messages.has(id)) state.messages.set(id, stored);
      tell('im.message.receive_v1', {
        sender: { sender_id: { open_id: from.openId }, sender_type: written.app ? 'app' : 'user', tenant_key: 't1' },
        message: {
          message_id: id,
          ...(parent !== null && { parent_id: parent, root_id: parent }),
          ...(thread !== null && { thread_id: thread }),
          create_time: String(written.at ?? Date.now()),
          chat_id: chat.id,
          chat_type: chat.kind,
          message_type: type,
          content,
          ...(mentions.length > 0 && { mentions }),
        },
      });
      return id;
    },
    press({ message: id, from, place }) {
      const message = state.messages.get(id);
      const button = message === undefined ? undefined : (buttonsOf(message)[place] ?? buttonsOf(message)[0]);
      if (message === undefined || button === undefined) throw new Error('there is no such button');
      const event = {
        operator: { open_id: from.openId, tenant_key: 't1' },
        token: 'c-1',
        action: { value: button.value, tag: 'button' },
        host: 'im_message',
        context: { open_message_id: id, open_chat_id: message.chat },
      };
      return new Promise((resolve) => {
        tell('card.action.trigger', event, (data) => {
          const answer = data as FeishuToast;
          if (answer?.card) message.content = JSON.stringify(answer.card.data);
          resolve(answer);
        });
      });
    },
    read(id, { openId }) {
      const message = state.messages.get(id);
      const seen = message?.readers.some((reader) => reader.openId === openId) === true;
      if (!seen) message?.readers.push({ openId, at: Date.now() });
    },
    place(id, change) {
      const chat = chatOf(id);
      chat.joined = change === 'added';
      chat.disbanded = change === 'disbanded';
      const type = change === 'disbanded' ? 'im.chat.disbanded_v1' : `im.chat.member.bot.${change}_v1`;
      tell(type, { chat_id: id, operator_id: { open_id: 'ou_admin' }, name: chat.name, external: false });
    },
  };
}

type Mention = { key: string; id: { open_id: string }; name: string };

function contentOf(
  state: FeishuState,
  chat: FeishuChat,
  { text = '', file, raw }: FeishuWritten,
): { type: string; content: string; mentions: Mention[] } {
  if (file !== undefined) {
    const key = `file_v3_${(state.count += 1)}`;
    state.files.set(key, file);
    return { type: 'file', content: JSON.stringify({ file_key: key, file_name: file.name }), mentions: [] };
  }
  const mentions: Mention[] = [];
  const named = [{ openId: state.botId, name: state.botName }, ...chat.members];
  const words = text.replace(/@(\p{L}+)/gu, (whole, name: string) => {
    if (name === '所有人') return '@_all';
    const person = named.find((one) => one.name === name);
    if (person === undefined) return whole;
    const key = `@_user_${mentions.length + 1}`;
    mentions.push({ key, id: { open_id: person.openId }, name });
    return key;
  });
  if (raw !== undefined) return { type: raw.type, content: JSON.stringify(raw.content), mentions };
  return { type: 'text', content: JSON.stringify({ text: words }), mentions };
}
