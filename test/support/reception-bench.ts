import { createCaseFormFiles } from '../../src/adapters/case-forms/case-form-files.ts';
import type { Case } from '../../src/domain/case.ts';
import type { FormSet } from '../../src/domain/form.ts';
import type { Message } from '../../src/domain/message.ts';
import { createReception, type Reception, type ReceptionDeps } from '../../src/features/reception/reception.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { message as written } from './store-builders.ts';
import { openTempStore, type TempStore } from './temp-store.ts';

type Changes = NonNullable<Parameters<typeof written>[1]>;

export type ReceptionBench = {
  clock: HandClock;
  temp: TempStore;
  reception(): Reception;
  restart(): Promise<void>;
  /** Further of what it is given. */
  use(deps: Partial<ReceptionDeps>): void;
  /** Says something to the bot in a group; its reply, null when it is not reception's. */
  say(text: string, changes?: Changes): Promise<string | null>;
  /** The same, alone with the bot. */
  sayAlone(text: string): Promise<string | null>;
  receive(text: string, changes?: Changes): Promise<Message>;
  cases(): Promise<Case[]>;
};

/** Reception as the app has it, with the forms that are shipped and further ones. */
export async function openReceptionBench(
  of: { more?: FormSet['forms']; deps?: Partial<ReceptionDeps> } = {},
): Promise<ReceptionBench> {
  const clock = createHandClock('2026-11-23T08:00:00+08:00');
  const temp = await openTempStore(clock);
  const shipped = createCaseFormFiles('knowledge/forms');
  let store = temp.store;
  let count = 0;
  let given = of.deps ?? {};
  const forms = async (): Promise<FormSet> => {
    const read = await shipped.read();
    return { ...read, forms: [...read.forms, ...(of.more ?? [])] };
  };
  const reception = (): Reception =>
    createReception({
      records: store,
      timeZone: 'Asia/Shanghai',
      forms,
      workdays: async () => (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
      directChats: () => true,
      newCode: () => `TEST-C0DE-${String((count += 1)).padStart(4, '0')}`,
      newId: () => `id-${(count += 1)}`,
      ...given,
    });
  const bench: ReceptionBench = {
    clock,
    temp,
    reception,
    use(deps) {
      given = { ...given, ...deps };
    },
    async restart() {
      store = await temp.reopen();
    },
    async say(text, changes = {}) {
      const outcome = await reception().handle(await bench.receive(text, changes));
      if (outcome === null) return null;
      return (await store.transaction(outcome)).map((reply) => reply.text).join('\n');
    },
    sayAlone: (text) =>
      bench.say(text, { conversation: { channel: 'web', kind: 'direct', platformId: 'wang', title: null } }),
    async receive(text, changes = {}) {
      count += 1;
      const message = written(`m${count}`, { text, rawText: `@清语 ${text}`, sentAt: clock.now(), ...changes });
      const { messageId } = await store.messages.accept(message, clock.now());
      const stored = await store.messages.find(messageId);
      if (stored === null) throw new Error('the message is not there');
      return stored;
    },
    cases: () => store.cases.list({ from: null, to: null, status: null, kind: null }),
  };
  return bench;
}
