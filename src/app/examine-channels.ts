import { askingWay } from '../features/broadcasts/asking.ts';
import type { Channel, ChannelState } from '../ports/channel.ts';
import type { ChannelStatus } from '../ports/channel-statuses.ts';
import type { Store } from '../ports/store.ts';
import { type ChannelUseDeps, readChannelUse } from './channel-use.ts';
import { freshMs } from './connections.ts';
import type { Finding } from './examine.ts';

const states = { up: 'ok', degraded: 'warn', down: 'fail', idle: 'fail' } as const satisfies Record<
  ChannelState,
  Finding['state']
>;
const actions = {
  up: null,
  degraded: '会自动重连，稍后再看；一直这样就检查网络和平台的状态',
  down: '按说明处理，处理好之前这个渠道收发不了',
  idle: '刚启动的话稍等片刻，再看日志',
} as const satisfies Record<ChannelState, string | null>;
const unconnected = { state: 'fail', detail: '还没有连上', action: '刚启动的话稍等片刻，再看日志' } as const;
const notRunning = { state: 'warn', detail: '没有正在运行的服务连着它', action: '运行 qingyu start' } as const;
const inspectMs = 8_000;
const minute = 60_000;

/** `publicUrl`: as members reach the pages of the bot; null = not set. */
export type ExamineChannelDeps = ChannelUseDeps & {
  store: Pick<Store, 'channelStatuses' | 'people' | 'conversations'>;
  publicUrl: string | null;
};

/** How a channel is, as this process or the one that is connected says. */
export async function examineChannel(deps: ExamineChannelDeps, channel: Channel): Promise<Finding> {
  const own = channel.health();
  const { id: name } = channel;
  if (channel.connection === null || own.state !== 'idle') return toFinding(name, own);
  const status = (await deps.store.channelStatuses.list()).find((one) => one.channel === name);
  if (status && isFresh(status, deps.now())) return toFinding(name, status);
  return { name, ...unconnected };
}

/** Everything `doctor` says of a channel: how it is connected, what it may do, and whether the platform holds it back. */
export async function inspectChannel(deps: ExamineChannelDeps, channel: Channel): Promise<Finding[]> {
  const signal = AbortSignal.timeout(inspectMs);
  const [connected, found, used, agreed, reached] = await Promise.all([
    examineFromOutside(deps, channel),
    channel.inspect(signal),
    examineUse(deps, channel),
    examineConsent(deps, channel),
    examineLinks(deps, channel),
  ]);
  const inspected = found.map((finding) => ({ name: channel.id, ...finding }));
  return [...(isSaidBetter(connected, inspected) ? [] : [connected]), ...inspected, ...used, ...agreed, ...reached];
}

/** What the platform refuses now is why the channel did not get on before: told once, with what to do about it. */
function isSaidBetter(connected: Finding, inspected: readonly Finding[]): boolean {
  const failed = connected.state !== 'ok' && connected.action !== notRunning.action;
  return failed && inspected.some(({ state }) => state === 'fail');
}

/** That no server runs is no fault of the channel. */
async function examineFromOutside(deps: ExamineChannelDeps, channel: Channel): Promise<Finding> {
  const finding = await examineChannel(deps, channel);
  if (finding.detail !== unconnected.detail) return finding;
  return { ...finding, ...notRunning };
}

function toFinding(
  name: string,
  { state, detail, account }: Pick<ChannelStatus, 'state' | 'detail' | 'account'>,
): Finding {
  const who = state !== 'up' || account === null || detail.includes(account) ? '' : `，身份 ${account}`;
  return {
    name,
    state: states[state],
    detail: who === '' ? detail : `${detail.replace(/。$/u, '')}${who}`,
    action: actions[state],
  };
}

function isFresh(status: ChannelStatus, now: number): boolean {
  return status.state !== 'idle' && now - status.seenAt < freshMs;
}

/** Text messages go to people who agreed, and nobody else. */
async function examineConsent({ store }: ExamineChannelDeps, { id: name, capabilities }: Channel): Promise<Finding[]> {
  if (!capabilities.templatesOnly) return [];
  const people = await store.people.list(null);
  const reachable = people.filter(({ phone }) => phone !== null);
  const agreed = reachable.filter(({ smsConsentAt }) => smsConsentAt !== null).length;
  const detail = `通讯录 ${people.length} 人，有手机号的 ${reachable.length} 人，其中登记同意接收短信的 ${agreed} 人`;
  if (agreed > 0) return [{ name, state: 'ok', detail, action: null }];
  return [
    { name, state: 'warn', detail, action: '征得本人同意后用 people set 姓名 --consent 登记，没有登记的不会收到短信' },
  ];
}

/** Where members can only press a link, it must lead somewhere from their phones. */
async function examineLinks({ store, publicUrl }: ExamineChannelDeps, channel: Channel): Promise<Finding[]> {
  const { id: name, capabilities } = channel;
  if (publicUrl !== null || capabilities.templatesOnly || askingWay(capabilities) !== 'link') return [];
  const groups = (await store.conversations.list()).filter(
    ({ channel: of, enrolledAt, leftAt }) => of === name && enrolledAt !== null && leftAt === null,
  );
  if (groups.length === 0) return [];
  const detail = `没有设置 PUBLIC_URL：要“收到”的群发带的是这台机器自己的地址，${groups.length} 个群的成员打不开`;
  return [{ name, state: 'warn', detail, action: '把 PUBLIC_URL 设成成员能打开的网址，再重新启动' }];
}

/** How much is used stands beside the findings (`channel-use.ts`); here, that nothing goes out for a while. */
async function examineUse(deps: ExamineChannelDeps, channel: Channel): Promise<Finding[]> {
  if (channel.capabilities.rates.length === 0) return [];
  const [use] = await readChannelUse(deps, [channel]);
  if (use === undefined || use.waitMs < minute) return [];
  const detail = `平台要求暂停，还要等 ${Math.ceil(use.waitMs / minute)} 分钟才能再发`;
  return [{ name: channel.id, state: 'warn', detail, action: '不用做什么，到时会自动接着发' }];
}
