import { resolve } from 'node:path';
import type { Commands } from './context.ts';
import { formatTable } from './output.ts';

const marks = { ok: '正常', warn: '注意', fail: '故障', off: '未用' } as const;

export const storeCommands: Commands = (program, { open, output }) => {
  program
    .command('backup')
    .description('把全部数据备份成一个文件；服务运行时也可以')
    .argument('<file>', '备份文件')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: { json?: true }) => {
      const made = await (await open()).backup(resolve(file));
      if (options.json) output.json(made);
      else output.line(`已备份到 ${file}。`);
    });
  program
    .command('restore')
    .description('从备份文件恢复全部数据；恢复前自动备份现有数据')
    .argument('<file>', '备份文件')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: { json?: true }) => {
      const done = await (await open()).restore(resolve(file));
      if (options.json) output.json(done);
      else output.line(`已从 ${file} 恢复。`);
    });
  program
    .command('doctor')
    .description('检查设置、存储、知识库和各渠道：哪些正常，该做什么')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const parts = await (await open()).examine();
      if (options.json) output.json({ parts });
      else
        output.line(
          formatTable(
            ['部分', '状态', '说明', '建议'],
            parts.map((part) => [part.name, marks[part.state], part.detail, part.action ?? '']),
          ),
        );
    });
};
