import { dayOf, instantAt } from '../base/calendar.ts';
import { sizeInWords } from '../domain/file.ts';
import type { RateLimit } from '../domain/rate-limit.ts';
import { accountBucketsOf } from '../features/broadcasts/pace.ts';
import type { Channel } from '../ports/channel.ts';
import type { Store } from '../ports/store.ts';

export type ChannelUseDeps = {
  store: Pick<Store, 'conversations' | 'deliveries' | 'rateBuckets'>;
  now: () => number;
  timeZone: string;
  dailyCap: number;
};

/** `used`: messages in the window of the limit, of the conversation that got most where it is one of conversations. */
export type RateUse = { limit: string; max: number; used: number };

/**
 * What a channel may send and what it has sent. `limits`: in sentences; `waitMs`: how long the account waits for its
 * next place; `groups`: those that get broadcasts, `full` of them may get no more today, `most`: who got most.
 */
export type ChannelUse = {
  id: string;
  limits: string[];
  sent: { minute: number; hour: number; day: number };
  rates: RateUse[];
  waitMs: number;
  today: { cap: number; groups: number; full: number; most: { group: string; sent: number }[] };
};

const minute = 60_000;
const spans = { minute, hour: 60 * minute, day: 24 * 60 * minute } as const;
const mostGroups = 10;

/** By the index of what was sent by its time; no older delivery is read. For `doctor` and the console alike. */
export async function readChannelUse(deps: ChannelUseDeps, channels: readonly Channel[]): Promise<ChannelUse[]> {
  const { store, now } = deps;
  const windows = [...new Set([...Object.values(spans), ...channels.flatMap(ratesOf).map(({ perMs }) => perMs)])];
  const at = now();
  const sent = await store.deliveries.countSent(windows.map((span) => at - span));
  const today = await readToday(deps);
  return Promise.all(
    channels.map(async (channel) => {
      const of = (span: number) => sent[channel.id]?.[windows.indexOf(span)] ?? { all: 0, most: 0 };
      const waits = await Promise.all(accountBucketsOf(channel).map((bucket) => store.rateBuckets.wait(bucket)));
      return {
        id: channel.id,
        limits: limitsInWords(channel),
        sent: { minute: of(spans.minute).all, hour: of(spans.hour).all, day: of(spans.day).all },
        rates: ratesOf(channel).map((rate) => ({
          limit: rateInWords(rate, channel),
          max: rate.max,
          used: rate.scope === 'account' ? of(rate.perMs).all : of(rate.perMs).most,
        })),
        waitMs: Math.max(0, ...waits),
        today: today.get(channel.id) ?? { cap: deps.dailyCap, groups: 0, full: 0, most: [] },
      };
    }),
  );
}

async function readToday(deps: ChannelUseDeps): Promise<ReadonlyMap<string, ChannelUse['today']>> {
  const { store, now, timeZone, dailyCap: cap } = deps;
  const all = await store.conversations.list();
  const groups = all.filter(
    ({ kind, enrolledAt, leftAt }) => kind === 'group' && enrolledAt !== null && leftAt === null,
  );
  const since = instantAt(dayOf(now(), timeZone), '00:00', timeZone);
  const got = await store.deliveries.countUnrequestedOf(
    groups.map(({ id }) => id),
    since,
  );
  return new Map(
    [...new Set(groups.map(({ channel }) => channel))].map((channel) => {
      const here = groups.filter((group) => group.channel === channel);
      const counted = here.map(({ id, title, platformId }) => ({ group: title ?? platformId, sent: got.get(id) ?? 0 }));
      const most = counted.filter(({ sent }) => sent > 0).toSorted((a, b) => b.sent - a.sent);
      const full = most.filter(({ sent }) => sent >= cap).length;
      return [channel, { cap, groups: here.length, full, most: most.slice(0, mostGroups) }];
    }),
  );
}

function ratesOf({ capabilities }: Channel): readonly RateLimit[] {
  return capabilities.rates;
}

/** What the platform allows, one sentence a limit; what sets none is not told. */
export function limitsInWords(channel: Channel): string[] {
  const { maxText, pause, sentBy, templatesOnly } = channel.capabilities;
  return [
    ...ratesOf(channel).map((rate) => rateInWords(rate, channel)),
    ...(maxText === null ? [] : [`一条消息最多 ${textInWords(maxText)}，更长的自动分成几条`]),
    ...filesInWords(channel),
    ...(pause === null ? [] : [`两条群发之间隔 ${pause.fromMs / 1_000} 到 ${pause.toMs / 1_000} 秒`]),
    ...(sentBy === 'person' ? ['由人手工转发，不自动发送'] : []),
    ...(templatesOnly ? ['只能发审核过的模板'] : []),
  ];
}

function filesInWords({ capabilities: { files, sentBy } }: Channel): string[] {
  if (files !== null) return [`文件最大 ${sizeInWords(files.maxBytes)}`];
  return sentBy === 'person' ? [] : ['不能发文件'];
}

function textInWords({ value, in: unit }: { value: number; in: 'units' | 'bytes' }): string {
  return unit === 'units' ? `${value} 个字` : `${value} 字节（约 ${Math.floor(value / 3)} 个汉字）`;
}

const spanNames: Readonly<Record<number, string>> = {
  1_000: '每秒',
  [spans.minute]: '每分钟',
  [spans.hour]: '每小时',
  [spans.day]: '每天',
};

export function rateInWords({ scope, max, perMs }: RateLimit, { capabilities }: Channel): string {
  const whose = scope === 'account' ? '账号' : capabilities.templatesOnly ? '每个号码' : '每个群';
  return `${whose}${spanNames[perMs] ?? `每 ${perMs / 1_000} 秒`} ${max} 条`;
}
