import { formatInstant, type DayWindow } from '../../base/calendar.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import { fileInWords } from '../../domain/file.ts';
import { endOfQuiet, quietFor } from './guard.ts';
import type { Reach } from './order-reach.ts';
import type { Outlook } from './outlook.ts';
import { unspokenWay } from './unspoken.ts';

/** `now`: whether it goes out at once. */
export type Preview = {
  broadcast: NewBroadcast;
  reach: Reach;
  byHand: number;
  /** By the id of the group. */
  outlooks: ReadonlyMap<string, Outlook>;
  /** The ids of those that cannot be written to yet. */
  unspoken: ReadonlySet<string>;
  now: boolean;
};

const [named, namedLeft] = [10, 3];
const rule = '—————';

/** What a secretary checks before anything is sent. */
export function previewText(
  preview: Preview,
  of: { timeZone: string; quietHours: DayWindow | null; dailyCap: number; minutes: number },
): string {
  const { broadcast, reach, byHand, now } = preview;
  const quietUntil = endOfQuiet(quietFor(of, broadcast), broadcast.at);
  const at = now ? '确认后马上发' : formatInstant(broadcast.at, of.timeZone);
  const wait = quietUntil === null ? '' : `（那时是免打扰时段，要到 ${formatInstant(quietUntil, of.timeZone)} 才发出）`;
  return [
    '请核对这次群发：',
    `发给 ${reach.receivers.length} 个群：${namesOf(reach.receivers, named)}`,
    ...(byHand === 0 ? [] : [`其中 ${byHand} 个群要人手工发布`]),
    ...[...reach.left].map(
      ([reason, groups]) => `不发 ${groups.length} 个群（${reason}）：${namesOf(groups, namedLeft)}`,
    ),
    ...unspokenLines(preview),
    ...burdenLines(preview, of),
    ...(broadcast.urgent === null ? [] : [`加急：${broadcast.urgent}（${whatUrgentMeans}）`]),
    `时间：${at}${wait}`,
    ...(broadcast.file === null ? [] : [`附件：${fileInWords(broadcast.file)}`]),
    broadcast.text === '' ? '内容：没有文字，只发附件' : `内容：\n${rule}\n${broadcast.text}\n${rule}`,
    `${of.minutes} 分钟内回复“确认”才会发出；回复“取消”或别的话，就不发。`,
  ].join('\n');
}

const whatUrgentMeans = '免打扰时段也发，不受每天条数限制，记入操作记录';

/** They may be spoken to until it goes out, so they are told and not left out. */
function unspokenLines({ reach, unspoken }: Preview): string[] {
  const groups = reach.receivers.filter(({ id }) => unspoken.has(id));
  return groups.length === 0
    ? []
    : [`其中 ${groups.length} 个群现在发不进去（${unspokenWay}）：${namesOf(groups, named)}`];
}

/** What the burden guard will do with it. */
function burdenLines({ reach, outlooks }: Preview, { dailyCap }: { dailyCap: number }): string[] {
  const capped = reach.receivers.filter(({ id }) => outlooks.get(id)?.capped);
  const merging = reach.receivers.filter(({ id }) => {
    const outlook = outlooks.get(id);
    return outlook !== undefined && !outlook.capped && outlook.mergesWith > 0;
  });
  return [
    ...(capped.length === 0
      ? []
      : [`其中 ${capped.length} 个群今天已满 ${dailyCap} 条，会跳过：${namesOf(capped, namedLeft)}`]),
    ...(merging.length === 0 ? [] : [`其中 ${merging.length} 个群会和另外等着的通知合成一条发出`]),
  ];
}

function namesOf(groups: readonly Conversation[], limit: number): string {
  const names = groups.slice(0, limit).map(({ title, platformId }) => title ?? platformId);
  return groups.length > limit ? `${names.join('、')} 等` : names.join('、');
}
