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
};

/** Records what was said without who said it, and gives the codes it can be asked for by. */
export async function recordAnonymous(of: Anonymous): Promise<Outcome> {
  const read = parseCases(of.said, of.forms).items;
  const items = read.length > 0 ? read : parseAnswer(of.said, 'complaint', of.forms).items;
  if (items.length === 0) return async () => [{ text: howReply }];
  const codes = items.map(() => of.newCode());
  const kinds = items.map(({ kind }) => kind);
  const receivers = await receiversOf(of.directory, { forms: of.forms, kinds });
  return async (records) => {
    await scrub(records, of.message);
    for (const [at, item] of items.entries())
      await recordOne(records, { ...of, receivers, item, code: codes[at] ?? '' });
    return [{ text: codeReply(codes, of.message.conversation.kind === 'group') }];
  };
}

type One = { item: CaseFields; code: string; receivers: Receivers };

async function recordOne(records: Records, of: Anonymous & One): Promise<Case> {
  const { message, item, code, timeZone, dueOf } = of;
  const day = dayOf(message.receivedAt, timeZone);
  const createdAt = instantAt(day, '00:00', timeZone);
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
    year: Number(day.slice(0, 4)),
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

function scrub(records: Pick<Records, 'messages'>, message: Message): Promise<void> {
  return records.messages.scrub(message.id, message.receivedAt + repliesKeptMs);
}

export function hashOf(code: string): string {
  return createHash('sha256').update(code.replaceAll('-', '').toUpperCase()).digest('hex');
}

const howReply = '请把要反映的事写在同一条消息里，例如发“/匿名 某窗口办事推诿”。我不保留您是谁，只给您一个凭证码。';

function codeReply(codes: readonly string[], group: boolean): string {
  const seen = group ? '群里的人看得到您刚才的话，更稳妥的是私聊我发。' : '';
  return (
    `已匿名登记，没有保留您的姓名、账号和原话。凭证码 ${codes.join('、')}，请马上记下：它只给这一次，十分钟后我这里也不再保留。` +
    `以后私聊我发“/进度 凭证码”查看进度。${seen}`
  );
}

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
    if (found === null) return [{ text: '没有这个凭证码，请核对一下，大小写和横线不要紧。' }];
    const told = (await records.cases.steps(found.no)).findLast(({ action }) => toldActions.has(action));
    const group = message.conversation.kind === 'group';
    // Whoever reads along knows of whose code it is; what came of it is for them alone.
    const alone = group ? '请私聊我发同样的话查看。' : told?.note;
    const result = told?.note === null || told === undefined ? '' : `\n办理情况：${alone}`;
    return [{ text: `您匿名反映的事：${statusSentences[found.status]}。${result}` }];
  };
}

const toldActions: ReadonlySet<string> = new Set(['decline', 'resolve', 'report_back']);
