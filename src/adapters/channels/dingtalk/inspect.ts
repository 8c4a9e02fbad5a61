import type { ChannelFinding } from '../../../ports/channel.ts';
import { fail, ok, warn } from '../findings.ts';
import type { DingtalkApi } from './api.ts';
import type { Refusal } from './api-error.ts';
import { meaningOf, refusalOf } from './codes.ts';
import { addressSentence, connectionSentence, permissionSentence, sendPermission, wordsOf } from './errors.ts';

export type InspectDeps = { api: DingtalkApi; robotCode: string };

/**
 * Nothing of that name is there, so whoever may ask hears that, and who may not hears that they may not. `ofGroup`: that
 * there is no robot is also what is said of a group without it.
 */
const nothing = 'qingyu-doctor';

const questions = [
  {
    what: '主动发消息、查已读',
    ofGroup: true,
    path: '/v1.0/robot/groupMessages/query',
    body: { openConversationId: nothing, processQueryKey: nothing, maxResults: 1 },
  },
  {
    what: '下载成员发来的图片和文件',
    ofGroup: false,
    path: '/v1.0/robot/messageFiles/download',
    body: { downloadCode: nothing },
  },
];

/** Asks for what changes nothing and opens no stream: whoever is connected stays so. */
export async function inspect(deps: InspectDeps, signal: AbortSignal): Promise<ChannelFinding[]> {
  try {
    await deps.api.checkCredentials(signal);
  } catch (error) {
    return [fail(connectionSentence(error), actionOf(error))];
  }
  const rights = await Promise.all(questions.map((question) => mayDo(deps, question, signal)));
  return [ok(`以应用 ${deps.robotCode} 的身份连接。`), ...rights, ok(stream), ok(groups), ok(limits)];
}

function actionOf(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal === null) return '检查网络、代理和 DINGTALK_API_ROOT。';
  if (meaningOf(refusal).kind === 'address')
    return '在钉钉开放平台的“安全设置”里加上服务器的出口 IP，再运行一次 doctor。';
  return '打开钉钉开放平台（open-dev.dingtalk.com）→ 应用 → 凭证与基础信息，把 Client ID 和 Client Secret 填进设置；新建的应用要先发布版本。';
}

async function mayDo({ api, robotCode }: InspectDeps, of: (typeof questions)[number], signal: AbortSignal) {
  try {
    await api.call(of.path, { robotCode, ...of.body }, { signal });
    return ok(`有权限：${of.what}。`);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) return warn(`没问到能不能${of.what}。`, '检查网络和代理，再运行一次 doctor。');
    return ofAnswer(of, refusal);
  }
}

function ofAnswer({ what, ofGroup }: (typeof questions)[number], refusal: Refusal): ChannelFinding {
  const meaning = meaningOf(refusal);
  switch (meaning.kind) {
    case 'permission':
      return fail(`现在不能${what}：${permissionSentence(meaning.scopes)}`, permissionSteps);
    case 'address':
      return fail(`现在不能${what}：${addressSentence}`, '加上服务器的出口 IP 后再运行一次 doctor。');
    case 'account':
    case 'limited':
    case 'unknown':
      return warn(`没问到能不能${what}（${wordsOf(refusal)}）。`, '过几分钟再运行一次 doctor。');
    case 'no-robot':
      return ofGroup ? ok(`有权限：${what}。`) : fail(noRobot, robotSteps);
    default:
      return ok(`有权限：${what}。`);
  }
}

const { name, scope } = sendPermission;
const permissionSteps = `打开钉钉开放平台 → 应用 → 权限管理，搜索 ${scope}（${name}）并申请，再到“版本管理与发布”发布新版本。`;
const noRobot = '这个应用还没有机器人，或加了机器人还没有发布版本。';
const robotSteps =
  '打开钉钉开放平台 → 应用 → 添加应用能力 → 机器人，消息接收模式选 Stream 模式并保存，再到“版本管理与发布”发布新版本。';
const stream =
  '收消息走 Stream 模式，不要公网地址：机器人的“消息接收模式”要选 Stream 模式，应用的可见范围要含会用到它的人。';
const groups =
  '在群设置 → 机器人里把它加进内部群，再在群里 @ 它一次，这个群就会出现在群列表里，可以登记。群里只收得到 @ 它的文字和图片，文件请私聊发。';
const limits =
  '平台的上限：每个群每分钟 20 条，超过会停 10 分钟（这里按 15 条以内发）；一条文字按 7200 字节分段；文件 20 MB。';
