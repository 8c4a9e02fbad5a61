import type { Command } from 'commander';
import type { DailyDraft } from '../ports/daily-drafts.ts';
import { generatedLabel } from '../features/integrity/wording.ts';
import type { Context } from './context.ts';

type AddOptions = { theme: string; occasion?: string; source?: string; by: string; json?: true };
type Decision = { by: string; json?: true };

/** `daily add`, `drafts`, `approve` and `reject`. */
export function addDailyDrafts(daily: Command, { open, output }: Context): void {
  const show = (draft: DailyDraft, json: true | undefined, line: string): void =>
    json ? output.json(toShown(draft)) : output.line(line);

  daily
    .command('add')
    .description('写一条自己的寄语，由另一个人审核后使用')
    .argument('<text>', '寄语，最多 120 个字')
    .requiredOption('--theme <theme>', '主题，如 诚信经营')
    .requiredOption('--by <name>', '作者的姓名')
    .option('--occasion <name>', '只在这个节日或节气用')
    .option('--source <source>', '引用的出处')
    .option('--json', '输出 JSON')
    .action(async (text: string, { theme, by, occasion, source, json }: AddOptions) => {
      const message = { text, theme, by, occasion: occasion ?? null, source: source ?? null };
      const draft = await (await open()).drafts.add(message);
      show(draft, json, `已记为 ${draft.id}，请另一个人运行 daily approve ${draft.id} --by 姓名 审核。`);
    });
  daily
    .command('drafts')
    .description('列出待审的寄语')
    .option('--json', '输出 JSON')
    .action(async ({ json }: { json?: true }) => {
      const drafts = await (await open()).drafts.list();
      if (json) return output.json({ drafts: drafts.map(toShown) });
      if (drafts.length === 0) return output.line('没有待审的寄语。');
      for (const draft of drafts) output.line(draftInWords(draft));
    });
  daily
    .command('approve')
    .description('审核通过一条寄语，之后就会用到；作者不能审核自己的，AI 起草的由一个人审核')
    .argument('<id>', '编号，如 own-0001')
    .requiredOption('--by <name>', '审核人的姓名')
    .option('--text <text>', 'AI 起草的：改成这样再通过')
    .option('--json', '输出 JSON')
    .action(async (id: string, { by, text, json }: Decision & { text?: string }) => {
      const draft = await (await open()).drafts.approve(id, by, text);
      const label = draft.generated ? `，发出时注明“${generatedLabel}”` : '';
      show(draft, json, `${id} 已审核通过，进入寄语库${label}。`);
    });
  daily
    .command('reject')
    .description('退回一条寄语，不会使用')
    .argument('<id>', '编号，如 own-0001')
    .requiredOption('--by <name>', '退回人的姓名')
    .requiredOption('--reason <text>', '退回的原因')
    .option('--json', '输出 JSON')
    .action(async (id: string, { by, reason, json }: Decision & { reason: string }) => {
      const draft = await (await open()).drafts.reject(id, { by, reason });
      show(draft, json, `${id} 已退回。`);
    });
}

export function toShown({ createdAt, decidedAt, ...draft }: DailyDraft) {
  const decided = decidedAt === null ? null : new Date(decidedAt).toISOString();
  return { ...draft, createdAt: new Date(createdAt).toISOString(), decidedAt: decided };
}

export function draftInWords({ id, theme, occasion, text, source, generated, createdBy }: DailyDraft): string {
  const label = generated ? ' 〔AI 生成〕' : '';
  const head = `${id} ${theme}${occasion === null ? '' : ` ${occasion}`}（${createdBy}）${label}`;
  return `${head}\n  ${text}${source === null ? '' : ` ——${source}`}\n`;
}
