import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { hasCode } from '../../src/base/errors.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import { hashOf } from '../../src/features/reception/anonymous.ts';
import type { Store } from '../../src/ports/store.ts';
import { createAssigned } from '../support/assignment-reminders.ts';
import { createCaseClerk, now, receiver } from '../support/case-clerk.ts';
import { startChild } from '../support/child.ts';
import { childScript } from '../support/store-children.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { message, newCase, user } from '../support/store-builders.ts';
import type { BackupPlace } from './store-backup.ts';

/** What one kill is about: what the process is told, and how often each thing that must go together is there. */
type Round = { accepts: string; count(): Promise<Record<string, number>> };

type Act = {
  what: string;
  /** Makes what the process finds; `at`: the place it dies at. */
  begin(store: Store, at: number): Promise<Round>;
  /** Places it must have died at, or the test has not seen what it is for. */
  places: readonly string[];
};

const all = { from: null, to: null, status: null, kind: null };
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

const acts: readonly Act[] = [
  {
    what: 'a step of staff and what the submitter hears of it',
    places: ['cases.change', 'deliveries.add', 'audit.append', 'commit', 'committed'],
    async begin(store, at) {
      const said = await say(store, `step${at}`, { text: '你好' });
      const of = { conversationId: said.conversationId, memberId: said.memberId, messageId: said.messageId };
      await store.messages.finish(said.messageId, 'answered');
      const { no } = await store.cases.record(newCase(at, of));
      return {
        accepts: no,
        count: async () => ({
          steps: (await store.cases.steps(no)).filter(({ action }) => action === 'accept').length,
          told: (await store.deliveries.listByKey(`case/${no}/`)).length,
          audited: await auditedOf(store, no),
        }),
      };
    },
  },
  {
    what: 'a case said in a chat, its reply, and whoever gets it by its form',
    places: ['messages.finish', 'cases.recordOnce', 'cases.change', 'assignments.add', 'deliveries.add', 'committed'],
    async begin(store, at) {
      const content = `请多办第 ${at} 期用工培训`;
      const { messageId } = await say(store, `chat${at}`, { text: `建议：${content}` });
      return {
        accepts: '',
        async count() {
          const cases = (await store.cases.list(all)).filter((one) => one.content === content);
          return {
            cases: cases.length,
            ended: await endedOf(store, messageId),
            replies: (await store.deliveries.listByKey(`reply/${messageId}/`)).length,
            assigned: (await Promise.all(cases.map(({ no }) => store.assignments.listOf(no)))).flat().length,
          };
        },
      };
    },
  },
  {
    what: 'an anonymous case, its code, and the words that are not kept',
    places: ['messages.finish', 'messages.scrub', 'cases.recordOnce', 'deliveries.add', 'committed'],
    async begin(store, at) {
      const content = `第 ${at} 个窗口办事推诿`;
      const { messageId } = await say(store, `unknown${at}`, { text: `匿名 投诉：${content}` });
      return {
        accepts: '',
        async count() {
          const [reply] = await store.deliveries.listByKey(`reply/${messageId}/`);
          const [code = ''] = /T[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{3}T/u.exec(reply?.text ?? '') ?? [];
          return {
            cases: (await store.cases.list(all)).filter((one) => one.content === content).length,
            ended: await endedOf(store, messageId),
            scrubbed: (await store.messages.find(messageId))?.text.includes(content) === false ? 1 : 0,
            led: (await store.cases.findByClaim(hashOf(code)))?.content === content ? 1 : 0,
          };
        },
      };
    },
  },
  {
    what: 'a photo that is put to a case',
    places: ['messages.finish', 'files.put', 'caseFiles.add', 'cases.change', 'deliveries.add', 'committed'],
    async begin(store, at) {
      const file = { name: `现场${at}.jpg`, mime: 'image/jpeg', bytes: jpeg };
      const fileId = await store.files.put(file, { now, expiresAt: now + 1 });
      const source = { at: 'store', fileId } as const;
      const attachment = { kind: 'image', name: file.name, mime: file.mime, size: jpeg.length, source } as const;
      const said = await say(store, `photo${at}`, { text: '', attachments: [attachment] });
      const of = { conversationId: said.conversationId, memberId: said.memberId, createdAt: now };
      const { no } = await store.cases.record(newCase(at, { ...of, key: `photo/${at}` }));
      return {
        accepts: '',
        count: async () => ({
          files: (await store.caseFiles.list(no)).length,
          steps: (await store.cases.steps(no)).filter(({ action }) => action === 'attach').length,
          ended: await endedOf(store, said.messageId),
          replies: (await store.deliveries.listByKey(`reply/${said.messageId}/`)).length,
        }),
      };
    },
  },
];

/** Cases that are taken down and followed by processes which are killed with -9 at every place where they write. */
export function caseCrashContract(name: string, prepare: PreparePlace): void {
  describe(`Cases in processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it.each(acts)(
      '$what: all of it or nothing after a kill at any place, and once when it is done again',
      async ({ what, begin, places }) => {
        const store = await openStore(place.options);
        await store.users.add(user(receiver));
        const problems: string[] = [];
        const died: string[] = [];
        for (let dieAt = 1; ; dieAt += 1) {
          const round = await begin(store, dieAt);
          const task = { store: place.options, name: `c${dieAt}`, dieAt, accepts: round.accepts };
          const child = startChild(childScript('case-clerk'), task);
          const code = await child.ended;
          const at = child.lines.find((line) => line.startsWith('died '))?.slice(5) ?? null;
          if (at === null && code !== 0)
            throw new Error(`the process ended by itself with ${code}: ${child.complaints()}`);
          const kept = Object.values(await round.count());
          if (new Set(kept).size !== 1) problems.push(`half after ${at}: ${JSON.stringify(await round.count())}`);
          await goOn(store, round.accepts);
          const counts = await round.count();
          if (Object.values(counts).some((count) => count !== 1))
            problems.push(`after ${at}: ${JSON.stringify(counts)}`);
          if (at === null) break;
          died.push(at);
        }
        problems.push(...(await remindersOf(store)));
        await store.close();

        process.stdout.write(`${name}: ${what}: killed at ${died.join(', ')}; ${problems.length} wrong\n`);
        expect(problems).toEqual([]);
        expect(died).toEqual(expect.arrayContaining([...places]));
      },
      180_000,
    );
  });
}

/** As the next process does, or the person who saw no answer; what was done already is refused. */
async function goOn(store: Store, accepts: string): Promise<void> {
  await store.messages.releaseAllConversations();
  const clerk = createCaseClerk(store, 'next');
  await clerk.settle();
  if (accepts === '') return;
  await clerk.accept(accepts).catch((error: unknown) => {
    if (!hasCode(error, 'record/conflict')) throw error;
  });
}

/** Each that was assigned by its form is told once, whoever was killed. */
async function remindersOf(store: Store): Promise<string[]> {
  const { planDue } = createAssigned(store, 'reminders', () => {});
  await planDue();
  await planDue();
  const told = await store.assignments.listReminders(0, 1_000);
  const nos = told.map(({ caseNo }) => caseNo);
  const given = (await store.assignments.listWaiting({ dueBefore: null, assignees: null, after: null, limit: 500 }))
    .filter(({ assignment }) => assignment !== null)
    .map(({ case: one }) => one.no);
  return nos.toSorted().join() === given.toSorted().join() ? [] : [`told of ${nos.join()}, given ${given.join()}`];
}

async function say(store: Store, who: string, changes: Partial<InboundMessage>) {
  const conversation = { channel: 'web', kind: 'direct', platformId: who, title: null } as const;
  const sender = { platformId: who, name: who, bot: false };
  const given = message(who, { conversation, sender, addressed: 'direct', sentAt: now, ...changes });
  const { messageId } = await store.messages.accept(given, now);
  const { memberId, conversationId } = (await store.messages.find(messageId)) ?? {};
  if (memberId === undefined || conversationId === undefined) throw new Error('the message is not there');
  return { messageId, memberId, conversationId };
}

async function endedOf(store: Store, messageId: number): Promise<number> {
  return (await store.messages.find(messageId))?.outcome === 'answered' ? 1 : 0;
}

async function auditedOf(store: Store, no: string): Promise<number> {
  const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
  return entries.filter(({ subject }) => subject === no).length;
}
