import { readDay } from '../base/calendar.ts';
import type { Command } from 'commander';
import { generatedLabel } from '../features/integrity/wording.ts';
import type { Context } from './context.ts';

/** `daily fix`, `unfix`, `skip` and `unskip`. */
export function addDayOrders(daily: Command, { open, output }: Context): void {
  const day = (name: string, description: string): Command =>
    daily.command(name).description(description).argument('<date>', '哪天（YYYY-MM-DD）').option('--json', '输出 JSON');

  day('fix', '指定一天用哪条寄语')
    .argument('<message>', '寄语编号，如 credit-001')
    .action(async (date: string, messageId: string, { json }: { json?: true }) => {
      const { orders } = await open();
      const message = await orders.fix(readDay(date), messageId);
      if (json) output.json({ date, messageId });
      else output.line(`${date} 将发 ${messageId}：${message.text}${message.generated ? `（${generatedLabel}）` : ''}`);
    });
  day('unfix', '取消指定，当天的寄语重新按规则选').action(async (date: string, { json }: { json?: true }) => {
    await (await open()).orders.unfix(readDay(date));
    if (json) output.json({ date });
    else output.line(`${date} 的寄语不再指定，到时按规则选。`);
  });
  day('skip', '一天不发寄语')
    .option('--reason <text>', '为什么不发，会记在投递记录里，只给工作人员看', '')
    .option('--tell <text>', '成员问“寄语”时告诉他们的原因，如 国家公祭日；不写就只说今天不发', '')
    .action(async (date: string, { reason, tell, json }: { reason: string; tell: string; json?: true }) => {
      await (await open()).orders.skip(readDay(date), reason.trim(), tell.trim());
      if (json) output.json({ date, reason: reason.trim(), tell: tell.trim() });
      else output.line(`${date} 不发寄语。`);
    });
  day('unskip', '取消不发，当天照常发寄语').action(async (date: string, { json }: { json?: true }) => {
    await (await open()).orders.unskip(readDay(date));
    if (json) output.json({ date });
    else output.line(`${date} 照常发寄语；如果当天已经记为不发，请用 daily send --date ${date} 补发。`);
  });
}
