import { dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { CaseKind } from '../../domain/case.ts';
import type { Form, KindNames } from '../../domain/form.ts';
import type { Records } from '../../ports/store.ts';
import { endOfDay, readDueDay, targetDay } from './due-day.ts';
import { excerptOfCase } from './excerpt-of-case.ts';
import { findKind, kindsInWords } from './kinds.ts';
import { giveToReceiver, receiversOf } from './receivers.ts';
import type { Actor, StepDeps } from './take-step.ts';

/**
 * A case that did not come from a chat. `superior`: given by a body above, `givenBy` with its own number `theirNumber`;
 * both are kept in its details as `given_by` and `their_number`. `key` makes it once; null = a new one each time.
 */
export type CaseOrder = {
  key: string | null;
  source: 'desk' | 'superior';
  kind: string;
  content: string;
  organization: string | null;
  contact: string | null;
  phone: string | null;
  category: string | null;
  expectation: string | null;
  givenBy: string | null;
  theirNumber: string | null;
  dueDay: string | null;
  workdays: number | null;
};

const longestContent = 8_000;
const longestField = 200;

/** Once a key: who adds it again gets its number, and nothing else happens. Without a day of its own it has its form's. */
export async function addCase(
  deps: StepDeps & { kinds: KindNames; forms: readonly Form[] },
  records: Records,
  { order, by }: { order: CaseOrder; by: Actor },
): Promise<{ no: string }> {
  const { source, givenBy, theirNumber } = order;
  if (source === 'superior' && (givenBy ?? '').trim() === '')
    throw new AppError('input/invalid', '上级交办的要写明是谁交办的。');
  const kind = readKind(order.kind, deps.kinds);
  const form = deps.forms.find(({ id }) => id === kind) ?? null;
  const at = { ...deps, now: by.at };
  const dueDay = readDueDay(order, at) ?? targetDay(form, at);
  const details = { given_by: readField(givenBy), their_number: readField(theirNumber) };
  const { one, isNew } = await records.cases.recordOnce({
    key: `${source}/${order.key ?? deps.newId()}`,
    year: Number(dayOf(by.at, deps.timeZone).slice(0, 4)),
    source,
    who: by.who,
    kind,
    content: readContent(order.content),
    organization: readField(order.organization),
    contact: readField(order.contact),
    phone: readField(order.phone),
    category: readField(order.category),
    expectation: readField(order.expectation),
    details: Object.fromEntries(
      Object.entries(details).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
    conversationId: null,
    memberId: null,
    memberName: null,
    messageId: null,
    claimHash: null,
    receptionDayId: null,
    dueAt: dueDay === null ? null : endOfDay(dueDay, deps.timeZone),
    createdAt: by.at,
  });
  if (!isNew) return { no: one.no };
  await giveToReceiver(records, one, { ...deps, receivers: await receiversOf(records, { ...deps, kinds: [kind] }) });
  const detail = { source, ...excerptOfCase(order.content.trim(), one) };
  await records.audit.append({ at: by.at, who: by.who, action: 'case/add', subject: one.no, detail });
  return { no: one.no };
}

function readKind(written: string, names: KindNames): CaseKind {
  const found = findKind(written.trim(), names);
  if (found !== null) return found;
  throw new AppError('input/invalid', `没有“${written.trim()}”这个类别，可用：${kindsInWords(names)}。`);
}

function readContent(written: string): string {
  const content = written.trim();
  if (content === '') throw new AppError('input/invalid', '内容是空的，请写上要办的事。');
  if (content.length <= longestContent) return content;
  throw new AppError('input/too-long', `内容超过 ${longestContent} 字，请写短一些。`);
}

function readField(written: string | null): string | null {
  const value = (written ?? '').trim();
  if (Array.from(value).length <= longestField) return value === '' ? null : value;
  throw new AppError(
    'input/too-long',
    `“${Array.from(value).slice(0, 12).join('')}…”太长了，最多 ${longestField} 字。`,
  );
}
