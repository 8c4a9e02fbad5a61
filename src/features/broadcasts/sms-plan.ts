import type { DayWindow } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Conversation, ConversationRef } from '../../domain/conversation.ts';
import type { NewDelivery } from '../../domain/delivery.ts';
import { maskPhone } from '../../domain/phone.ts';
import { fillSms, type SmsTemplate } from '../../domain/sms-template.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SmsTemplates } from '../../ports/sms-templates.ts';
import type { Records, Store } from '../../ports/store.ts';
import { smsEntry } from './audited.ts';
import { unreachableReason } from './consent.ts';
import { readDraft } from './draft.ts';
import { checkParams, type Letter, letterFor, type Params } from './sms-letter.ts';
import { type Recipient, recipientsOf } from './sms-recipients.ts';

/** The account that text messages go out by. */
export type SmsAccount = { id: string; signName: string; codes: ReadonlyMap<string, string> };

export type SmsPlanDeps = {
  store: Store;
  clock: Clock;
  newId: () => string;
  timeZone: string;
  quietHours: DayWindow | null;
  templates: SmsTemplates;
  /** Null: none is set up. */
  account: SmsAccount | null;
};

/** What somebody wants to send. Times are epoch ms; null takes the usual one. */
export type SmsDraft = {
  template: string;
  params: Params;
  /** A segment of people as written. */
  to: string;
  at: number | null;
  until: number | null;
  by: string;
};

/** One who was chosen. `group`: name and masked number; `skipped`: why they get nothing. */
export type SmsCopy = {
  person: string;
  organization: string;
  phone: string | null;
  letter: Letter | null;
  skipped: string | null;
};

export type SmsPlanned = { broadcast: NewBroadcast; deliveries: number; copies: SmsCopy[] };

/** Checked, but for who gets it. */
export type ReadySms = { broadcast: NewBroadcast; template: SmsTemplate; account: SmsAccount; params: Params };

/** Checks everything about the draft that needs no recipient; throws `input/*`, `record/not-found` or `config/invalid`. */
export async function readSmsDraft(deps: SmsPlanDeps, draft: SmsDraft): Promise<ReadySms> {
  const { account } = deps;
  if (account === null)
    throw new AppError('config/invalid', '还没有设置短信：请填 SMS_PROVIDER 等几项，见 README 的“短信”。');
  const template = await templateOf(deps, draft.template, account);
  checkParams(template, draft.params);
  const given = [...draft.params].map(([name, value]) => ({ name, value }));
  const { at, until, to, by } = draft;
  const timed = readDraft(
    { text: template.name, to, at, until, receipt: null, by },
    { ...deps, id: deps.newId(), now: deps.clock.now() },
  );
  return {
    broadcast: { ...timed, text: `【${account.signName}】${fillSms(template, given)}` },
    template,
    account,
    params: draft.params,
  };
}

async function templateOf({ templates }: SmsPlanDeps, name: string, { codes }: SmsAccount): Promise<SmsTemplate> {
  const all = await templates.read();
  const template = all.find((one) => one.name === name);
  if (template === undefined) {
    const names = all.map((one) => one.name).join('、') || '还没有';
    throw new AppError('record/not-found', `没有名为“${name}”的短信模板，现有：${names}。`);
  }
  if (codes.has(name)) return template;
  const sentence = `模板“${name}”还没有平台编号，审核通过后请在 SMS_TEMPLATES 里加上 ${name}=编号。`;
  throw new AppError('config/invalid', sentence);
}

/** One transaction: everybody of the segment as they are now, or nobody. */
export async function planSms(deps: SmsPlanDeps, draft: SmsDraft): Promise<SmsPlanned> {
  const ready = await readSmsDraft(deps, draft);
  return deps.store.transaction((records) => addSms(deps, records, ready));
}

