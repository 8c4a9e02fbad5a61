import { noUsage } from '../../../src/domain/generation.ts';
import type { Form } from '../../../src/domain/form.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { SaidFields } from '../../../src/features/reception/case-fields.ts';
import { createExtract, type ExtractDeps } from '../../../src/features/reception/extract.ts';
import { parseCases } from '../../../src/features/reception/parse.ts';
import type { Generations } from '../../../src/ports/generations.ts';
import type { Prompts } from '../../../src/ports/prompts.ts';
import type { Labelled } from './examples.ts';
import { createScriptedModel } from './scripted-model.ts';

/** What was asked of the model and what became of it. */
export type Asked = { of: number; asked: number; dropped: ReadonlyMap<string, number> };
export type ReadWithModel = { items: ReadonlyMap<string, SaidFields[]>; asked: Asked };

/** Reads messages as the bot does: the model is asked where rules are unsure, its answer is checked, else rules decide. */
export async function readWithModel(
  messages: readonly Labelled[],
  { prompts, forms }: { prompts: Prompts; forms: readonly Form[] },
): Promise<ReadWithModel> {
  const ledger = createLedger();
  const items = new Map<string, SaidFields[]>();
  for (const message of messages) {
    const extract = createExtract({
      ...surroundings,
      prompts,
      chat: createScriptedModel(message),
      generations: ledger,
    });
    const said = await extract(toMessage(message.text), forms);
    items.set(message.text, said ?? parseCases(message.text, forms).items);
  }
  return { items, asked: { of: messages.length, ...ledger.told() } };
}

const surroundings: Omit<ExtractDeps, 'prompts' | 'chat' | 'generations'> = {
  budget: { perMember: Infinity, perConversation: Infinity },
  clock: { now: () => 0 },
  newId: () => 'one',
  log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  timeZone: 'Asia/Shanghai',
};

function createLedger(): Generations & { told(): Omit<Asked, 'of'> } {
  let asked = 0;
  const dropped = new Map<string, number>();
  const none = { count: 0, usage: noUsage };
  return {
    async begin() {
      asked += 1;
      return true;
    },
    async end(_, { outcome, reason }) {
      if (outcome === 'dropped') dropped.set(reason ?? '', (dropped.get(reason ?? '') ?? 0) + 1);
    },
    totals: async () => ({ running: none, sent: none, dropped: none }),
    told: () => ({ asked, dropped }),
  };
}

function toMessage(text: string): Message {
  return {
    id: 1,
    conversationId: 'group',
    memberId: 'member',
    receivedAt: 0,
    outcome: null,
    key: 'web/group/1',
    conversation: { channel: 'web', kind: 'group', platformId: 'group', title: null },
    sender: { platformId: 'member', name: '会员', bot: false },
    addressed: 'mention',
    mentionsAll: false,
    text,
    rawText: text,
    sentAt: 0,
    replyRef: null,
    quoted: null,
    attachments: [],
  };
}
