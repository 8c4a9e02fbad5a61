import { timeOf } from '../../base/calendar.ts';
import { inChinese } from '../../domain/command.ts';
import type { Message } from '../../domain/message.ts';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Store } from '../../ports/store.ts';
import { type DayNotices, spanInWords } from './days-notices.ts';
import { dayStatusNames } from './days-show.ts';

export type DayAbilityDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  notices: Pick<DayNotices, 'groupsIn'>;
  /** What the bot says to 帮助 on any day. */
  help: string;
};

/** So many days are looked at, and shown. */
const [looked, shownDays] = [20, 3];

const command = /^[/／]\s?接待日(?:[\s:：,，].*)?$/su;
const asks =
  /^(?:请问|想问一?下)?(?:下一?次|最近一?次?|本月|这个月|下个?月|今年)?的?接待日(?:是|在|定在|安排在)?(?:什么时候|啥时候|哪一?天|几号|几点|有哪些|安排)(?:啊|呀|呢|吗|开始|举行|举办)?[?？。!！~～]*$/u;
const helps = /^[/／]?\s?(?:帮助|help)[。.！!？?~～]*$/iu;
const greets =
  /^(?:(?:你|您|大家|各位)?好|hi|hello|在吗?|有人吗|早上?好?|上午好|下午好|接待日|[\s\p{P}]*)(?:啊|呀|清语|[\s\p{P}])*$/iu;

/** `/接待日`, and a helping word on a day that is open; null when a message is neither. */
export function createDayAbility(deps: DayAbilityDeps): (message: Message) => Promise<Outcome | null> {
  return async (message) => {
    const text = inChinese(message.text.trim());
    if (command.test(text) || asks.test(text)) return saying(await daysReply(deps, message));
    const helping = helps.test(text);
    if (!helping && !greets.test(text)) return null;
    const { conversationId, memberId, receivedAt: at } = message;
    const open = await deps.store.receptionDays.findOpenFor({ conversationId, memberId, at });
    if (open === null) return null;
    const now = openReply(open, { timeZone: deps.timeZone, group: message.conversation.kind === 'group' });
    return saying(helping ? `${deps.help}\n\n${now}` : `您好。${now}`);
  };
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

/** How a member speaks on a day that is open. */
function openReply(day: ReceptionDay, { timeZone, group }: { timeZone: string; group: boolean }): string {
  const where = day.place === null ? '' : `，地点：${day.place}`;
  const how = group
    ? '想提建议、反映诉求，@我直接说：是什么事、希望怎么解决。一次可以说几条，我逐条登记、编号。投诉、纠纷请私聊我说。'
    : '想提建议、反映诉求，直接告诉我：是什么事、希望怎么解决、怎么联系您。一次可以说几条，我逐条登记、编号。';
  return `现在是接待日，到 ${timeOf(day.endsAt, timeZone)} 为止，${day.host}接待${where}。${how}`;
}

async function daysReply(deps: DayAbilityDeps, message: Message): Promise<string> {
  const ahead = await deps.store.receptionDays.listAhead(deps.clock.now(), looked);
  const group = message.conversation.kind === 'group';
  const fitting: ReceptionDay[] = [];
  for (const day of ahead) {
    if (fitting.length === shownDays) break;
    if (!group || (await isFor(deps, day, message.conversationId))) fitting.push(day);
  }
  if (fitting.length === 0) return '近期还没有安排接待日。有建议、诉求平时也可以直接告诉我，我会登记。';
  const staff = !group && (await isStaff(deps, message));
  const lines: string[] = [];
  for (const day of fitting) lines.push(await lineOf(deps, day, staff));
  return [...lines, '有建议、诉求不用等，平时也可以直接告诉我。'].join('\n');
}

async function isFor({ store, notices }: DayAbilityDeps, day: ReceptionDay, conversationId: string): Promise<boolean> {
  return (await notices.groupsIn(store, day.segment)).includes(conversationId);
}

async function isStaff({ store }: DayAbilityDeps, { memberId }: Message): Promise<boolean> {
  const user = await store.bindings.findUser(memberId);
  return user !== null && user.disabledAt === null;
}

/** Numbers and states are for staff. */
async function lineOf({ store, timeZone }: DayAbilityDeps, day: ReceptionDay, staff: boolean): Promise<string> {
  const parts = [
    `${day.status === 'open' ? '正在开放：' : ''}${spanInWords(day, timeZone)}`,
    `${day.host}接待`,
    day.place ?? '线上',
    ...(day.topics.length === 0 ? [] : [`主题：${day.topics.join('、')}`]),
  ];
  if (!staff) return `· ${parts.join('，')}`;
  const cases = (await store.receptionDays.countCases(day.id)).reduce((sum, one) => sum + one.cases, 0);
  return `· ${parts.join('，')}（${dayStatusNames[day.status]}，编号 ${day.id}，诉求 ${cases} 件）`;
}
