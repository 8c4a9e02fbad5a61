import type { ChannelFinding } from '../../../ports/channel.ts';
import { ok } from '../findings.ts';
import { reach } from '../reach.ts';
import type { WecomAccount } from './link.ts';

const officialUrl = 'wss://openws.work.weixin.qq.com';

export type Looking = { missing: () => string | null; signal: AbortSignal };

/** What can be said without connecting as the bot: a second connection of it would end the first. */
export async function inspectWecom(
  { botId, wsUrl }: WecomAccount,
  { missing, signal }: Looking,
): Promise<ChannelFinding[]> {
  return [
    packages(missing()),
    await address(wsUrl ?? officialUrl, signal),
    ok(
      `BotID 是 ${botId}。这里只看设置和网络，不去登录：一个机器人只能有一个连接，再连一个会把正在用的挤掉。Secret 对不对，看启动以后的连接状态。`,
    ),
    ok(
      '机器人在哪里设：管理后台（或手机端工作台）→ 智能机器人 → 创建机器人 → API 模式 → 连接方式选“长连接”；名字里不要有空格。',
    ),
    // What of it is still to be done, the preview of a broadcast tells by group: it is no fault of the channel.
    ok(
      '企业微信要求：在群设置里添加机器人以后，要有人先在群里 @ 它说一句话，它才能在这个群里发寄语和群发；只限企业内部的群和成员。',
    ),
    ok('限制：每个会话每分钟 30 条、每小时 1000 条（回复和群发合计），一条最多 20480 字节，文件最大 20 MB。'),
  ];
}

function packages(missing: string | null): ChannelFinding {
  if (missing === null) return ok('企业微信所需的程序包已安装。');
  return { state: 'fail', detail: '企业微信所需的程序包没有安装。', action: missing };
}

/** Opens a connection and says nothing over it. */
async function address(url: string, signal: AbortSignal): Promise<ChannelFinding> {
  const { hostname, port, protocol, host } = new URL(url);
  const at = { host: hostname.replace(/^\[|\]$/gu, ''), port: Number(port) || (protocol === 'wss:' ? 443 : 80) };
  const problem = await reach(at, signal);
  if (problem === null) return ok(`企业微信的地址 ${host} 可以连上。`);
  return {
    state: 'fail',
    detail: `企业微信的地址 ${host} 连不上（${problem}）。`,
    action: '请检查网络、防火墙和 WECOM_WS_URL；服务器要能访问外网的 443 端口。',
  };
}
