import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { operator } from '../domain/audit.ts';
import type { ErasureCounts } from '../domain/erasure.ts';
import type { WhoIsMeant } from '../features/directory/privacy-desk.ts';
import type { Commands, Context } from './context.ts';
import type { Output } from './output.ts';

const countNames = {
  members: '成员账号',
  people: '通讯录',
  bindings: '绑定',
  cases: '诉求（留下内容，去掉姓名和联系方式）',
  messages: '聊天记录',
  questions: '待答问题',
  deliveries: '发给本人的消息',
  receipts: '收到记录（留下次数，去掉姓名）',
} as const satisfies Record<keyof ErasureCounts, string>;

const kept = `
保留的：诉求的编号、类别、状态、内容大意和办理过程（去掉姓名、电话、邮箱），操作记录（只增不改），
拒收短信的号码（为了今后不再发给本人），别人话里提到的姓名（其中的电话一并去掉）。此前的备份里仍有原来的内容，请按保存期限另行删除；
用那些备份恢复以后要再删一次。诉求的附件一并删除。`;

type EraseOptions = { member?: string; phone?: string; yes?: true; json?: true };

export const privacyCommands: Commands = (program, context) => {
  const privacy = program.command('privacy').description('个人信息：按人删除，按期限清理');
  addErase(privacy, context);
  addRetention(privacy, context);
};

function addErase(privacy: Command, { open, output }: Context): void {
  privacy
    .command('erase')
    .description('删除一个人的信息；不写 --yes 只看会删多少')
    .option('--member <id>', '成员编号，见 members list')
    .option('--phone <number>', '电话号码')
    .option('--yes', '确认删除，删了不能恢复')
    .option('--json', '输出 JSON')
    .addHelpText('after', kept)
    .action(async (options: EraseOptions) => {
      const dryRun = options.yes !== true;
      const done = await (await open()).ledgers.privacy.erase(readWho(options), { dryRun, who: operator });
      if (options.json) return output.json({ erased: !dryRun, ...done });
      output.line(`${dryRun ? '将要删除' : '已删除'}：${done.names.join('、')}`);
      sayCounts(output, done.counts, dryRun);
    });
}

function addRetention(privacy: Command, { open, output }: Context): void {
  privacy
    .command('retention')
    .description('清理早于若干天的个人信息：已办结的诉求、聊天记录、已答的问题、收到记录；不写 --yes 只看会清理多少')
    .requiredOption('--days <days>', '保存多少天，不少于 30')
    .option('--yes', '确认清理，清理了不能恢复')
    .option('--json', '输出 JSON')
    .addHelpText('after', kept)
    .action(async (options: { days: string; yes?: true; json?: true }) => {
      const dryRun = options.yes !== true;
      const done = await (await open()).ledgers.privacy.expire(Number(options.days), { dryRun, who: operator });
      if (options.json) return output.json({ erased: !dryRun, ...done });
      sayCounts(output, done.counts, dryRun);
    });
}

function readWho({ member, phone }: EraseOptions): WhoIsMeant {
  if (member !== undefined && phone === undefined) return { member };
  if (phone !== undefined && member === undefined) return { phone };
  throw new AppError('usage/invalid', '请写 --member 或 --phone，只写一个。');
}

function sayCounts(output: Output, counts: ErasureCounts, dryRun: boolean): void {
  for (const [name, label] of Object.entries(countNames)) {
    const count = counts[name as keyof ErasureCounts];
    if (count > 0) output.line(`  ${label} ${count}`);
  }
  output.line(dryRun ? '还没有删除；确认请加 --yes。' : '已经完成。此前的备份里仍有这些内容，请按保存期限另行删除。');
}
