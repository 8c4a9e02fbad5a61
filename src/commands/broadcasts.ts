import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { fileInWords } from '../domain/file.ts';
import type { ListedBroadcast, ShownBroadcast, ShownDelivery } from '../features/broadcasts/browse.ts';
import type { WaitingByHand } from '../features/broadcasts/by-hand.ts';
import { notTold } from '../features/broadcasts/roll-sheet.ts';
import type { ReminderByHand } from '../features/broadcasts/reminder-desk.ts';
import type { Undecided } from '../features/broadcasts/undecided.ts';
import { stateNames } from '../features/broadcasts/state-names.ts';
import { wayNames } from '../features/broadcasts/way-names.ts';
import type { App } from '../app.ts';
import { addEdit } from './broadcast-edit.ts';
import { addFile } from './broadcast-file.ts';
import { attachmentLine, by, contentOf, countsOf, shorten, timeOf } from './broadcast-lines.ts';
import { addReceipts } from './broadcast-receipts.ts';
import { addSend } from './broadcast-send.ts';
import { seriesTable } from './broadcast-series.ts';
import { addSkipped } from './broadcast-skipped.ts';
import { saySeries } from './broadcast-series-show.ts';
import type { Commands, Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

export const broadcastCommands: Commands = (program, context) => {
  const broadcast = program.command('broadcast').description('群发：一条消息发到许多群');
  addSend(broadcast, context);
  addList(broadcast, context);
  addShow(broadcast, context);
  addReceipts(broadcast, context);
  addEdit(broadcast, context);
  addCancel(broadcast, context);
  addResolve(broadcast, context);
  addSkipped(broadcast, context);
  addFile(broadcast, context);
};

/** A screenful for people; scripts get what they always got. */
const [usuallyListed, mostListed] = [30, 500];

function readLimit(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= mostListed) return Number(text);
  throw new AppError('usage/invalid', `--limit 应为 1 到 ${mostListed} 的整数，收到 “${text}”。`);
}

function addList(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('list')
    .description('列出定期群发、群发和每日寄语，以及结果不明的、等人手工发布的')
    .option('--limit <n>', `最多列出几次，不写就是 ${usuallyListed}（JSON 是 ${mostListed}）`, readLimit)
    .option('--json', '输出 JSON')
    .action(async (options: { limit?: number; json?: true }) => {
      const app = await open();
      const limit = options.limit ?? (options.json ? mostListed : usuallyListed);
      // One more tells whether there are others.
      const [found, waiting] = [await app.broadcasts.list(limit + 1), await app.broadcasts.waiting()];
      const broadcasts = found.slice(0, limit);
      const [undecided, series] = [await app.broadcasts.undecided(), await app.broadcasts.series()];
      const reminders = await app.broadcasts.remindersByHand();
      if (options.json) return output.json({ broadcasts, waiting, undecided, series, reminders });
      const going = series.filter(({ endedAt }) => endedAt === null);
      if (going.length > 0) output.line(`${seriesTable(app, going)}\n`);
      if (broadcasts.length === 0) output.line('还没有群发过。');
      else output.line(tableOf(app, broadcasts));
      if (found.length > limit)
        output.line(`只列出最近 ${limit} 次，更早的用 --limit 多列几次（最多 ${mostListed}）。`);
      if (reminders.length > 0) sayReminders(app, reminders, output);
      if (undecided.length > 0) sayUndecided(undecided, output);
      if (waiting.length > 0) sayWaiting(app, waiting, output);
    });
}

function tableOf(app: App, broadcasts: readonly ListedBroadcast[]): string {
  const rows = broadcasts.map((one) => [
    one.id,
    timeOf(app, Date.parse(one.at)),
    one.kind === 'daily' ? '每日寄语' : `${one.segment ?? ''}${one.urgent === null ? '' : '（加急）'}`,
    one.skipped !== null
      ? `未发：${one.skipped}`
      : one.cancelledAt === null
        ? countsOf(one)
        : `已取消，${countsOf(one)}`,
    contentOf(one),
  ]);
  return formatTable(['编号', '时间', '范围', '进度', '内容'], rows);
}

function sayReminders(app: App, reminders: readonly ReminderByHand[], output: Output): void {
  output.line(
    `\n要人工提醒 ${reminders.length} 次。用 broadcast receipts 编号 看谁还没确认，私下提醒，不要在群里点名。`,
  );
  const rows = reminders.map(({ id, text, until, reason }) => [
    id,
    shorten(text),
    `${timeOf(app, Date.parse(until))} 截止`,
    reason,
  ]);
  output.line(formatTable(['编号', '内容', '截止', '原因'], rows));
}

const reminderNames = {
  planned: '已私聊提醒，或已告诉秘书',
  'by-hand': '没有能私聊的人，请人工提醒',
  unneeded: '不需要，没有未确认的已知成员',
} as const satisfies Record<NonNullable<ListedBroadcast['reminder']>['outcome'], string>;

function sayUndecided(undecided: readonly Undecided[], output: Output): void {
  output.line(
    `\n结果不明 ${undecided.length} 条。请到群里看一眼：在就用 broadcast resolve 投递编号 sent，不在就用 resend 重发。`,
  );
  output.line(
    formatTable(
      ['投递', '群', '内容', '说明'],
      undecided.map((one) => [one.deliveryId, one.group, contentOf(one), one.reason ?? '']),
    ),
  );
}

