import type { ErrorCode } from '../../base/errors.ts';

/** What a member reads when handling their message failed in a foreseen way. */
export const failureReplies = {
  'config/invalid': '设置有误，请联系管理员。',
  'usage/invalid': '这条命令没写对，发“帮助”看用法。',
  'input/invalid': '这条消息我没看懂，请换个说法，或发“帮助”看用法。',
  'input/too-long': '消息太长了，请分几条发。',
  'input/too-slow': '消息没有收全，请再发一次。',
  'access/unauthenticated': '这需要先登录，请联系管理员。',
  'access/code-needed': '这需要先登录，请联系管理员。',
  'access/denied': '您没有这项权限，请联系管理员。',
  'access/too-many': '试得太多了，请过一会儿再试。',
  'record/not-found': '没有找到对应的记录，请核对后再试。',
  'record/conflict': '这条记录刚刚有变化，请再试一次。',
  'store/newer': '系统正在维护，请稍后再试。',
  'store/busy': '系统正忙，请稍后再试。',
  'store/unavailable': '系统暂时不可用，请稍后再试。',
  'index/unavailable': '知识库暂时连不上，请稍后再问。',
  'model/unavailable': '大模型暂时用不了，请稍后再试。',
} as const satisfies Record<ErrorCode, string>;

export const limitReply = '您一分钟内问得有点多，请歇一会儿再发，一分钟后我继续回答。';

/** Said when our own code failed; `reference` finds the log line. */
export function bugReply(reference: string): string {
  return `抱歉，这条消息没有处理成功，已经记录（${reference}）。请稍后再试，或发“转人工”。`;
}
