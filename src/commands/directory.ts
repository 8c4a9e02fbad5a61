import { AppError } from '../base/errors.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { App } from '../app.ts';
import type { Commands } from './context.ts';
import { formatTable } from './output.ts';

export const directoryCommands: Commands = (program, { open, output }) => {
  const groups = program.command('groups').description('工作群');
  groups
    .command('list')
    .description('列出机器人所在的群')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const list = (await listConversations(await open())).filter(({ kind }) => kind === 'group').map(toJson);
      if (options.json) return output.json({ groups: list });
      if (list.length === 0) return output.line('还没有群。启动后在群里提到机器人，群就会出现在这里。');
      output.line(
        formatTable(
          ['编号', '渠道', '名称', '接收寄语', '停发', '标签'],
          list.map((group) => [
            group.id,
            group.channel,
            group.title,
            group.enrolled ? '是' : '否',
            group.muted ? '是' : '否',
            group.tags.join(','),
          ]),
        ),
      );
    });
  groups
    .command('enroll')
    .description('让一个群接收寄语和群发（--off 取消）')
    .argument('<id>', '群编号，见 groups list')
    .option('--off', '不再接收')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { off?: true; json?: true }) => {
      const app = await open();
      const group = await findGroup(app, id);
      await app.store.conversations.setEnrolled(group.id, options.off ? null : (group.enrolledAt ?? app.clock.now()));
      if (options.json) return output.json({ group: toJson(await findGroup(app, id)) });
      output.line(options.off ? `${nameOf(group)} 不再接收寄语和群发。` : `${nameOf(group)} 开始接收寄语和群发。`);
    });
  groups
    .command('mute')
    .description('停发：任何未经请求的消息都不再发到这个群（--off 恢复）')
    .argument('<id>', '群编号，见 groups list')
    .option('--off', '恢复')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { off?: true; json?: true }) => {
      const app = await open();
      const group = await findGroup(app, id);
      await app.store.conversations.setMuted(group.id, !options.off);
      if (options.json) return output.json({ group: toJson(await findGroup(app, id)) });
      output.line(options.off ? `${nameOf(group)} 已恢复。` : `${nameOf(group)} 已停发。`);
    });
  groups
    .command('tag')
    .description('给群设置标签（替换原有标签；不写标签即清空）')
    .argument('<id>', '群编号，见 groups list')
    .argument('[tag...]', '标签')
    .option('--json', '输出 JSON')
    .action(async (id: string, tags: string[], options: { json?: true }) => {
      const app = await open();
      const group = await findGroup(app, id);
      const bad = tags.find((tag) => !/^[\p{L}\p{N}_-]{1,20}$/u.test(tag));
      if (bad !== undefined)
        throw new AppError('usage/invalid', `标签 “${bad}” 不行，请用字母、汉字、数字，不超过 20 个字。`);
      await app.store.conversations.setTags(group.id, [...new Set(tags)]);
      if (options.json) return output.json({ group: toJson(await findGroup(app, id)) });
      output.line(
        tags.length === 0 ? `${nameOf(group)} 的标签已清空。` : `${nameOf(group)} 的标签：${tags.join('、')}。`,
      );
    });

  program
    .command('members')
    .description('成员')
    .command('list')
    .description('列出发过言的成员')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const members = await (await open()).store.members.list();
      if (options.json) return output.json({ members });
      output.line(
        members.length === 0
          ? '还没有成员发过言。'
          : formatTable(
              ['编号', '渠道', '名字'],
              members.map(({ id, channel, name }) => [id, channel, name]),
            ),
      );
    });
};

function toJson(conversation: Conversation) {
  const { id, channel, title, muted, tags, platformId } = conversation;
  return { id, channel, title: title ?? platformId, enrolled: conversation.enrolledAt !== null, muted, tags };
}

/** The web groups of the settings are there before anybody wrote in them. */
async function listConversations(app: App): Promise<Conversation[]> {
  await app.rooms.enrollNew();
  return app.store.conversations.list();
}

/** By id, or by `channel:platform id` for people. */
async function findGroup(app: App, id: string): Promise<Conversation> {
  const list = await listConversations(app);
  const group = list.find(
    (one) => one.kind === 'group' && (one.id === id || `${one.channel}:${one.platformId}` === id),
  );
  if (group) return group;
  throw new AppError('record/not-found', `没有编号为 ${id} 的群，请用 qingyu groups list 查看。`);
}

function nameOf(group: Conversation): string {
  return group.title ?? group.platformId;
}
