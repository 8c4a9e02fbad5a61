import { z } from 'zod';
import type { ChannelFinding } from '../../../ports/channel.ts';
import { fail, ok, warn } from '../findings.ts';
import { readMe } from './account.ts';
import type { FeishuApi } from './api.ts';
import { connectionSentence, isAuth } from './errors.ts';
import { missingPackage } from './load.ts';

/** A permission, any of whose names will do, and what is missing without it. */
type Need = { any: readonly string[]; for: string; state: 'fail' | 'warn' };

const needs: readonly Need[] = [
  { any: ['im:message:send_as_bot', 'im:message'], for: '发消息', state: 'fail' },
  {
    any: ['im:message.group_at_msg:readonly', 'im:message.group_at_msg', 'im:message'],
    for: '收群里 @ 机器人的消息',
    state: 'fail',
  },
  { any: ['im:message.p2p_msg:readonly', 'im:message.p2p_msg', 'im:message'], for: '收私聊的消息', state: 'warn' },
  { any: ['im:resource', 'im:resource:upload'], for: '发文件', state: 'warn' },
  { any: ['im:message:readonly', 'im:message'], for: '查看谁读过通知、取成员发来的文件', state: 'warn' },
  { any: ['im:chat:readonly', 'im:chat', 'im:chat.group_info:readonly'], for: '知道群名和成员的名字', state: 'warn' },
];

const scopes = z.object({
  data: z.object({ scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.int() })).default([]) }),
});

const limits =
  '平台的上限：每个群每秒 5 条（群里所有机器人合计），一个应用每秒 50 次、每分钟 1000 次；免费版企业每月 1 万次调用；一条文字 20,000 字节，文件 30 MB；谁看过只能查 7 天内的。';
const byHand =
  '查不到、要自己核对的：开放平台“事件与回调”里，事件和回调的订阅方式都选“使用长连接”（要在机器人运行时保存）；事件添加“接收消息”“机器人进群”“机器人被移出群”“解散群”；回调添加“卡片回传交互”，没有它“收到”按钮点了没有反应；改完要发布版本。';
const hears =
  '群里只收得到 @ 它的话，这样就够用。想让群里不 @ 它的“收到”、引用回复也算数，再申请“获取群组中所有消息”（im:message.group_msg）。';

/** Asks who the bot is and what it may; opens no connection: a second one would take events from the first. */
export async function inspect(api: FeishuApi, signal: AbortSignal): Promise<ChannelFinding[]> {
  const missing = missingPackage();
  if (missing !== null) return [fail('飞书所需的程序包没有安装。', missing)];
  try {
    const me = await readMe(api, signal);
    return [
      ok(`以应用“${me.name || me.openId}”的身份连接，机器人能力已开启。`),
      ...(me.active ? [] : [fail('企业里没有启用这个应用。', '请管理员在飞书管理后台的“工作台”启用它。')]),
      ...(await ofScopes(api, signal)),
      ok(byHand),
      ok(limits),
    ];
  } catch (error) {
    const action = isAuth(error)
      ? '在飞书开放平台的“凭证与基础信息”复制 App ID 和 App Secret，填进设置。'
      : '确认“添加应用能力”里有“机器人”、版本已发布；再检查网络和 FEISHU_DOMAIN。';
    return [fail(connectionSentence(error), action)];
  }
}

async function ofScopes(api: FeishuApi, signal: AbortSignal): Promise<ChannelFinding[]> {
  const granted = await readScopes(api, signal);
  if (granted === null)
    return [warn('问不到应用有哪些权限。', `请到“权限管理”核对：${needs.map(({ any }) => any[0]).join('、')}。`)];
  const lacking = needs.filter(({ any }) => !any.some((name) => granted.has(name)));
  const findings = lacking.map(({ any, for: what, state }): ChannelFinding => {
    const action = `到飞书开放平台的“权限管理”开通 ${any[0]}，再发布一个版本。`;
    return { state, detail: `缺权限，不能${what}。`, action };
  });
  const hearsAll = granted.has('im:message.group_msg') || granted.has('im:message.group_msg:readonly');
  return [
    ...(findings.length === 0 ? [ok('需要的权限都有了。')] : findings),
    ok(hearsAll ? '群里的话它都收得到，只回答跟它说的。' : hears),
  ];
}

/** Null when it cannot be asked. */
async function readScopes(api: FeishuApi, signal: AbortSignal): Promise<ReadonlySet<string> | null> {
  try {
    const call = { method: 'GET', path: '/open-apis/application/v6/scopes' } as const;
    const { data } = scopes.parse(await api.call(call, { signal }));
    return new Set(data.scopes.filter(({ grant_status: status }) => status === 1).map(({ scope_name: name }) => name));
  } catch {
    return null;
  }
}
