import type { Command } from 'commander';
import { readInstant } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { NewBroadcast } from '../domain/broadcast.ts';
import type { Draft } from '../features/broadcasts/draft.ts';
import { firstSentAt } from '../features/broadcasts/outlook.ts';
import { readFileOption } from './broadcast-file.ts';
import { by, timeOf } from './broadcast-lines.ts';
import { sayPreview } from './broadcast-preview.ts';
import { assertAlone, readSeriesOptions, type Said, type SendOptions, sendSeries } from './broadcast-series.ts';
import type { Context } from './context.ts';

export function addSend(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('send')
    .description('安排一次群发')
    .argument(
      '[text]',
      '内容，带了文件可以不写，不超过 4000 个字；可以写 {群名}、{协会}（群所属的组织；没有归到组织的，取自群名）、{日期}、{星期}，大括号本身写两遍',
    )
    .requiredOption(
      '--to <segment>',
      '发到哪些群：all、tag:标签（群的，或它所属组织的）、org:组织（连同所有下级）、group:群编号，几个之间用逗号隔开',
    )
    .option('--file <path>', '带一个文件：pdf、Office 文档、txt、csv、md、图片或 zip，不超过 20 MB')
    .option('--at <time>', '什么时候发（YYYY-MM-DD HH:MM 或 ISO 时间），不写就是现在')
    .option('--until <time>', '到什么时候还没发出就不再发，不写就是 12 小时')
    .option('--urgent <reason>', '加急：免打扰时段也发，不受每天条数限制；写明为什么，会记入操作记录')
    .option('--receipt <reason>', '请大家回复“收到”，并写明为什么')
    .option('--receipt-until <time>', '确认收到的截止时间，不写就是三天')
    .option('--cron <expr>', '定期群发：分 时 日 月 星期五项，如 0 9 * * 1（每周一 9 点），最多一小时一次')
    .option(
      '--days <which>',
      '定期群发的日子：all（每天，默认）、workdays（工作日，含调休）、before-holidays（节前三天）',
    )
    .option('--from <date>', '定期群发从哪天开始（YYYY-MM-DD）')
    .option('--until-date <date>', '定期群发到哪天为止，含当天')
    .option('--window <hours>', '定期群发每次到点后多少小时内还可以补发，不写就是 12')
    .option('--receipt-within <hours>', '定期群发每次到点后多少小时内确认收到算及时，不写就是三天')
    .option('--dry-run', '只看会发到哪些群、各是什么内容，不安排')
    .option('--json', '输出 JSON')
    .action(async (written: string | undefined, options: SendOptions) => {
      const said = { text: readText(written, options), file: await readFileOption(options.file) };
      const app = await open();
      if (options.cron !== undefined)
        return sendSeries(app, readSeriesOptions(said, options, options.cron), { ...options, output });
      assertAlone(options);
      if (options.dryRun)
        return sayPreview(app, await app.broadcasts.preview(readSend(app, said, options)), { ...options, output });
      await app.rooms.enrollNew();
      const { broadcast, deliveries, skipped, byHand } = await app.broadcasts.plan(readSend(app, said, options));
      if (options.json) return output.json({ id: broadcast.id, deliveries, skipped, byHand });
      const notes = [
        skipped > 0 ? `其中 ${skipped} 个群不会收到，原因见 broadcast show` : '',
        byHand > 0 ? `其中 ${byHand} 个群要手工发布，内容见 broadcast list` : '',
      ].filter((note) => note !== '');
      output.line(`已安排发往 ${deliveries} 个群，${whenSent(app, broadcast)}。编号 ${broadcast.id}`);
      for (const note of notes) output.line(`${note}。`);
    });
}

function whenSent(app: App, broadcast: NewBroadcast): string {
  const now = app.clock.now();
  const sentAt = firstSentAt(app.config, broadcast, now);
  if (sentAt > Math.max(now, broadcast.at)) return `免打扰时段过后 ${timeOf(app, sentAt)} 起发出`;
  return broadcast.at <= now ? '服务运行时随即发出' : `${timeOf(app, broadcast.at)} 发出`;
}

function readText(written: string | undefined, { file }: SendOptions): string {
  if (written === undefined && file === undefined)
    throw new AppError('usage/invalid', '请写要发的内容，或用 --file 带一个文件。');
  return written ?? '';
}

function readSend(app: App, { text, file }: Said, options: SendOptions): Draft {
  if (options.receiptUntil !== undefined && options.receipt === undefined)
    throw new AppError('usage/invalid', '--receipt-until 要和 --receipt 一起用，请写明为什么要大家确认收到。');
  const receipt =
    options.receipt === undefined
      ? null
      : { reason: options.receipt, until: readTime(app, '--receipt-until', options.receiptUntil) };
  const [at, until] = [readTime(app, '--at', options.at), readTime(app, '--until', options.until)];
  return { text, ...(file && { file }), to: options.to, at, until, receipt, urgent: options.urgent ?? null, by };
}

export function readTime({ config }: App, option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const instant = readInstant(text, config.timeZone);
  if (instant !== null) return instant;
  throw new AppError('usage/invalid', `${option} 应写成 YYYY-MM-DD HH:MM 或 ISO 时间，收到 “${text}”。`);
}