function sayWaiting(app: App, waiting: readonly WaitingByHand[], output: Output): void {
  output.line(`\n等待手工发布 ${waiting.length} 条。发好一条，就用 broadcast resolve 投递编号 sent 标记。`);
  for (const { deliveryId, group, text, file, until } of waiting) {
    const limit = until === null ? '' : `，${timeOf(app, Date.parse(until))} 前有效`;
    const carried = file && `[要一起发的文件：${fileInWords(file)}，用 broadcast file ${deliveryId} -o . 取出]`;
    const lines = [`—— ${group}（投递 ${deliveryId}${limit}）——`, text, carried ?? ''];
    output.line(`\n${lines.filter((line) => line !== '').join('\n')}`);
  }
}

function addShow(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('show')
    .description('看一次群发到了哪些群，或一个定期群发的安排和各次的情况')
    .argument('<id>', '编号，见 broadcast list')
    .option('--receipts', '列出谁确认了收到（只供秘书处内部查看）')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { receipts?: true; json?: true }) => {
      const app = await open();
      const series = await app.broadcasts.showSeries(id);
      if (series !== null) return options.json ? output.json(series) : saySeries(app, series, output);
      const shown = await app.broadcasts.show(id, { receipts: options.receipts ?? false });
      if (options.json) return output.json(shown);
      for (const line of headOf(app, shown)) output.line(line);
      output.line(`\n${deliveryTable(app, shown)}`);
      if (options.receipts) for (const one of shown.deliveries) output.line(namesOf(app, one));
    });
}

function headOf(app: App, shown: ShownBroadcast): string[] {
  const { receipt, reminder, cancelledAt } = shown;
  const reminded = reminder && `提醒：${timeOf(app, Date.parse(reminder.at))} ${reminderNames[reminder.outcome]}`;
  const asked = receipt && `确认收到：${receipt.reason}，${timeOf(app, Date.parse(receipt.until))} 截止`;
  return [
    ...(shown.text === '' ? [] : [shown.text]),
    ...attachmentLine(shown.file),
    '',
    `时间：${timeOf(app, Date.parse(shown.at))}，最晚 ${timeOf(app, Date.parse(shown.closesAt))}`,
    ...(shown.skipped === null ? [] : [`没有发出：${shown.skipped}`]),
    ...(shown.urgent === null ? [] : [`加急：${shown.urgent}`]),
    ...(asked === null ? [] : [asked]),
    ...(reminded === null ? [] : [reminded]),
    ...(cancelledAt === null ? [] : [`已在 ${timeOf(app, Date.parse(cancelledAt))} 取消`]),
    `进度：${countsOf(shown)}`,
  ];
}

function deliveryTable(app: App, { deliveries }: ShownBroadcast): string {
  const rows = deliveries.map((one) => [
    one.id,
    one.group,
    stateNames[one.state],
    one.sentAt === null ? '' : timeOf(app, Date.parse(one.sentAt)),
    countOr(one.delivered),
    countOr(one.read),
    String(one.acknowledged),
    one.reason ?? (one.mergedInto === null ? '' : '和别的通知合成一条'),
  ]);
  return formatTable(['投递', '群', '状态', '发出时间', '送达', '看过', '收到', '说明'], rows);
}

function countOr(count: number | null): string {
  return count === null ? notTold : String(count);
}

function namesOf(app: App, { group, receipts = [] }: ShownDelivery): string {
  const names = receipts
    .filter(({ kind }) => kind === 'acknowledged')
    .map(({ name, at, late, way }) => {
      const marks = [way === null ? '' : wayNames[way], late ? '迟到' : ''].filter((mark) => mark !== '');
      const remark = marks.length === 0 ? '' : `（${marks.join('，')}）`;
      return `  ${timeOf(app, Date.parse(at))} ${name}${remark}`;
    });
  return `\n${group}：${names.length} 人确认收到\n${names.join('\n')}`.trimEnd();
}

function addCancel(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('cancel')
    .description('取消一次群发，或结束一个定期群发：还没发出的不再发')
    .argument('<id>', '编号，见 broadcast list')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { json?: true }) => {
      const { series, caught, sent, inFlight } = await (await open()).broadcasts.cancel(id, by);
      if (options.json) return output.json({ id, series, caught, sent, inFlight });
      const going = inFlight === 0 ? '' : `，${inFlight} 个群正在发送中`;
      if (series) output.line('定期群发已结束，以后不再发。');
      if (series && caught + sent + inFlight === 0) return;
      output.line(`已取消：${caught} 个群不会再收到，${sent} 个群此前已经收到${going}。`);
    });
}

function addResolve(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('resolve')
    .description('处理一条结果不明的投递，或标记手工发布的已经发好')
    .argument('<delivery>', '投递编号，见 broadcast show 或 broadcast list；合成一条发布的几个用逗号隔开')
    .argument('<sent|resend>', 'sent：已经送达；resend：没有送达，再发一次')
    .option('--json', '输出 JSON')
    .action(async (deliveryId: string, as: string, options: { json?: true }) => {
      if (as !== 'sent' && as !== 'resend')
        throw new AppError('usage/invalid', `请写 sent（已送达）或 resend（重发），收到 “${as}”。`);
      await (await open()).broadcasts.resolve(deliveryId, as, by);
      if (options.json) return output.json({ deliveryId, resolved: as });
      output.line(as === 'sent' ? '已标记为送达。' : '已安排重发，服务运行时随即发出。');
    });
}
