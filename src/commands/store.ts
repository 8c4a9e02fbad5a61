import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { clockOf } from '../app/clock.ts';
import { AppError } from '../base/errors.ts';
import type { ChannelUse } from '../app/channel-use.ts';
import type { Finding } from '../app/examine.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';

const marks = { ok: '正常', warn: '注意', fail: '故障', off: '未用' } as const;

export const storeCommands: Commands = (program, context) => {
  const { config, open, output } = context;
  program
    .command('backup')
    .description('把全部数据备份成一个文件；服务运行时也可以')
    .argument('<file>', '备份文件')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: { json?: true }) => {
      const { stop: signal } = context;
      const { backup } = await import('../app/safekeeping.ts');
      const made = await backup(config(), clockOf(config()), { file: resolve(file), signal }).catch(
        (error: unknown) => {
          if (!signal.aborted) throw error;
          throw new AppError('input/invalid', '备份没有做完就中断了，没有留下文件，请再做一次。', { cause: error });
        },
      );
      if (options.json) output.json(made);
      else output.line(`已备份 ${made.rows} 条记录和 ${made.originals} 份资料原件到 ${file}。`);
    });
  program
    .command('restore')
    .description('从备份文件恢复全部数据；恢复前自动备份现有数据')
    .argument('<file>', '备份文件')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: { json?: true }) => {
      const { restore } = await import('../app/safekeeping.ts');
      const done = await restore(config(), clockOf(config()), resolve(file));
      if (options.json) output.json(done);
      else
        output.line(
          `已从 ${file} 恢复 ${done.rows} 条记录和 ${done.originals} 份资料原件。${done.savedTo === null ? '' : `原来的数据备份在 ${done.savedTo}。`}`,
        );
    });
  program
    .command('doctor')
    .description('检查设置、存储、知识库和各渠道：哪些正常，该做什么')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const parts = await findings(config, open);
      const channels = await use(open, parts);
      if (options.json) output.json({ parts, channels });
      else {
        output.line(
          formatTable(
            ['部分', '状态', '说明', '建议'],
            parts.map((part) => [part.name, marks[part.state], part.detail, part.action ?? '']),
          ),
        );
        for (const line of channels.flatMap(useLines)) output.line(line);
      }
      const broken = new Set(parts.filter(({ state }) => state === 'fail').map(({ name }) => name));
      if (broken.size > 0)
        throw new AppError('input/invalid', `有 ${broken.size} 个部分不正常：${[...broken].join('、')}。`);
    });
};

/** What stops the program from opening is a finding like any other. */
async function findings(config: Context['config'], open: Context['open']): Promise<Finding[]> {
  try {
    config();
  } catch (error) {
    return [failed('settings', error, '改正列出的设置')];
  }
  const settings = examineSettings(config().knowledgeDir);
  try {
    return [settings, ...(await (await open()).examine())];
  } catch (error) {
    return [settings, failed('store', error, '按说明处理后再运行 doctor')];
  }
}

/** Nothing where the store does not open; what is wrong with it is said. */
async function use(open: Context['open'], parts: readonly Finding[]): Promise<ChannelUse[]> {
  if (parts.some(({ name, state }) => (name === 'store' || name === 'settings') && state === 'fail')) return [];
  return (await open()).channelUse();
}

function useLines({ id, limits, sent, rates, today }: ChannelUse): string[] {
  const full = today.most.filter(({ sent: got }) => got >= today.cap).map(({ group }) => group);
  return [
    `${id} 的限额：${limits.join('；')}`,
    `${id} 的用量：最近一分钟 ${sent.minute} 条，一小时 ${sent.hour} 条，24 小时 ${sent.day} 条`,
    ...rates.map(({ limit, max, used }) => `  ${limit}，现在用了 ${used} 条（${Math.round((used / max) * 100)}%）`),
    `  接收群发的群 ${today.groups} 个，每群每天最多 ${today.cap} 条，今天已满 ${today.full} 个${full.length === 0 ? '' : `：${full.join('、')}`}`,
  ];
}

function examineSettings(knowledgeDir: string): Finding {
  if (existsSync(knowledgeDir)) return { name: 'settings', state: 'ok', detail: '设置没有问题', action: null };
  const detail = `没有资料文件夹 ${knowledgeDir}`;
  return { name: 'settings', state: 'warn', detail, action: '检查 KNOWLEDGE_DIR，或建好这个文件夹' };
}

function failed(name: string, error: unknown, action: string): Finding {
  if (!(error instanceof AppError)) throw error;
  return { name, state: 'fail', detail: error.message, action };
}
