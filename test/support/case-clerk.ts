import { randomBytes, randomUUID } from 'node:crypto';
import type { Form } from '../../src/domain/form.ts';
import { createAttachedFiles } from '../../src/features/inbox/attached-files.ts';
import { createInbox } from '../../src/features/inbox/inbox.ts';
import { clearsAt, forgetAnonymous } from '../../src/features/reception/anonymous.ts';
import { createTakeFiles } from '../../src/features/reception/case-files.ts';
import { createLateFiles } from '../../src/features/reception/late-files.ts';
import { createFollowUp } from '../../src/features/reception/follow-up.ts';
import { createReception } from '../../src/features/reception/reception.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';

/** The hour of everything that is done here. */
export const now = Date.parse('2026-11-24T10:00:00+08:00');
export const timeZone = 'Asia/Shanghai';

/** Whoever gets suggestions, until five working days are over. */
export const receiver = '李干事';
const form: Form = {
  id: 'suggestion',
  name: '建议',
  words: ['建议'],
  receiver: { name: receiver, organization: null, role: null },
  targetDays: 5,
  discreet: false,
  fields: [],
};

export type CaseClerk = {
  /** Takes down what members said. */
  settle(): Promise<void>;
  /** Accepts a case that is only registered; whoever submitted it is told. */
  accept(no: string): Promise<void>;
};

/** What takes cases down and follows them, over the store of any process. */
export function createCaseClerk(store: Store, owner: string): CaseClerk {
  const clock = { now: () => now };
  const newId = (): string => randomUUID();
  const shared = { store, clock, timeZone, newId, log: createNotingLog() };
  const takeFiles = createTakeFiles(createAttachedFiles({ files: store.files, channels: new Map() }));
  const forms = async () => ({ forms: [form], problems: [] });
  const workdays = async () => (): boolean => true;
  const reception = createReception({ ...shared, records: store, forms, workdays, takeFiles, newCode });
  const nothing = (): void => {};
  const inbox = createInbox({
    ...shared,
    owner,
    abilities: [
      createLateFiles({ records: store, takeFiles, newId, timeZone, clock }),
      reception.handle,
      async () => async () => [],
    ],
    overhear: async (message) => forgetAnonymous(message),
    clearsAt,
    onClaimed: nothing,
    onReplies: nothing,
  });
  const followUp = createFollowUp({
    ...shared,
    workdays,
    forms,
    quietUntil: () => null,
    channels: new Map(),
    kindNames: async () => new Map(),
    onPlanned: nothing,
  });
  return {
    async settle() {
      const { signal } = new AbortController();
      while (await inbox.round(signal));
    },
    async accept(no) {
      await followUp.act(no, { action: 'accept', note: null }, { who: '周秘书', seen: 1 });
    },
  };
}

/** Never only digits: that would be a number to call. */
function newCode(): string {
  const letters = randomBytes(5).toString('hex').toUpperCase();
  return `T${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}T`;
}
