import { createHash } from 'node:crypto';
import { dayOf, instantAt } from '../../base/calendar.ts';
import type { Case, CaseFields } from '../../domain/case.ts';
import type { Form } from '../../domain/form.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { fold } from './fold.ts';
import { statusSentences } from './labels.ts';
import { parseAnswer, parseCases } from './parse.ts';
import { giveToReceiver, type Receivers, receiversOf } from './receivers.ts';
import type { DueOf } from './record.ts';
import type { Directory } from './responsible.ts';

/**
 * Cases of people who stay unknown.
 *
 * Threat: somebody who reads the whole database, then or later. Nothing leads from the case to who sent it: it has no
 * member, conversation or message, its key comes of the code alone, its time is the day. The words of the message are
 * removed in the transaction that records the case, its row and the reply that carries the code ten minutes later, and
 * asking by the code leaves as little. Not guarded: the platform's own history, backups made in those ten minutes, that
 * somebody is known to the bot who has said nothing else to it, and what the words of the case give away.
 */
export const repliesKeptMs = 10 * 60_000;

const asks =
  /^\/?\s?(?:(?:我?(?:想|要|想要)?)?匿名(?!投票|问卷|举报(?:电话|信箱|方式)|[吗么])|anonymous(?![a-z]))(?:地|的)?[\s:,]*/u;

/** What follows 匿名, folded away its sign; null for any other text. */
export function readAnonymous(text: string): string | null {
  const lead = text.length - text.trimStart().length;
  const found = asks.exec(fold(text).trimStart());
  if (found === null) return null;
  return text.slice(lead + found[0].length);
}

export type Anonymous = {
  message: Message;
  said: string;
  forms: readonly Form[];
  dueOf: DueOf;
  timeZone: string;
  newCode: () => string;
  directory: Directory;
  /** Keeps what came with it; the sentence for who sent it. */
  keepPhotos: (records: Records, one: Case) => Promise<string>;
  /** Whether members of the channel can talk to the bot alone. */
  directChats: boolean;
};

/** Records what was said without who said it, and gives the codes it can be asked for by, where nobody else reads them. */
export async function recordAnonymous(of: Anonymous): Promise<Outcome> {
  const read = parseCases(of.said, of.forms).items;
  const items = read.length > 0 ? read : parseAnswer(of.said, 'complaint', of.forms).items;
  const group = of.message.conversation.kind === 'group';
  if (items.length === 0) return tellHow(of);
  const codes = items.map(() => of.newCode());
  const kinds = items.map(({ kind }) => kind);
  const receivers = await receiversOf(of.directory, { forms: of.forms, kinds });
  return async (records) => {
    await scrub(records, of.message);
    const cases: Case[] = [];
    for (const [at, item] of items.entries())
      cases.push(await recordOne(records, { ...of, receivers, item, code: codes[at] ?? '' }));
    const [one] = cases;
    const kept = one === undefined ? '' : await of.keepPhotos(records, one);
    return [{ text: (group ? groupReply(of.directChats) : codeReply(codes)) + kept }];
  };
}

function tellHow({ message }: Anonymous): Outcome {
  return async (records) => {
    if (message.attachments.length > 0) await scrub(records, message);
    return [{ text: howReply }];
  };
}

type One = { item: CaseFields; code: string; receivers: Receivers };

async function recordOne(records: Records, of: Anonymous & One): Promise<Case> {
  const { message, item, code, timeZone, dueOf } = of;
  const createdAt = startOfDay(message.receivedAt, timeZone);
  const claimHash = hashOf(code);
  const { one, isNew } = await records.cases.recordOnce({
    ...item,
    organization: null,
    contact: null,
    phone: null,
    email: null,
    key: `anonymous/${claimHash}`,
    source: 'chat',
    who: '匿名',
    claimHash,
    receptionDayId: null,
    year: Number(dayOf(createdAt, timeZone).slice(0, 4)),
    conversationId: null,
    memberId: null,
    memberName: null,
    messageId: null,
    dueAt: dueOf(item.kind, createdAt),
    createdAt,
  });
  return isNew ? giveToReceiver(records, one, of) : one;
}

