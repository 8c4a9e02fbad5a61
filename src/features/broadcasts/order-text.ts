import { addDays, dayOf, instantAt, readInstant } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { inChinese } from '../../domain/command.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Directory } from '../../domain/directory.ts';
import { chosenBy } from '../../domain/segment.ts';

/** What stands behind `/群发`. `segment` as `segment.ts` reads it; `at` in epoch ms, null = now; `urgent`: why it waits for nothing. */
export type Order = { segment: string; at: number | null; text: string; urgent: string | null };

/** `carries`: a file goes with it, so there need be no words. */
export type OrderContext = { directory: Directory; now: number; timeZone: string; carries: boolean };

const command = /^[/／]\s?群发(?![\p{L}\p{N}])[\s:：]*(.*)$/su;
const usage =
  '请这样写：/群发 @标签 内容，或 /群发 @组织 内容，或 /群发 全部 内容，或 /群发 #群名 内容。要定时，就在内容前写“明天9:00”或“2026-12-01 09:00”，再空一格；急事可以写：/群发 加急：原因 @标签 内容。';

/** The words behind the command, null when a message is another one. */
export function readOrderCommand(text: string): string | null {
  return command.exec(inChinese(text.trim()))?.[1]?.trim() ?? null;
}

/** Throws `input/invalid` and `record/not-found` with one sentence for the person. */
export function readOrder(written: string, context: OrderContext): Order {
  const { urgent, rest: order } = readUrgency(written);
  const { segment, rest } = readTarget(order, context.directory);
  const { at, text } = readTime(rest, context);
  if (text === '' && !context.carries) throw new AppError('input/invalid', `要发的内容还没有写。${usage}`);
  return { segment, at, text, urgent };
}

/** As people say it; behind it the words begin. */
const everyGroup = '(?:全部|所有)(?:的?(?:工作)?群)?(?=[\\s:：]|$)';
const toAll = new RegExp(`^${everyGroup}`, 'u');
const upToTarget = new RegExp(`^.*?(?=(?:^|\\s)(?:${everyGroup}|[@＠#＃]))`, 'su');
const urgency = /^加急(?=[\s:：]|$)[\s:：]*/u;

/** `加急：台风停业 @标签 内容`: the reason ends where whom it is for begins. */
function readUrgency(written: string): { urgent: string | null; rest: string } {
  const [head] = urgency.exec(written) ?? [];
  if (head === undefined) return { urgent: null, rest: written };
  const behindHead = written.slice(head.length);
  const [reason] = upToTarget.exec(behindHead) ?? [];
  if (reason === undefined || reason.trim() === '')
    throw new AppError('input/invalid', '加急要写明为什么，请这样写：/群发 加急：台风停业 @标签 内容。');
  return { urgent: reason.trim(), rest: behindHead.slice(reason.length).trimStart() };
}

type Target = { segment: string; rest: string };

function readTarget(written: string, directory: Directory): Target {
  const [all] = toAll.exec(written) ?? [];
  if (all !== undefined) return { segment: 'all', rest: behind(written, all) };
  const [named, name = ''] = /^[@＠]([^\s:：,，;；]+)(?=[\s:：]|$)/u.exec(written) ?? [];
  if (named !== undefined) return { segment: readNamed(name, directory), rest: behind(written, named) };
  if (/^[#＃]/u.test(written)) return readGroup(written.slice(1).trimStart(), directory.conversations);
  throw new AppError('input/invalid', usage);
}

/** A tag, or an organization with all below it; what is both is not guessed. */
function readNamed(name: string, directory: Directory): string {
  const { tree } = directory;
  const tagged = chosenBy([{ kind: 'tag', tag: name }], directory);
  const [found, another] = tree.named(name);
  if (found === undefined) return `tag:${name}`;
  if (another !== undefined)
    throw new AppError(
      'input/invalid',
      `叫“${name}”的组织不止一个，请连上级一起写，例如：/群发 @${tree.pathOf(found)} 内容。`,
    );
  if (tagged.length === 0) return `org:${tree.pathOf(found)}`;
  throw new AppError('input/invalid', `“${name}”既是标签又是组织，分不清要发给谁，请管理员把其中一个改名。`);
}

/** Names of groups have spaces of their own: the longest one that the words begin with. */
function readGroup(written: string, conversations: readonly Conversation[]): Target {
  const named = conversations
    .filter(({ kind, title }) => kind === 'group' && title !== null && beginsWith(written, title))
    .sort((a, b) => (b.title ?? '').length - (a.title ?? '').length);
  const [first] = named;
  if (first?.title === undefined || first.title === null)
    throw new AppError('record/not-found', '没有叫这个名字的群；群名要写全，后面空一格再写内容。');
  const same = named.filter(({ title }) => title === first.title).length;
  if (same > 1)
    throw new AppError('input/invalid', `有 ${same} 个群都叫“${first.title}”，请给要发的群设个标签，用“@标签”来发。`);
  return { segment: `group:${first.id}`, rest: behind(written, first.title) };
}

function beginsWith(written: string, title: string): boolean {
  return title !== '' && written.startsWith(title) && /^(?:[\s:：]|$)/u.test(written.slice(title.length));
}

function behind(written: string, head: string): string {
  return written.slice(head.length).replace(/^[\s:：]+/u, '');
}

const days = { 今天: 0, 明天: 1, 后天: 2 } as const satisfies Record<string, number>;
const dated = /^(\d{4}-\d{1,2}-\d{1,2}[ T]+\d{1,2}[:：]\d{2})(?=\s|$)/u;
const spoken = /^(今天|明天|后天)\s?(上午|早上|下午|晚上)?\s?(\d{1,2})(?:[:：](\d{2})|点(半|\d{1,2}分?)?)(?=\s|$)/u;
const atOnce = /^现在(?=\s|$)/u;

/** Only with a space behind it: 明天9:00开会 is what is to be said. */
function readTime(written: string, { now, timeZone }: OrderContext): { at: number | null; text: string } {
  const [head] = dated.exec(written) ?? spoken.exec(written) ?? atOnce.exec(written) ?? [];
  if (head === undefined) return { at: null, text: written };
  const text = behind(written, head);
  if (atOnce.test(head)) return { at: null, text };
  const at = dated.test(head) ? readDated(head, timeZone) : readSpoken(head, { now, timeZone });
  if (at !== null) return { at, text };
  throw new AppError('input/invalid', `没有“${head}”这个时间，请写成“明天9:00”或“2026-12-01 09:00”。`);
}

function readDated(head: string, timeZone: string): number | null {
  const [year = '', month = '', day = '', hour = '', minute = ''] = head.split(/[-T:：\s]+/u);
  const two = (part: string): string => part.padStart(2, '0');
  return readInstant(`${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}`, timeZone);
}

function readSpoken(head: string, { now, timeZone }: Pick<OrderContext, 'now' | 'timeZone'>): number | null {
  const [, day = '', part = '', written = '', minutes = '', spokenMinutes = ''] = spoken.exec(head) ?? [];
  const ahead = Object.entries(days).find(([word]) => word === day)?.[1] ?? 0;
  const late = /下午|晚上/u.test(part) && Number(written) < 12;
  const hour = Number(written) + (late ? 12 : 0);
  const minute = spokenMinutes === '半' ? 30 : Number(minutes || spokenMinutes.replace('分', '') || '0');
  if (hour > 23 || minute > 59) return null;
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return instantAt(addDays(dayOf(now, timeZone), ahead), time, timeZone);
}
