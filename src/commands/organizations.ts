import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { type OrganizationKind, organizationKinds } from '../domain/organization-kind.ts';
import type { ListedOrganization } from '../features/directory/organization-desk.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';
import { readTags } from './tags.ts';

const kindNames = {
  committee: '工委',
  party_committee: '综合党委',
  association: '协会商会',
} as const satisfies Record<OrganizationKind, string>;

const which = '名称、路径的末尾（如 综合党委/餐饮协会）或编号，见 organizations list';

export const organizationCommands: Commands = (program, context) => {
  const organizations = program
    .command('organizations')
    .description('组织：工委、综合党委、协会商会，一级管一级；群和通讯录里的人归到组织');
  addList(organizations, context);
  addAdd(organizations, context);
  addMove(organizations, context);
  addRename(organizations, context);
  addTag(organizations, context);
  addRemove(organizations, context);
};

function addList(organizations: Command, { open, output }: Context): void {
  organizations
    .command('list')
    .description('列出组织，下级缩进在上级下面')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const list = await (await open()).organizations.list();
      if (options.json) return output.json({ organizations: list });
      if (list.length === 0)
        return output.line('还没有组织。用 organizations add 新建，或用 people import 从表格导入。');
      const rows = list.map(({ depth, name, kind, id, groups, people, tags }) => [
        `${'  '.repeat(depth)}${name}`,
        kindNames[kind],
        id,
        String(groups),
        String(people),
        tags.join(','),
      ]);
      output.line(formatTable(['名称', '类别', '编号', '群', '人', '标签'], rows));
    });
}

type AddOptions = { parent?: string; kind?: string; tag?: string[]; json?: true };

function addAdd(organizations: Command, context: Context): void {
  organizations
    .command('add')
    .description('新建一个组织')
    .argument('<name>', '名称，不超过 60 个字')
    .option('--parent <organization>', `上级：${which}；不写就是最上一级`)
    .option(
      '--kind <kind>',
      '类别：committee（工委）、party_committee（综合党委）、association（协会商会）；不写就看名称',
    )
    .option('--tag <tag...>', '标签；群发给 tag:标签 时，归到这个组织的群也会收到')
    .option('--json', '输出 JSON')
    .action(async (name: string, { parent, kind, tag = [], json }: AddOptions) => {
      const wanted = {
        name,
        parent: parent ?? null,
        kind: kind === undefined ? null : readKind(kind),
        tags: readTags(tag),
      };
      say(context, await (await context.open()).organizations.add(wanted), { json, done: '已新建' });
    });
}

function addMove(organizations: Command, context: Context): void {
  organizations
    .command('move')
    .description('换一个上级，连同所有下级（不写上级就移到最上一级）')
    .argument('<organization>', which)
    .argument('[parent]', '新的上级')
    .option('--json', '输出 JSON')
    .action(async (name: string, parent: string | undefined, { json }: { json?: true }) => {
      say(context, await (await context.open()).organizations.move(name, parent ?? null), { json, done: '已移到' });
    });
}

function addRename(organizations: Command, context: Context): void {
  organizations
    .command('rename')
    .description('改名称；群、人和定期群发都跟着它')
    .argument('<organization>', which)
    .argument('<name>', '新的名称')
    .option('--json', '输出 JSON')
    .action(async (name: string, written: string, { json }: { json?: true }) => {
      say(context, await (await context.open()).organizations.rename(name, written), { json, done: '已改名为' });
    });
}

function addTag(organizations: Command, context: Context): void {
  organizations
    .command('tag')
    .description('给组织设置标签（替换原有标签；不写标签即清空）。标签只管归到它自己的群，不管下级')
    .argument('<organization>', which)
    .argument('[tag...]', '标签')
    .option('--json', '输出 JSON')
    .action(async (name: string, tags: string[], { json }: { json?: true }) => {
      const organization = await (await context.open()).organizations.tag(name, readTags(tags));
      const done = tags.length === 0 ? '已清空标签：' : `已设标签 ${organization.tags.join('、')}：`;
      say(context, organization, { json, done });
    });
}

function addRemove(organizations: Command, { open, output }: Context): void {
  organizations
    .command('remove')
    .description('删除一个组织；里面还有下级、群或人时不删')
    .argument('<organization>', which)
    .option('--json', '输出 JSON')
    .action(async (name: string, { json }: { json?: true }) => {
      const { id, name: removed } = await (await open()).organizations.remove(name);
      if (json) return output.json({ id, removed: true });
      output.line(`已删除 ${removed}。`);
    });
}

function say(
  { output }: Context,
  organization: ListedOrganization,
  { json, done }: { json: true | undefined; done: string },
): void {
  if (json) return output.json({ organization });
  output.line(`${done} ${organization.path}（${kindNames[organization.kind]}，${organization.id}）。`);
}

function readKind(written: string): OrganizationKind {
  const kind = organizationKinds.find((one) => one === written);
  if (kind !== undefined) return kind;
  throw new AppError('usage/invalid', `--kind 应为 ${organizationKinds.join('、')} 之一，收到 “${written}”。`);
}