/** The same within the transaction of `records`, which is to hold nothing of it when this throws. */
export async function addSms(
  { newId }: Pick<SmsPlanDeps, 'newId'>,
  records: Records,
  ready: ReadySms,
): Promise<SmsPlanned> {
  const copies = await copiesOf(records, ready, ready.broadcast.segment);
  const deliveries: NewDelivery[] = [];
  for (const { phone, letter, skipped, person } of copies) {
    if (phone === null || letter === null || skipped !== null) continue;
    const ref = { channel: ready.account.id, kind: 'direct', platformId: phone } as const;
    const { id } = await openConversation(records, ref, `${person} ${maskPhone(phone)}`);
    deliveries.push(toDelivery(newId(), { ...ready, letter, conversationId: id }));
  }
  if (deliveries.length === 0) throw nobody(copies);
  await records.broadcasts.add(ready.broadcast);
  await records.deliveries.add(deliveries, ready.broadcast.createdAt);
  const of = { template: ready.template.name, people: deliveries.length };
  await records.audit.append(smsEntry(ready.broadcast, of));
  return { broadcast: ready.broadcast, deliveries: deliveries.length, copies };
}

/** Who would get what; those who would not come last. */
export async function copiesOf(
  records: Pick<Records, 'organizations' | 'people' | 'smsRefusals' | 'conversations'>,
  { template, params, account }: Omit<ReadySms, 'broadcast'>,
  segment: string,
): Promise<SmsCopy[]> {
  const { recipients, leftOut } = await recipientsOf(records, segment);
  const copies = await Promise.all(
    recipients.map(async (recipient) => {
      const letter = letterFor(recipient, { template, params, signName: account.signName });
      const skipped = letter.skipped ?? (await whyUnreachable(records, recipient, account.id));
      return { ...named(recipient), phone: recipient.phone, letter, skipped };
    }),
  );
  const others = leftOut.map((one) => ({ ...named(one), phone: one.person.phone, letter: null, skipped: one.reason }));
  return [...copies, ...others].toSorted((a, b) => Number(a.skipped !== null) - Number(b.skipped !== null));
}

function named({ person, organization }: Pick<Recipient, 'person' | 'organization'>) {
  return { person: person.name, organization };
}

/** A number that was refused is tried again when consent was given anew since. */
async function whyUnreachable(
  { conversations }: Pick<Records, 'conversations'>,
  { phone, person }: Recipient,
  channel: string,
): Promise<string | null> {
  const known = await conversations.findByRef({ channel, kind: 'direct', platformId: phone });
  const leftAt = known?.leftAt ?? null;
  return leftAt === null || leftAt < (person.smsConsentAt ?? 0) ? null : unreachableReason;
}

async function openConversation(
  { conversations }: Pick<Records, 'conversations'>,
  ref: ConversationRef,
  title: string,
): Promise<Conversation> {
  const conversation = await conversations.ensure(ref, title);
  if (conversation.leftAt !== null) await conversations.setLeft(ref, null);
  return conversation;
}

function toDelivery(
  id: string,
  { broadcast, template, letter, conversationId }: ReadySms & { letter: Letter; conversationId: string },
): NewDelivery {
  return {
    id,
    key: `broadcast/${broadcast.id}/${conversationId}`,
    kind: 'broadcast',
    conversationId,
    text: letter.text,
    template: { template: template.name, params: letter.params },
    replyTo: null,
    broadcastId: broadcast.id,
    fileId: null,
    reminds: null,
    notBefore: broadcast.at,
    closesAt: broadcast.closesAt,
    skipped: null,
  };
}

function nobody(copies: readonly SmsCopy[]): AppError {
  const reasons = new Map<string, number>();
  for (const { skipped } of copies) if (skipped !== null) reasons.set(skipped, (reasons.get(skipped) ?? 0) + 1);
  const why = [...reasons].map(([reason, count]) => `${count} 人${reason}`).join('，');
  return new AppError('record/not-found', `范围里没有能收短信的人：${why}。`);
}
