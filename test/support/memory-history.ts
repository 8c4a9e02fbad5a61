import type { ConversationRef } from '../../src/domain/conversation.ts';
import type { HistoryEntry, InboundMessage } from '../../src/domain/message.ts';
import type { NewFile } from '../../src/domain/file.ts';
import type { Conversations } from '../../src/ports/conversations.ts';
import type { Files } from '../../src/ports/files.ts';
import type { Messages } from '../../src/ports/messages.ts';

export type MemoryHistory = {
  messages: Pick<Messages, 'accept' | 'recordOutbound' | 'findEntry' | 'listHistory' | 'listLatest' | 'showChosen'>;
  files: Pick<Files, 'put' | 'read'>;
  conversations: Pick<Conversations, 'ensure'>;
  /** Every accepted message, once. */
  accepted: InboundMessage[];
  /** How often the history was read since the start. */
  reads(): number;
};

/** The part of the store a web group needs, in memory; the real store passes the same tests in test/e2e. */
export function createMemoryHistory(): MemoryHistory {
  const entries: HistoryEntry[] = [];
  const ids = new Map<string, number>();
  const kept = new Map<string, NewFile>();
  const accepted: InboundMessage[] = [];
  let reads = 0;

  function append(key: string, entry: Omit<HistoryEntry, 'id'>): number {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = entries.length + 1;
    ids.set(key, id);
    entries.push({ id, ...entry });
    return id;
  }

  function of(conversationId: string): HistoryEntry[] {
    reads += 1;
    return entries.filter((entry) => entry.conversationId === conversationId);
  }

  return {
    accepted,
    reads: () => reads,
    files: {
      async put(file) {
        kept.set(file.name, file);
        return file.name;
      },
      read: async (id) => kept.get(id) ?? null,
    },
    conversations: {
      ensure: async (ref, title) => ({
        ...ref,
        id: idOf(ref),
        title,
        enrolledAt: null,
        muted: false,
        tags: [],
        collections: null,
        organizationId: null,
        leftAt: null,
        createdAt: 0,
      }),
    },
    messages: {
      async accept(message, receivedAt) {
        const conversationId = idOf(message.conversation);
        const fresh = !ids.has(message.key);
        const { name } = message.sender;
        const entry = { conversationId, name, text: message.rawText, bot: false, at: receivedAt, replyTo: null };
        const messageId = append(message.key, { ...entry, file: null, buttons: null });
        if (fresh) accepted.push(message);
        return { messageId, conversationId, fresh };
      },
      recordOutbound: async ({ key, buttons = null, ...entry }) => append(key, { ...entry, buttons, bot: true }),
      async showChosen(id, entryId, chosen) {
        const entry = of(id).find((one) => one.id === entryId);
        if (entry?.buttons?.kind !== 'choice' || entry.buttons.chosen !== null) return;
        entries[entryId - 1] = { ...entry, buttons: { ...entry.buttons, chosen } };
      },
      findEntry: async (id, entryId) => of(id).find((entry) => entry.id === entryId) ?? null,
      listHistory: async (id, after, limit) =>
        of(id)
          .filter((entry) => entry.id > after)
          .slice(0, limit),
      listLatest: async (id, limit) => of(id).slice(-limit),
    },
  };
}

function idOf(ref: ConversationRef): string {
  return `${ref.channel}/${ref.platformId}`;
}
