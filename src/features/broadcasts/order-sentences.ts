import { formatInstant } from '../../base/calendar.ts';
import type { User } from '../../domain/user.ts';
import type { Planned } from './plan.ts';

export const orderAloneSentence = '群发请秘书或管理员私聊我，群里不处理。';
export const nothingToConfirmSentence =
  '现在没有等着确认的群发，可能已经发出、取消，或者过了时间；要发请重新写“/群发 …”。';
export const orderedBeforeSentence = '这次群发之前已经安排过了，没有再安排一次。';
export const orderCancelledSentence = '好的，这次群发已取消，没有发给任何群。';
export const orderVoidSentence =
  '刚才的群发没有确认，已经作废，没有发给任何群；要发请重新写“/群发 …”。这句话若是别的事，请再说一遍。';
export const noFilesSentence =
  '私聊里的群发还不能带文件和图片，请只发文字；要带文件，请管理员用命令 broadcast send --file 来发。';
export const sayConfirmSentence = '要发请回复“确认”两个字，不发请回复“取消”。';
export const groupsChangedSentence = '这段时间里能收到的群有了变化，还没有发，请再核对一次。';

export function mayNotOrderSentence(user: User | null): string {
  if (user === null) return '群发只有绑定了账号的秘书和管理员能用；请向管理员要绑定码，私聊我发“/绑定 绑定码”。';
  if (user.disabledAt !== null) return '您绑定的账号已经停用，不能群发，请联系管理员。';
  return '您的账号是工作人员，不能群发，请找秘书或管理员。';
}

export function orderedSentence({ broadcast, deliveries, skipped }: Planned, of: { now: boolean; timeZone: string }) {
  const when = of.now ? '马上发出' : `${formatInstant(broadcast.at, of.timeZone)} 发出`;
  const ordered = broadcast.urgent === null ? '已安排发往' : '已加急安排发往';
  return `${ordered} ${deliveries - skipped} 个群，${when}。编号 ${broadcast.id}，没发出的部分管理员可以按编号取消。`;
}
