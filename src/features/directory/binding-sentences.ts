import type { Person } from '../../domain/person.ts';
import { mayBroadcast, type User } from '../../domain/user.ts';

export const bindAloneSentence = '绑定请私聊我发，不要在群里：绑定码一发到群里就作废了，请向管理员另取一个。';
export const missingCodeSentence = '请在“/绑定”后面写上绑定码，例如：/绑定 ACDE3467。绑定码请向管理员要。';
/** The same for unknown, expired and spent codes: who guesses learns nothing. */
export const badCodeSentence = '这个绑定码不对，或者已经过期、用过了，请向管理员另取一个。';
export const tooManyTriesSentence = '您一小时内试得太多了，请过一小时再试，绑定码请向管理员另取一个。';
export const unboundSentence = '已解绑，您在这里不再有账号的权限，也不再对应通讯录里的人。';
export const notBoundSentence = '您没有绑定过，不用解绑。';

export function boundSentence(user: User): string {
  const can = mayBroadcast(user) ? '要群发请发“/群发”；' : '';
  return `已绑定账号“${user.name}”。${can}看情况请发“/统计”；不用了请发“/解绑”。`;
}

export function alreadyBoundSentence({ name }: User): string {
  return `您已经绑定了账号“${name}”，要换一个请先发“/解绑”。`;
}

export function boundPersonSentence({ name, post }: Person, organization: string): string {
  return `已绑定，您是${organization}的${name}${post === null ? '' : `（${post}）`}。不对的话请发“/解绑”，并告诉管理员。`;
}

export function alreadyPersonSentence({ name }: Person): string {
  return `您已经绑定为通讯录里的“${name}”，要换一个请先发“/解绑”。`;
}
