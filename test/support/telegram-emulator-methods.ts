import { readHtml } from './telegram-emulator-html.ts';
import { ApiRefusal, badRequest } from './telegram-emulator-refusal.ts';
import {
  type Bot,
  type Chat,
  type EmulatorState,
  type Json,
  keepMessage,
  type StoredMessage,
} from './telegram-emulator-state.ts';
import { defaultAllowed } from './telegram-emulator-updates.ts';

/** A call as it came: numbers of a form are texts, files are apart. */
export type Call = { payload: Json; file: { name: string; mime: string; bytes: Uint8Array } | null };

type Method = (state: EmulatorState, bot: Bot, call: Call) => unknown;

/** What the bot may call, apart from getUpdates. Every other name is 404. */
export const methods: Readonly<Record<string, Method>> = {
  getMe: (_, bot) => ({ ...bot.user, can_join_groups: true, can_read_all_group_messages: !bot.privacy }),
  sendMessage,
  sendDocument,
  getFile,
  getChat: (state, bot, { payload }) => ({ ...chatOf(state, bot, payload), messages: undefined }),
  answerCallbackQuery,
  editMessageReplyMarkup,
  setMyCommands(_, bot, { payload }) {
    bot.commands = readJson(payload['commands'], []);
    return true;
  },
  getMyCommands: (_, bot) => bot.commands,
  setWebhook,
  deleteWebhook(state, bot) {
    bot.webhook = null;
    state.changed();
    return true;
  },
  getWebhookInfo: (_, bot) => ({
    url: bot.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.queue.length,
    ...(bot.webhook?.error && { last_error_date: bot.webhook.error.at, last_error_message: bot.webhook.error.words }),
  }),
};

function sendMessage(state: EmulatorState, bot: Bot, { payload }: Call): StoredMessage {
  const chat = chatOf(state, bot, payload);
  const given = String(payload['text'] ?? '');
  const text = payload['parse_mode'] === 'HTML' ? readHtml(given) : given;
  if (text.trim() === '') throw badRequest('message text is empty');
  if (text.length > 4096) throw badRequest('message is too long');
  return show(state, { bot, chat }, { ...common(chat, payload), text });
}

function sendDocument(state: EmulatorState, bot: Bot, { payload, file }: Call): StoredMessage {
  const chat = chatOf(state, bot, payload);
  if (file === null) throw badRequest('there is no document in the request');
  const caption = String(payload['caption'] ?? '');
  if (caption.length > 1024) throw badRequest('message caption is too long');
  const document = keepFile(state, file);
  return show(state, { bot, chat }, { ...common(chat, payload), document, ...(caption === '' ? {} : { caption }) });
}

function show(state: EmulatorState, { bot, chat }: { bot: Bot; chat: Chat }, message: Json): StoredMessage {
  const kept = keepMessage(chat, { from: bot.user, ...message });
  state.changed();
  return kept;
}

export function keepFile(
  state: EmulatorState,
  { name, mime, bytes }: NonNullable<Call['file']>,
): NonNullable<StoredMessage['document']> {
  const id = `file-${state.files.size + 1}`;
  state.files.set(id, { path: `documents/${id}`, bytes });
  return { file_id: id, file_name: name, mime_type: mime, file_size: bytes.byteLength };
}

function chatOf(state: EmulatorState, bot: Bot, payload: Json): Chat {
  const chat = state.chats.get(Number(payload['chat_id']));
  const place = chat && bot.places.get(chat.id);
  if (chat === undefined || place === undefined) throw badRequest('chat not found');
  if (chat.movedTo !== null)
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.movedTo });
  if (place === 'kicked' || place === 'left')
    throw new ApiRefusal(
      403,
      chat.type === 'private'
        ? 'Forbidden: bot was blocked by the user'
        : `Forbidden: bot was kicked from the ${chat.type} chat`,
    );
  return chat;
}

/** What every message that is sent may carry. */
function common(chat: Chat, payload: Json): Json {
  const found: Json = {};
  if (payload['message_thread_id'] !== undefined) {
    const thread = Number(payload['message_thread_id']);
    if (chat.topics?.has(thread) !== true) throw badRequest('message thread not found');
    Object.assign(found, { message_thread_id: thread, is_topic_message: true });
  }
  const quote = readJson<{ message_id?: number; allow_sending_without_reply?: boolean }>(
    payload['reply_parameters'],
    {},
  );
  const quoted = chat.messages.find(({ message_id: id }) => id === quote.message_id);
  if (quoted !== undefined) found['reply_to_message'] = quoted;
  else if (quote.message_id !== undefined && quote.allow_sending_without_reply !== true)
    throw badRequest('message to be replied not found');
  const markup = markupOf(payload);
  return markup === null ? found : { ...found, reply_markup: markup };
}

function markupOf(payload: Json): NonNullable<StoredMessage['reply_markup']> | null {
  const markup = readJson<StoredMessage['reply_markup'] | null>(payload['reply_markup'], null) ?? null;
  if (markup?.inline_keyboard.flat().some(({ callback_data: data }) => Buffer.byteLength(data) > 64) === true)
    throw badRequest('BUTTON_DATA_INVALID');
  return markup;
}

function getFile(state: EmulatorState, _: Bot, { payload }: Call): Json {
  const id = String(payload['file_id']);
  const file = state.files.get(id);
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.bytes.byteLength > 20 * 1024 * 1024) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: id, file_size: file.bytes.byteLength, file_path: file.path };
}

function answerCallbackQuery(state: EmulatorState, _: Bot, { payload }: Call): true {
  const queryId = String(payload['callback_query_id']);
  const text = String(payload['text'] ?? '');
  if (!state.presses.delete(queryId))
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const alert = payload['show_alert'] === true || payload['show_alert'] === 'true';
  state.answers.push({ queryId, text, ...(alert && { alert }) });
  state.changed();
  return true;
}

function editMessageReplyMarkup(state: EmulatorState, bot: Bot, { payload }: Call): StoredMessage {
  const message = chatOf(state, bot, payload).messages.find(
    ({ message_id: id }) => id === Number(payload['message_id']),
  );
  if (message === undefined || message.from?.id !== bot.user.id) throw badRequest('message to edit not found');
  const markup = markupOf(payload);
  if (JSON.stringify(markup) === JSON.stringify(message.reply_markup ?? null))
    throw badRequest('message is not modified');
  if (markup === null) delete message.reply_markup;
  else message.reply_markup = markup;
  state.changed();
  return message;
}

function setWebhook(state: EmulatorState, bot: Bot, { payload }: Call): true {
  const { url, secret_token: secret = '', allowed_updates: allowed } = payload;
  bot.webhook = url === '' ? null : { url: String(url), secret: String(secret), error: null };
  const kinds = readJson<string[]>(allowed, []);
  bot.allowed = kinds.length > 0 ? kinds : defaultAllowed;
  bot.waiting?.end(new ApiRefusal(409, 'Conflict: terminated by setWebhook request'));
  state.changed();
  return true;
}

/** Objects are texts in a form. */
function readJson<T>(value: unknown, otherwise: T): T {
  if (value === undefined || value === null) return otherwise;
  return (typeof value === 'string' ? JSON.parse(value) : value) as T;
}
