import { formatInstant } from '../../base/calendar.ts';
import { type CarriedFile, fileInWords } from '../../domain/file.ts';
import type { User } from '../../domain/user.ts';
import type { Planned } from './plan.ts';

export const orderAloneSentence = '群发请秘书或管理员私聊我，群里不处理。';
export const nothingToConfirmSentence =
  '现在没有等着确认的群发，可能已经发出、取消，或者过了时间；要发请重新写“/群发 …”。';
export const orderedBeforeSentence = '这次群发之前已经安排过了，没有再安排一次。';
export const orderCancelledSentence = '好的，这次群发已取消，没有发给任何群。';
export const orderVoidSentence =
  '刚才的群发没有确认，已经作废，没有发给任何群；要发请重新写“/群发 …”。这句话若是别的事，请再说一遍。';
export const oneFileSentence = '一次群发只能带一个附件，请只发一个，或打成 zip。';
export const fileGoneSentence = '附件已过了等待的时间，这次群发没有安排；请把文件和“/群发 …”再发一次。';
export const sayConfirmSentence = '要发请回复“确认”两个字，不发请回复“取消”。';
export const groupsChangedSentence = '这段时间里能收到的群有了变化，还没有发，请再核对一次。';

export function fileWaitsSentence(file: CarriedFile, minutes: number): string {
  return `收到附件 ${fileInWords(file)}。${minutes} 分钟内发“/群发 @标签 内容”，就会带上它，发出前先给您看；不带就回复“取消”。`;
}

export function fileReplacedSentence({ name }: CarriedFile): string {
  return `一次群发只能带一个附件，已换成 ${name}。`;
}

export function fileDroppedSentence({ name }: CarriedFile): string {
  return `好的，附件 ${name} 不带了，没有发给任何群。`;
}

export function fileRefusedSentence(why: string): string {
  return `${why}这次群发还没有安排。`;
}

export function noneTakesSentence({ name }: CarriedFile, why: string): string {
  return `选中的群都收不到 ${name}（${why}），这次群发没有安排；不带附件就先回复“取消”，再重新写“/群发 …”。`;
}

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