/** One that came too late to be taken is not recorded, and not kept either; null for any other. */
export function forgetAnonymous(message: Message): Outcome | null {
  if (message.addressed === 'none') return null;
  if (readAnonymous(message.text) === null && readClaim(message.text) === null) return null;
  return async (records) => {
    await scrub(records, message);
    return [];
  };
}

/** Also what a platform gave with it and we kept. */
export async function scrub(records: Pick<Records, 'messages' | 'files'>, message: Message): Promise<void> {
  await records.messages.scrub(message.id, message.receivedAt + repliesKeptMs);
  for (const { source } of message.attachments)
    if (source?.at === 'store') await records.files.release(source.fileId, message.receivedAt);
}

/** The only time an anonymous case has. */
export function startOfDay(at: number, timeZone: string): number {
  return instantAt(dayOf(at, timeZone), '00:00', timeZone);
}

export function hashOf(code: string): string {
  return createHash('sha256').update(code.replaceAll('-', '').toUpperCase()).digest('hex');
}

const howReply = '请把要反映的事写在同一条消息里，例如发“/匿名 某窗口办事推诿”。我不保留您是谁，只给您一个凭证码。';

function codeReply(codes: readonly string[]): string {
  return (
    `已匿名登记，没有保留您的姓名、账号和原话。凭证码 ${codes.join('、')}，请马上记下：它只给这一次，十分钟后我这里也不再保留。` +
    `以后私聊我发“/进度 凭证码”查看进度。`
  );
}

/** Whoever reads along would have the code, and what came of the case with it. */
function groupReply(directChats: boolean): string {
  const alone = directChats ? '要能查进度，请私聊我再发一次“/匿名 要反映的事”，凭证码在私聊里给您。' : '';
  return (
    '已匿名登记，没有保留您的姓名、账号和原话，不过群里的人看得到您刚才的话。' +
    `凭证码不能发在群里，所以这一件查不了进度。${alone}`
  );
}

/** The first code we gave in a reply; null when there is none. */
export function codeIn(reply: string): string | null {
  return new RegExp(`凭证码 (${letter}{4}-${letter}{4}-${letter}{4})`, 'iu').exec(reply)?.[1] ?? null;
}

export const noSuchCode = '没有这个凭证码，请核对一下，大小写和横线不要紧。';

const letter = '[0-9a-hjkmnp-tv-z]';
const claim = new RegExp(
  `^(?:\\/\\s?(?:进度|progress)|查?进度|凭证码?)?[\\s:]*(${letter}{4}-?${letter}{4}-?${letter}{4})[\\s。.!?]*$`,
  'u',
);

/** The code in `/进度 ABCD-EFGH-JKMN`; null when there is none. */
export function readClaim(text: string): string | null {
  const code = claim.exec(fold(text).trim())?.[1] ?? null;
  // A telephone number is no code.
  return code === null || /^[\d-]+$/u.test(code) ? null : code;
}

/** When replies to words that are not kept, whoever wrote them, are cleared; null = the words are kept. */
export function clearsAt({ text, receivedAt }: Pick<Message, 'text' | 'receivedAt'>): number | null {
  return readAnonymous(text) === null && readClaim(text) === null ? null : receivedAt + repliesKeptMs;
}

/** How a case stands, to whoever has its code. Neither the question nor the answer is kept. */
export function tellByClaim(message: Message, code: string): Outcome {
  return async (records) => {
    await scrub(records, message);
    const found = await records.cases.findByClaim(hashOf(code));
    if (found === null) return [{ text: noSuchCode }];
    const told = (await records.cases.steps(found.no)).findLast(({ action }) => toldActions.has(action));
    const group = message.conversation.kind === 'group';
    // Whoever reads along knows of whose code it is; what came of it is for them alone.
    const alone = group ? '请私聊我发同样的话查看。' : told?.note;
    const result = told?.note === null || told === undefined ? '' : `\n办理情况：${alone}`;
    return [{ text: `您匿名反映的事：${statusSentences[found.status]}。${result}` }];
  };
}

const toldActions: ReadonlySet<string> = new Set(['decline', 'resolve', 'report_back']);
