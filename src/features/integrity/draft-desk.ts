import { AppError } from '../../base/errors.ts';
import { normalise } from '../../base/text.ts';
import { operator } from '../../domain/audit.ts';
import { type DailyMessage, longestDailyMessage } from '../../domain/daily-message.ts';
import { occasionNames } from '../../domain/occasion.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDraft, DraftDecision } from '../../ports/daily-drafts.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Store } from '../../ports/store.ts';
import { decidedEntry, draftedEntry } from './audited.ts';
import { firstAlike } from './likeness.ts';

export type DraftDeskDeps = {
  store: Store;
  /** With what was approved. */
  library: DailyLibrary;
  clock: Clock;
  /** Who is at the desk, for the record; absent: whoever has the command line. */
  who?: string;
};

/** A message as staff hand it in. */
export type OwnMessage = Pick<DailyMessage, 'theme' | 'text' | 'occasion' | 'source'> & { by: string };

/**
 * Messages that staff write, or a model drafts; only people decide, and never the author. A model's draft needs one
 * person, who may put it in other words first. What they do goes on record. All throw one sentence for the person.
 */
export type DraftDesk = {
  /** Throws `input/invalid` for a message that cannot be used, `record/conflict` for one that exists much like it. */
  add(message: OwnMessage): Promise<DailyDraft>;
  /** What waits for a second person. */
  list(): Promise<DailyDraft[]>;
  /**
   * It may be sent from now on; `text`: in these words, for what a model drafted. Throws `record/not-found`, or
   * `record/conflict` when this person may not, or not any more.
   */
  approve(id: string, by: string, text?: string): Promise<DailyDraft>;
  /** It is never sent. Throws as `approve`, but its author may take it back. */
  reject(id: string, of: { by: string; reason: string }): Promise<DailyDraft>;
};

export function createDraftDesk(deps: DraftDeskDeps): DraftDesk {
  const { dailyDrafts } = deps.store;
  return {
    async add(message) {
      const own = readMessage(message);
      refuseAlike(own.text, [...(await deps.library.read()), ...(await dailyDrafts.list(['draft']))]);
      return deps.store.transaction(async (records) => {
        const draft = await records.dailyDrafts.add({ ...own, generated: false, createdAt: deps.clock.now() });
        await records.audit.append(draftedEntry(draft, deps.who ?? operator));
        return draft;
      });
    },
    list: () => dailyDrafts.list(['draft']),
    async approve(id, by, text) {
      const draft = await findOpen(deps, id);
      const approver = readApprover(draft, by);
      const words = text === undefined ? draft.text : readEdited(draft, text);
      refuseAlike(words, await deps.library.read());
      return decide(deps, draft, { state: 'approved', by: approver, reason: null, text: words });
    },
    async reject(id, { by, reason }) {
      const draft = await findOpen(deps, id);
      const decision = {
        by: required(by, '要写退回人的姓名'),
        reason: required(reason, '要写退回的原因'),
      };
      return decide(deps, draft, { state: 'rejected', ...decision });
    },
  };
}

function readApprover({ id, createdBy }: DailyDraft, by: string): string {
  const approver = required(by, '要写审核人的姓名');
  if (personOf(approver) === personOf(createdBy))
    throw new AppError('record/conflict', `${id} 是 ${createdBy} 自己写的，要请另一个人来审核。`);
  if (/^(?:ai(?![a-z])|人工智能|大?模型)/u.test(personOf(approver)))
    throw new AppError('record/conflict', '寄语要由人来审核，请写审核人的姓名。');
  return approver;
}

/** What a person writes anew would need a second person; a model's words have none yet. */
function readEdited({ id, generated, createdBy: by, ...draft }: DailyDraft, text: string): string {
  if (!generated) throw new AppError('record/conflict', `${id} 是人写的，审核时不能改；请退回后另写一条。`);
  return readMessage({ ...draft, text, by }).text;
}

function readMessage({
  text,
  theme,
  occasion,
  source,
  by,
}: OwnMessage): Omit<OwnMessage, 'by'> & { createdBy: string } {
  const words = required(text, '寄语要有内容');
  const length = [...words].length;
  for (const [name, value] of [
    ['寄语', words],
    ['主题', theme],
    ['出处', source ?? ''],
  ] as const)
    if (/[\r\n]/u.test(value.trim())) throw new AppError('input/invalid', `${name}要写在一行里，请去掉换行。`);
  if (length > longestDailyMessage)
    throw new AppError('input/invalid', `寄语最多 ${longestDailyMessage} 个字，这条有 ${length} 个，请改短一些。`);
  if (occasion !== null && !occasionNames.includes(occasion))
    throw new AppError('input/invalid', `没有 “${occasion}” 这个节日或节气，可用的有：${occasionNames.join('、')}。`);
  return {
    text: words,
    theme: required(theme, '要写主题'),
    occasion,
    source: source === null || source.trim() === '' ? null : source.trim(),
    createdBy: required(by, '要写作者的姓名'),
  };
}

function required(text: string, problem: string): string {
  const words = text.trim();
  if (words === '') throw new AppError('input/invalid', `${problem}，不能为空。`);
  return words;
}

/** Until staff have accounts, a person is a name, however it is spaced or typed. */
function personOf(name: string): string {
  return normalise(name).replace(/\s/gu, '');
}

function refuseAlike(text: string, others: readonly DailyMessage[]): void {
  const alike = firstAlike(text, others);
  if (alike === null) return;
  if (alike.same) throw new AppError('record/conflict', `这条寄语和 ${alike.id} 一样，不用再加。`);
  throw new AppError('record/conflict', `这条寄语和 ${alike.id} 太像（“${alike.text}”），请换一种写法。`);
}

async function findOpen({ store }: DraftDeskDeps, id: string): Promise<DailyDraft> {
  const draft = await store.dailyDrafts.find(id);
  if (draft === null) throw new AppError('record/not-found', `没有编号 ${id}，请查看待审的寄语。`);
  if (draft.state === 'draft') return draft;
  const done = draft.state === 'approved' ? '审核通过' : '退回';
  throw new AppError('record/conflict', `${id} 已由 ${draft.decidedBy ?? '别人'} ${done}，不能再改。`);
}

type Decision = Omit<DraftDecision, 'at'>;

/** When another person decided in between, theirs stays and is told. */
async function decide(deps: DraftDeskDeps, { id, text }: DailyDraft, decision: Decision): Promise<DailyDraft> {
  const at = deps.clock.now();
  const words = decision.text ?? text;
  const decided = await deps.store.transaction(async ({ dailyDrafts, audit }) => {
    if (!(await dailyDrafts.decide(id, { ...decision, at }))) return false;
    await audit.append(
      decidedEntry({ id, text: words }, { ...decision, edited: words !== text, who: deps.who ?? operator, at }),
    );
    return true;
  });
  if (!decided) return findOpen(deps, id);
  const draft = await deps.store.dailyDrafts.find(id);
  if (draft === null) throw new AppError('record/not-found', `没有编号 ${id}，请查看待审的寄语。`);
  return draft;
}
