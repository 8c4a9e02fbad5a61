import type { Command } from 'commander';
import { formatInstant } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import { type Role, roles } from '../domain/user.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';
import { askSecretly, readFirstLine } from './secret-input.ts';

const roleNames = { secretary: '秘书', staff: '工作人员', admin: '管理员' } as const satisfies Record<Role, string>;

export const userCommands: Commands = (program, context) => {
  const users = program.command('users').description('秘书处的账号');
  addAdd(users, context);
  addList(users, context);
  addDisable(users, context);
  addCode(users, context);
  addPassword(users, context);
  addTotpReset(users, context);
};

function addAdd(users: Command, { open, output }: Context): void {
  users
    .command('add')
    .description('新建一个账号')
    .argument('<name>', '名字，不超过 20 个字；群发会记下它')
    .requiredOption('--role <role>', '身份：secretary（秘书，可群发）、staff（工作人员）、admin（管理员，可群发）')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { role: string; json?: true }) => {
      const role = readRole(options.role);
      const user = await (await open()).accounts.add(name, role);
      if (options.json) return output.json({ user });
      output.line(
        `已新建${roleNames[role]}账号 ${user.name}。用 users code ${user.name} 取绑定码，就能在聊天里使用；用 users password ${user.name} 设密码，就能登录。`,
      );
    });
}

function addList(users: Command, { open, output }: Context): void {
  users
    .command('list')
    .description('列出账号')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const { accounts, config } = await open();
      const list = await accounts.list();
      if (options.json) return output.json({ users: list });
      if (list.length === 0) return output.line('还没有账号，请用 users add 新建。');
      const rows = list.map(({ name, role, disabled, bound, createdAt }) => [
        name,
        roleNames[role],
        disabled ? '已停用' : '启用',
        String(bound),
        formatInstant(Date.parse(createdAt), config.timeZone),
      ]);
      output.line(formatTable(['名字', '身份', '状态', '已绑定', '新建时间'], rows));
    });
}

function addDisable(users: Command, { open, output }: Context): void {
  users
    .command('disable')
    .description('停用一个账号：已登录的立即退出，聊天里绑定它的人不再有权限（--off 恢复）')
    .argument('<name>', '名字，见 users list')
    .option('--off', '恢复')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { off?: true; json?: true }) => {
      const user = await (await open()).accounts.setDisabled(name, !options.off);
      if (options.json) return output.json({ user });
      output.line(options.off ? `账号 ${user.name} 已恢复。` : `账号 ${user.name} 已停用。`);
    });
}

function addCode(users: Command, { open, output }: Context): void {
  users
    .command('code')
    .description('取一次性的绑定码；本人私聊机器人发“/绑定 绑定码”，就在聊天里有了这个账号的权限')
    .argument('<name>', '名字，见 users list')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { json?: true }) => {
      const { accounts, config } = await open();
      const issued = await accounts.issueCode(name);
      if (options.json) return output.json(issued);
      const until = formatInstant(Date.parse(issued.expiresAt), config.timeZone);
      output.line(`${issued.code}\n只显示这一次，${until} 前有效，用一次就作废。`);
      output.line(`请 ${issued.name} 本人私聊机器人发：/绑定 ${issued.code}`);
    });
}

function addPassword(users: Command, { open, output }: Context): void {
  users
    .command('password')
    .description('设置一个账号的登录密码（至少 10 个字符）；这个账号已登录的都会退出')
    .argument('<name>', '名字，见 users list')
    .option('--stdin', '从标准输入读第一行作为密码，不在终端里问')
    .option('--temporary', '临时密码：本人登录后要先改掉才能做别的')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { stdin?: true; temporary?: true; json?: true }) => {
      const { accounts } = await open();
      const password = options.stdin ? await readFirstLine() : await askTwice(name);
      const mustChange = options.temporary ?? false;
      await accounts.setPassword(name, password, { mustChange });
      if (options.json) return output.json({ name, mustChange });
      output.line(`账号 ${name} 的密码已设好，之前登录的都已退出。`);
    });
}

function addTotpReset(users: Command, { open, output }: Context): void {
  users
    .command('totp-reset')
    .description('手机丢了：关掉一个账号的手机验证器和恢复码；这个账号已登录的都会退出')
    .argument('<name>', '名字，见 users list')
    .option('--json', '输出 JSON')
    .action(async (name: string, options: { json?: true }) => {
      await (await open()).accounts.resetAuthenticator(name);
      if (options.json) return output.json({ name });
      output.line(`账号 ${name} 的手机验证器已关掉，现在只用密码登录；请本人登录后重新设置。`);
    });
}

async function askTwice(name: string): Promise<string> {
  const [password = '', again] = await askSecretly([`${name} 的新密码（输入时不显示）：`, '再输一遍：']);
  if (password === again) return password;
  throw new AppError('input/invalid', '两次输入的不一样，密码没有改。');
}

function readRole(written: string): Role {
  const role = roles.find((one) => one === written);
  if (role !== undefined) return role;
  throw new AppError('usage/invalid', `--role 应为 ${roles.join('、')} 之一，收到 “${written}”。`);
}
