import type { Preview } from '../features/broadcasts/preview.ts';
import { unspokenWay } from '../features/broadcasts/unspoken.ts';
import type { App } from '../app.ts';
import { attachmentLine, shorten, timeOf } from './broadcast-lines.ts';
import { formatTable, type Output } from './output.ts';

export function sayPreview(app: App, preview: Preview, { output, json }: { output: Output; json?: true }): void {
  if (json) return output.json(preview);
  const { groups, skipped, dailyCap } = preview;
  const [at, closesAt] = [preview.at, preview.closesAt].map((time) => timeOf(app, Date.parse(time)));
  output.line(`只是预览，没有安排。会发到 ${groups.length} 个群，${at} 起，最晚 ${closesAt}。`);
  if (preview.waits) output.line(`那时是免打扰时段，要等到 ${at} 才发出。`);
  if (preview.urgent !== null) output.line(`加急（${preview.urgent}）：免打扰时段也发，不受每天条数限制。`);
  for (const line of attachmentLine(preview.file)) output.line(line);
  const [first] = groups;
  if (first !== undefined && first.text !== '') output.line(`\n—— ${first.group} 看到的 ——\n${first.text}\n`);
  const rows = groups.map(({ groupId, group, channel, messages, byHand, text, sentToday, mergesWith, buttonApart }) => [
    groupId,
    group,
    channel,
    byHand
      ? '手工发布'
      : mergesWith > 0
        ? `和另外 ${mergesWith} 条合成一条`
        : `${messages} 条${buttonApart ? '，按钮另一条' : ''}`,
    `${sentToday}/${dailyCap}`,
    shorten(text),
  ]);
  if (rows.length > 0) output.line(formatTable(['编号', '群', '渠道', '消息数', '今天已收', '内容'], rows));
  const unspoken = groups.filter((group) => group.unspoken);
  if (unspoken.length > 0) {
    output.line(`\n${unspoken.length} 个群现在发不进去（${unspokenWay}）：`);
    const names = unspoken.map(({ groupId, group, channel }) => [groupId, group, channel]);
    output.line(formatTable(['编号', '群', '渠道'], names));
  }
  if (skipped.length === 0) return;
  output.line(`\n${skipped.length} 个群不会收到：`);
  output.line(
    formatTable(
      ['编号', '群', '原因'],
      skipped.map(({ groupId, group, reason }) => [groupId, group, reason]),
    ),
  );
}
