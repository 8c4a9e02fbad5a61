import { type Command, Option } from 'commander';
import { AppError } from '../base/errors.ts';
import type { SmsDraft } from '../features/broadcasts/sms-plan.ts';
import type { ListedSmsTemplate, SmsLeftOut, SmsPreview } from '../features/broadcasts/sms-desk.ts';
import type { App } from '../app.ts';
import { by, timeOf } from './broadcast-lines.ts';
import { readTime } from './broadcast-send.ts';
import type { Commands, Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

export const smsCommands: Commands = (program, context) => {
  const sms = program.command('sms').description('短信：用审核通过的模板，发给通讯录里同意接收的人');
  addSend(sms, context);
  addTemplates(sms, context);
};

type SendOptions = {
  template?: string;
  param?: readonly string[];
  to: string;
  at?: string;
  until?: string;
  text?: string;
  dryRun?: true;
  json?: true;
};

function addSend(sms: Command, { open, output }: Context): void {
  sms
    .command('send')
    .description('安排一次短信；进度、取消和结果不明的处理同群发，见 broadcast')
    .allowExcessArguments()
    .option('--template <name>', '用哪个模板，见 sms templates')
    .option('--param <name=value>', '填一个变量，几个就写几次；姓名、职务、单位由通讯录填上', collect)
    .requiredOption(
      '--to <segment>',
      '发给通讯录里的哪些人：all、org:组织（含下级）、tag:组织的标签，几个之间用逗号隔开',
    )
    .option('--at <time>', '什么时候发（YYYY-MM-DD HH:MM 或 ISO 时间），不写就是现在')
    .option('--until <time>', '到什么时候还没发出就不再发，不写就是 12 小时')
    .option('--dry-run', '只看谁会收到什么、谁不会收到，不安排')
    .option('--json', '输出 JSON')
    .addOption(new Option('--text <text>').hideHelp())
    .action(async (options: SendOptions, command: Command) => {
      const template = assertTemplate(command.args[0], options);
      const app = await open();
      const draft = readDraft(app, template, options);
      if (options.dryRun) return sayPreview(app, await app.sms.preview(draft), { ...options, output });
      const { id, at, deliveries, leftOut } = await app.sms.plan(draft);
      if (options.json) return output.json({ id, deliveries, leftOut });
      const when = options.at === undefined ? '服务运行时随即发出' : `${timeOf(app, at)} 发出`;
      output.line(`已安排发给 ${deliveries} 人，${when}。编号 ${id}，进度见 broadcast show。`);
      sayLeftOut(leftOut, output);
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Words of one's own would be refused by the platform, after everybody was planned. */
function assertTemplate(written: string | undefined, { template, text = written }: SendOptions): string {
  if (text !== undefined)
    throw new AppError(
      'usage/invalid',
      '短信不能发随手写的内容，平台只收审核通过的模板：请用 --template 选模板，--param 填变量，模板见 sms templates。',
    );
  if (template !== undefined) return template;
  throw new AppError('usage/invalid', '请用 --template 写明用哪个模板，见 sms templates。');
}

function readDraft(app: App, template: string, options: SendOptions): SmsDraft {
  const params = new Map<string, string>();
  for (const pair of options.param ?? []) {
    const [, name, value] = /^\s*([^=\s]+?)\s*=(.*)$/su.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new AppError('usage/invalid', `--param 应写成 名字=内容，收到 “${pair}”。`);
    if (params.has(name)) throw new AppError('usage/invalid', `变量 ${name} 写了两次，请去掉一个。`);
    params.set(name, value.trim());
  }
  const [at, until] = [readTime(app, '--at', options.at), readTime(app, '--until', options.until)];
  return { template, params, to: options.to, at, until, by };
}

function sayPreview(app: App, preview: SmsPreview, { output, json }: { output: Output; json?: true }): void {
  if (json) return output.json(preview);
  const { readers, leftOut } = preview;
  const [at, closesAt] = [preview.at, preview.closesAt].map((time) => timeOf(app, Date.parse(time)));
  const charged = readers.reduce((sum, reader) => sum + reader.charged, 0);
  output.line(`只是预览，没有安排。会发给 ${readers.length} 人，计费约 ${charged} 条，${at} 起，最晚 ${closesAt}。`);
  const [first] = readers;
  if (first !== undefined) output.line(`\n—— ${first.person} 看到的 ——\n${first.text}\n`);
  const rows = readers.map(({ person, organization, phone, charged }) => [
    person,
    organization,
    phone,
    `${charged} 条`,
  ]);
  if (rows.length > 0) output.line(formatTable(['姓名', '单位', '手机', '计费'], rows));
  sayLeftOut(leftOut, output);
}

function sayLeftOut(leftOut: readonly SmsLeftOut[], output: Output): void {
  if (leftOut.length === 0) return;
  output.line(`\n${leftOut.length} 人不会收到：`);
  const rows = leftOut.map(({ person, organization, phone, reason }) => [person, organization, phone ?? '', reason]);
  output.line(formatTable(['姓名', '单位', '手机', '原因'], rows));
}

function addTemplates(sms: Command, { open, output }: Context): void {
  sms
    .command('templates')
    .description('列出短信模板，哪些能用')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const templates = await (await open()).sms.templates();
      if (options.json) return output.json({ templates });
      if (templates.length === 0) return output.line('还没有短信模板，请写进 knowledge/sms/templates.yaml。');
      for (const template of templates) sayTemplate(template, output);
    });
}

function sayTemplate({ name, code, variables, text, charged }: ListedSmsTemplate, output: Output): void {
  const usable = code === null ? '还没有平台编号，不能用' : `平台编号 ${code}`;
  output.line(`—— ${name}（${usable}，每人 ${charged} 条起）——`);
  output.line(text);
  output.line(variables.length === 0 ? '没有变量\n' : `变量：${variables.join('、')}\n`);
}
