import { resolve } from 'node:path';
import { operator } from '../domain/audit.ts';
import { auditActionName } from '../console/audit-words.ts';
import type { Commands } from './context.ts';
import { formatTable } from './output.ts';
import { type PeriodOptions, readPeriod } from './read-period.ts';

type PackOptions = PeriodOptions & { output: string; withContacts?: true; files?: true; json?: true };

const usualDays = 365;

export const packCommands: Commands = (program, { open, output }) => {
  program
    .command('pack')
    .description(
      '迎检材料：一段时间的寄语、群发、诉求和办理过程、提问、操作记录，成一个文件夹或压缩包（docx、xlsx、csv、诉求的照片和文件、校验值）',
    )
    .option('--from <date>', `从哪天起（YYYY-MM-DD），不写就是最近 ${usualDays} 天`)
    .option('--to <date>', '到哪天为止，含当天，不写就是今天')
    .option('--with-contacts', '姓名、电话不打码，并附上诉求的照片和文件（会记入操作记录）')
    .option('--files', '附上诉求的照片和文件，按编号存放；它们的内容无法打码（会记入操作记录）')
    .requiredOption('-o, --output <folder>', '新建哪个文件夹，或写 .zip 文件名')
    .option('--json', '输出 JSON')
    .action(async ({ output: written, withContacts, files: withFiles, json, ...period }: PackOptions) => {
      const app = await open();
      const folder = resolve(written);
      const { files, leftOut } = await app.ledgers.writePack({
        place: folder,
        period: readPeriod(app, period, usualDays),
        contacts: withContacts === true,
        files: withContacts === true || withFiles === true,
        who: operator,
        actionName: auditActionName,
      });
      if (json) return output.json({ folder, files, leftOut });
      output.line(
        formatTable(
          ['文件', '字节', 'SHA-256'],
          files.map(({ name, bytes, sha256 }) => [name, String(bytes), sha256]),
        ),
      );
      output.line(`已导出到 ${written}，校验值在 SHA256SUMS.txt。`);
      if (leftOut > 0) output.line(`诉求的照片和文件有 ${leftOut} 个，内容无法打码，只列了清单；要附上请加 --files。`);
    });
};
