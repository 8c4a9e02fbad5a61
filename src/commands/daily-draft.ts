import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { type Drafted, draftedInWords, mostDrafts } from '../features/integrity/model-drafts.ts';
import type { Context } from './context.ts';
import { draftInWords, toShown } from './daily-drafts.ts';
import type { Output } from './output.ts';

type DraftOptions = { theme?: string; occasion?: string; count: number; by?: string; json?: true };

const usualCount = 3;

/** `daily draft`. */
export function addDailyDraft(daily: Command, { open, output }: Context): void {
  daily
    .command('draft')
    .description('请大模型起草几条寄语，只是草稿：由人审核通过才用，发出时注明 AI 生成')
    .option('--theme <theme>', '主题，寄语库里已有的；不写就选条数最少的')
    .option('--occasion <name>', '为哪个节日或节气写')
    .option('--count <n>', `要几条，1 到 ${mostDrafts}`, readCount, usualCount)
    .option('--by <name>', '谁安排起草的，会记下来')
    .option('--json', '输出 JSON')
    .action(async ({ theme, occasion, count, by, json }: DraftOptions) => {
      const app = await open();
      const asker = by === undefined || by.trim() === '' ? null : by.trim();
      const drafted = await app.draftWithModel({ theme: theme ?? null, occasion: occasion ?? null, count, by: asker });
      if (json) return output.json({ ...drafted, drafts: drafted.drafts.map(toShown) });
      sayDrafted(drafted, output);
    });
}

function readCount(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= mostDrafts) return Number(text);
  throw new AppError('usage/invalid', `--count 应为 1 到 ${mostDrafts} 的整数，收到 “${text}”。`);
}

function sayDrafted(drafted: Drafted, output: Output): void {
  for (const draft of drafted.drafts) output.line(draftInWords(draft));
  output.line(draftedInWords(drafted));
  if (drafted.drafts.length > 0)
    output.line('看过后运行 daily approve 编号 --by 姓名（要改就加 --text "改好的话"），不用的运行 daily reject。');
}
