import { AppError } from '../base/errors.ts';
import type { Conversation } from '../domain/conversation.ts';
import { type OrganizationTree, treeOf } from '../domain/organization.ts';
import { unspokenStep } from '../features/broadcasts/unspoken.ts';
import { toListedGroup } from '../features/directory/group-list.ts';
import type { App } from '../app.ts';
import { by } from './broadcast-lines.ts';
import { readCollection } from './collections.ts';
import type { Commands } from './context.ts';
import { formatTable } from './output.ts';
import { readTags } from './tags.ts';

export const directoryCommands: Commands = (program, { open, output }) => {
  const groups = program.command('groups').description('工作群');
  groups
    .command('list')
    .description('列出机器人所在的群')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const app = await open();
      const tree = treeOf(await app.store.organizations.list());
      const list = (await listConversations(app))
        .filter(({ kind }) => kind === 'group')
        .map((one) => toJson(one, tree));
      if (options.json) return output.json({ groups: list });
      if (list.length === 0) return output.line('还没有群。启动后在群里提到机器人，群就会出现在这里。');
      output.line(
        formatTable(
          ['编号', '渠道', '名称', '组织', '接收寄语', '停发', '标签', '资料集'],
          list.map((group) => [
            group.id,
            group.channel,
            group.title,
            group.organization?.name ?? '',
            group.enrolled ? '是' : '否',
            group.left ? '已离开' : group.muted ? '是' : '否',
            group.tags.join(','),
            group.collections?.join(',') ?? '全部',
          ]),
        ),
      );
    });
  groups
    .command('add')
    .description('登记一个不能放机器人的群，由人手工发布；它随即接收寄语和群发')
    .argument('<name>', '群名')
    .option('--tag <tag...>', '标签')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { tag?: string[]; json?: true }) => {
      const app = await open();
      const id = await app.groups.add({ name, tags: readTags(options.tag ?? []) }, by);
      if (options.json) return output.json({ group: await groupJson(app, id) });
      const group = await findGroup(app, id);
      output.line(`已登记 ${nameOf(group)}（${group.id}）。要发的内容会列在 broadcast list 里，请手工发到群里。`);
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
      await app.groups.change({ ids: [group.id] }, { enrolled: !options.off }, by);
      if (options.json) return output.json({ group: await groupJson(app, id) });
      output.line(options.off ? `${nameOf(group)} 不再接收寄语和群发。` : `${nameOf(group)} 开始接收寄语和群发。`);
      const { unspoken } = await app.groupList.show(group.id);
      if (!options.off && unspoken) output.line(`还差一步：${unspokenStep}，在那以前什么都发不进去。`);
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
      await app.groups.change({ ids: [group.id] }, { muted: !options.off }, by);
      if (options.json) return output.json({ group: await groupJson(app, id) });
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
      await app.groups.change({ ids: [group.id] }, { tags: readTags(tags) }, by);
      if (options.json) return output.json({ group: await groupJson(app, id) });
      output.line(
        tags.length === 0 ? `${nameOf(group)} 的标签已清空。` : `${nameOf(group)} 的标签：${tags.join('、')}。`,
      );
    });
  groups
    .command('organization')
    .description('把群归到一个组织（不写组织即不再归到任何组织）：org:组织 的群发、{协会} 和通讯录都看它')
    .argument('<id>', '群编号，见 groups list')
    .argument('[organization]', '名称、路径的末尾或编号，见 organizations list')
    .option('--json', '输出 JSON')
    .action(async (id: string, which: string | undefined, options: { json?: true }) => {
      const app = await open();
      const group = await findGroup(app, id);
      const organization = await app.organizations.bindGroup(group.id, which ?? null);
      if (options.json) return output.json({ group: await groupJson(app, id) });
      output.line(
        organization === null
          ? `${nameOf(group)} 不再归到任何组织。`
          : `${nameOf(group)} 已归到 ${organization.name}。`,
      );
    });
  groups
    .command('invite')
    .description('让一个网页群要邀请码才能进，并显示邀请码（--renew 换新的，--off 不再要）')
    .argument('<slug>', '网页群的网址末尾，如 demo，或群编号')
    .option('--renew', '换一个新的；用旧码进来的人要填新的')
    .option('--off', '不再要邀请码，知道网址的人都能进')
    .option('--json', '输出 JSON')
    .action(async (slug: string, options: { renew?: true; off?: true; json?: true }) => {
      if (options.renew && options.off) throw new AppError('usage/invalid', '--renew 和 --off 只能写一个。');
      const app = await open();
      const group = await findWebGroup(app, slug);
      const invite = await inviteOf(app, group, options);
      if (options.json) return output.json({ group: group.id, slug: group.platformId, invite });
      output.line(
        invite === null
          ? `${nameOf(group)} 不要邀请码了，知道网址的人都能进。`
          : `${invite.code}\n进${nameOf(group)}要填这个邀请码，请发给群里的成员。`,
      );
    });
  groups
    .command('collections')
    .description('限定一个群按哪些资料集回答（替换原有设置；不写资料集即不限）')
    .argument('<id>', '群编号，见 groups list')
    .argument('[collection...]', '资料集，见 documents list')
    .option('--json', '输出 JSON')
    .action(async (id: string, names: string[], options: { json?: true }) => {
      const app = await open();
      const group = await findGroup(app, id);
      const collections = names.length === 0 ? null : [...new Set(names.map(readCollection))];
      const empty = collections === null ? [] : await withoutDocuments(app, collections);
      await app.groups.change({ ids: [group.id] }, { collections }, by);
      if (empty.length > 0) output.note(`注意：资料集 ${empty.join('、')} 里还没有资料。`);
      if (options.json) return output.json({ group: await groupJson(app, id) });
      output.line(
        collections === null
          ? `${nameOf(group)} 可以用全部资料回答。`
          : `${nameOf(group)} 只用这些资料集回答：${collections.join('、')}。`,
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

async function groupJson(app: App, id: string) {
  return toJson(await findGroup(app, id), treeOf(await app.store.organizations.list()));
}

function toJson(conversation: Conversation, tree: OrganizationTree) {
  return { ...toListedGroup(conversation, tree), collections: conversation.collections };
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

async function inviteOf({ webInvites }: App, { id }: Conversation, { renew, off }: { renew?: true; off?: true }) {
  if (off) {
    await webInvites.remove(id, by);
    return null;
  }
  return (renew ? null : await webInvites.show(id)) ?? webInvites.renew(id, by);
}

/** By the end of its address, or by its id. */
async function findWebGroup(app: App, which: string): Promise<Conversation> {
  await app.rooms.enrollNew();
  const ref = { channel: 'web', kind: 'group' as const, platformId: which };
  return (await app.store.conversations.findByRef(ref)) ?? findGroup(app, which);
}

async function withoutDocuments(app: App, collections: readonly string[]): Promise<string[]> {
  const known = new Set((await app.store.documents.list()).map(({ collection }) => collection));
  return collections.filter((name) => !known.has(name));
}

function nameOf(group: Conversation): string {
  return group.title ?? group.platformId;
}
