import { z } from 'zod';
import type { ChannelFinding } from '../../../ports/channel.ts';
import { ok, warn } from '../findings.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { BotApi } from './bot-api.ts';
import { connectionSentence, isAuth, webhookElsewhere } from './errors.ts';
import { readUser } from './update.ts';

export type InspectDeps = { api: BotApi; clock: Clock; webhook: { url: string } | null };

const recentMs = 60 * 60_000;
const manyPending = 100;

const info = z.object({
  url: z.string(),
  pending_update_count: z.int().default(0),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
});

type WebhookInfo = z.infer<typeof info>;

/** Asks who the bot is and how messages reach it, which changes nothing. */
export async function inspect(deps: InspectDeps, signal: AbortSignal): Promise<ChannelFinding[]> {
  try {
    const me = readUser(await deps.api.call('getMe', {}, { signal }));
    const seen = info.parse(await deps.api.call('getWebhookInfo', {}, { signal }));
    const joins = me.joins ? [] : [warn('这个机器人不能被拉进群。', '在 BotFather 里发 /setjoingroups，选 Enable。')];
    return [
      ok(`以 @${me.username ?? me.id}（${me.first_name}）的身份连接。`),
      ok(me.readsAll ? readsAll : readsAddressed),
      ...joins,
      ...ofWebhook(deps, seen),
      ok(limits),
    ];
  } catch (error) {
    const action = isAuth(error)
      ? '在 BotFather 里用 /token 取得令牌，填进设置。'
      : '检查网络、代理和 Telegram 的接口地址。';
    return [{ state: 'fail', detail: connectionSentence(error), action }];
  }
}

const readsAll = '隐私模式关着：群里的话它都收得到，只回答跟它说的。';
const readsAddressed =
  '隐私模式开着：群里只收得到命令、@ 它和回复它的话，这样就够用；想用中文名叫它，请在 BotFather 里发 /setprivacy 选 Disable，再把它移出群重新拉进来，或设为管理员。';
const limits =
  '平台的上限：每个群每秒 1 条、每分钟 20 条，全部群每秒 30 条；一条文字 4096 字；文件发出 50 MB、收进 20 MB。';

function ofWebhook({ webhook, clock }: InspectDeps, seen: WebhookInfo): ChannelFinding[] {
  const { pending_update_count: pending, last_error_date: at = 0, last_error_message: said = '' } = seen;
  if (webhook === null && seen.url !== '')
    return [{ state: 'fail', detail: `webhook 设在 ${hostOf(seen.url)}，这里收不到消息。`, action: webhookElsewhere }];
  if (webhook !== null && seen.url !== webhook.url) {
    const where = seen.url === '' ? '还没有设' : `设在 ${hostOf(seen.url)}`;
    return [warn(`webhook ${where}，消息送不到这里来。`, '启动机器人，它会自己设好。')];
  }
  const findings: ChannelFinding[] = [];
  if (at * 1000 > clock.now() - recentMs)
    findings.push(warn(`平台最近一次送消息失败（${said}）。`, '检查 webhook 地址从外面能不能访问、证书是否有效。'));
  if (pending > manyPending)
    findings.push(warn(`平台上积着 ${pending} 条消息没有取走。`, '确认机器人正在运行；超过 24 小时的会被平台丢掉。'));
  if (findings.length > 0) return findings;
  return [ok(`${webhook === null ? '自己取消息' : 'webhook 正常'}，平台上等着的有 ${pending} 条。`)];
}

/** The path may hold a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '别处';
}
