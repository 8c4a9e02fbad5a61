export const noAccountSentence =
  '交办要用工作人员的账号：请向管理员要绑定码，私聊我发“/绑定 绑定码”。看交给您办的，发“/督办”。';
export const whatSentence =
  '请写上编号，或者要办的事，例如：/督办 2026-0001 交给 张主任 5个工作日；/督办 交给 张主任 2026-12-01 协调停车位';

export function createdSentence(no: string): string {
  return `已登记为 ${no}。`;
}

export function assignedSentence(of: { no: string; name: string; alone: boolean; told: number }): string {
  const how = of.alone ? '我会私聊告诉对方，到期前再提醒' : '对方没有能私聊的账号，请您自己告诉一声';
  return `${of.no} 已交给“${of.name}”办，${how}${of.told > 0 ? '；提交人会收到消息' : ''}。`;
}
