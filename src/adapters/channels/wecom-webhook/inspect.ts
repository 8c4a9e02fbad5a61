import type { ChannelFinding } from '../../../ports/channel.ts';
import { codeInWords, meaningOf } from './errors.ts';
import { type Robot, RobotError, upload } from './robot.ts';

const steps =
  '在企业微信的这个群里点右上角“…”，再点“添加群机器人”（或“消息推送”）新建一个，把它给的 Webhook 地址写进 WECOM_WEBHOOKS，写成 群名=地址，再重新启动';
const limits =
  '平台的上限：每个群每分钟 20 条；一条文字 2048 字节（约 680 个汉字），文件 20 MB；只发不收，群里的话收不到。';

/** A file that nobody sees: the platform looks at the key before it takes one, and shows nothing in the group. */
const probe = { name: 'check.txt', mime: 'text/plain', bytes: new TextEncoder().encode('qingyu doctor\n') };

/** Whether each robot is still in its group; posts nothing. */
export async function inspect(robots: ReadonlyMap<string, Robot>, signal: AbortSignal): Promise<ChannelFinding[]> {
  const found = await Promise.all([...robots].map(([group, robot]) => inspectOne(group, robot, signal)));
  return [...found, { state: 'ok', detail: limits, action: null }];
}

async function inspectOne(group: string, robot: Robot, signal: AbortSignal): Promise<ChannelFinding> {
  try {
    await upload(robot, probe, signal);
    return { state: 'ok', detail: `“${group}”的机器人在，可以发。`, action: null };
  } catch (error) {
    return failed(group, error instanceof RobotError ? error.refusal : null);
  }
}

function failed(group: string, refusal: RobotError['refusal']): ChannelFinding {
  if (refusal === null)
    return { state: 'fail', detail: `“${group}”：连不上企业微信。`, action: '检查网络和 WECOM_WEBHOOKS 里的地址' };
  const { failure, what } = meaningOf(refusal);
  if (failure.kind === 'gone')
    return { state: 'fail', detail: `“${group}”：${what}（${codeInWords(refusal)}）。`, action: steps };
  const detail = `“${group}”：问不到机器人是否还在（${codeInWords(refusal)}）。`;
  return { state: 'warn', detail, action: '过一分钟再运行一次 doctor' };
}
