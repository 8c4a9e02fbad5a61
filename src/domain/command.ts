/** What can be said to the bot with a slash. `latin`: for platforms whose commands take no Chinese. */
export type Command = { word: string; latin: string; description: string; saidBy: 'members' | 'staff' };

export const commands: readonly Command[] = [
  { word: '帮助', latin: 'help', description: '看看我能做什么', saidBy: 'members' },
  { word: '建议', latin: 'suggest', description: '提一条建议，后面直接写内容', saidBy: 'members' },
  { word: '投诉', latin: 'complain', description: '反映一个问题，我会登记', saidBy: 'members' },
  { word: '登记', latin: 'register', description: '登记一件诉求：类别和内容', saidBy: 'members' },
  { word: '匿名', latin: 'anonymous', description: '不留姓名地反映，凭凭证码查进度', saidBy: 'members' },
  { word: '补充', latin: 'supplement', description: '补充已登记的诉求，后面写编号', saidBy: 'members' },
  { word: '撤回', latin: 'withdraw', description: '撤回自己登记的，后面写编号', saidBy: 'members' },
  { word: '进度', latin: 'progress', description: '查办理进度，后面写编号', saidBy: 'members' },
  { word: '接待日', latin: 'days', description: '看最近的接待日', saidBy: 'members' },
  { word: '转人工', latin: 'human', description: '请工作人员来回答', saidBy: 'members' },
  { word: '寄语', latin: 'daily', description: '看今天的清廉寄语', saidBy: 'members' },
  { word: '收到', latin: 'received', description: '告诉秘书处您已收到', saidBy: 'members' },
  { word: '绑定', latin: 'bind', description: '私聊我，用绑定码说明您是谁', saidBy: 'staff' },
  { word: '解绑', latin: 'unbind', description: '不再使用绑定的账号和身份', saidBy: 'staff' },
  { word: '群发', latin: 'broadcast', description: '给选定的群发一条消息', saidBy: 'staff' },
  { word: '统计', latin: 'statistics', description: '看收集和回复的情况', saidBy: 'staff' },
  { word: '督办', latin: 'todo', description: '看交给您办的，或交办一件，私聊我发', saidBy: 'staff' },
  { word: '导出', latin: 'export', description: '取一次群发的收到名单，私聊我发', saidBy: 'staff' },
];

/** `/suggest 多一点菜` as `/建议 多一点菜`; any other text as it is. */
export function inChinese(text: string): string {
  const [written, latin = ''] = /^\/([a-z]+)(?=\s|$)/iu.exec(text) ?? [];
  const command = commands.find((command) => command.latin === latin.toLowerCase());
  return written === undefined || command === undefined ? text : `/${command.word}${text.slice(written.length)}`;
}
