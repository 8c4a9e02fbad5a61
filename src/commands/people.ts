import type { Command } from 'commander';
import { dayOf, formatInstant, instantAt, isDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { ListedPerson, PersonChanges } from '../features/directory/people-desk.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';
import { addImport } from './people-import.ts';

const whichPerson = '姓名、组织/姓名，或编号，见 people list';
const whichOrganization = '组织的名称、路径的末尾或编号，见 organizations list';

export const peopleCommands: Commands = (program, context) => {
  const people = program.command('people').description('通讯录：各组织里的人，和他们绑定的聊天账号');
  addList(people, context);
  addAdd(people, context);
  addSet(people, context);
  addRemove(people, context);
  addCode(people, context);
  addImport(people, context);
};

function addList(people: Command, { open, output }: Context): void {
  people
    .command('list')
    .description('列出通讯录，电话只显示首尾')
    .option('--organization <organization>', `只看一个组织和它的下级：${whichOrganization}`)
    .option('--full', '显示完整的电话，请当心屏幕和转存的文件')
    .option('--json', '输出 JSON')
    .action(async ({ organization, full, json }: { organization?: string; full?: true; json?: true }) => {
      const app = await open();
      const of = { organization: organization ?? null, fullPhones: full === true };
      const list = await app.people.list(of);
      if (json) return output.json({ people: list });
      if (list.length === 0)
        return output.line('通讯录里还没有人。用 people import 从表格导入，或用 people add 新增。');
      const rows = list.map((one) => [
        one.id,
        one.name,
        one.post ?? '',
        one.organization.name,
        one.phone ?? '',
        one.smsConsentAt === null ? '' : dayOf(Date.parse(one.smsConsentAt), app.config.timeZone),
        one.bound === 0 ? '' : String(one.bound),
      ]);
      output.line(formatTable(['编号', '姓名', '职务', '组织', '电话', '同意短信', '已绑定'], rows));
    });
}

type FactOptions = {
  organization?: string;
  name?: string;
  post?: string;
  phone?: string;
  consent?: string | boolean;
  json?: true;
};

function addFacts(command: Command): Command {
  return command
    .option('--post <post>', '职务')
    .option('--phone <phone>', '电话，如 13800138000 或 0731-88886666')
    .option('--consent [date]', '同意接收短信的日期（YYYY-MM-DD），不写日期就是今天')
    .option('--no-consent', '没有同意，或收回了同意')
    .option('--json', '输出 JSON');
}

function addAdd(people: Command, context: Context): void {
  addFacts(
    people
      .command('add')
      .description('在通讯录里新增一个人')
      .argument('<name>', '姓名')
      .requiredOption('--organization <organization>', whichOrganization),
  ).action(async (name: string, options: FactOptions & { organization: string }) => {
    const app = await context.open();
    const person = await app.people.add({ ...readFacts(app, options), organization: options.organization, name });
    say(context, person, { ...options, done: '已新增' });
  });
}

function addSet(people: Command, context: Context): void {
  addFacts(
    people
      .command('set')
      .description('改一个人的记录，只改写出来的；写空的（如 --phone ""）即清空')
      .argument('<person>', whichPerson)
      .option('--name <name>', '姓名')
      .option('--organization <organization>', `移到另一个组织：${whichOrganization}`),
  ).action(async (which: string, options: FactOptions) => {
    const app = await context.open();
    say(context, await app.people.change(which, readFacts(app, options)), { ...options, done: '已改为' });
  });
}

function addRemove(people: Command, { open, output }: Context): void {
  people
    .command('remove')
    .description('从通讯录里删除一个人，连同他的绑定')
    .argument('<person>', whichPerson)
    .option('--json', '输出 JSON')
    .action(async (which: string, { json }: { json?: true }) => {
      const { id, name } = await (await open()).people.remove(which);
      if (json) return output.json({ id, removed: true });
      output.line(`已从通讯录删除 ${name}。`);
    });
}

function addCode(people: Command, { open, output }: Context): void {
  people
    .command('code')
    .description('取一次性的绑定码；本人私聊机器人发“/绑定 绑定码”，机器人就知道这个聊天账号是他')
    .argument('<person>', whichPerson)
    .option('--json', '输出 JSON')
    .action(async (which: string, { json }: { json?: true }) => {
      const { people: desk, config } = await open();
      const issued = await desk.issueCode(which);
      if (json) return output.json(issued);
      const until = formatInstant(Date.parse(issued.expiresAt), config.timeZone);
      output.line(`${issued.code}\n只显示这一次，${until} 前有效，用一次就作废。`);
      output.line(`请 ${issued.name} 本人私聊机器人发：/绑定 ${issued.code}`);
    });
}

function say(
  { output }: Context,
  person: ListedPerson,
  { json, done }: { json?: true | undefined; done: string },
): void {
  if (json) return output.json({ person });
  const { name, post, organization, phone, smsConsentAt, id } = person;
  const facts = [post, phone, smsConsentAt === null ? null : '同意短信'].filter((fact) => fact !== null);
  output.line(
    `${done} ${organization.path} ${name}${facts.length === 0 ? '' : `（${facts.join('，')}）`}，编号 ${id}。`,
  );
}

function readFacts(app: App, { organization, name, post, phone, consent }: FactOptions): PersonChanges {
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(name === undefined ? {} : { name }),
    ...(post === undefined ? {} : { post }),
    ...(phone === undefined ? {} : { phone }),
    ...(consent === undefined ? {} : { consentAt: readConsent(app, consent) }),
  };
}

function readConsent({ clock, config }: App, written: string | boolean): number | null {
  if (written === false) return null;
  const today = dayOf(clock.now(), config.timeZone);
  if (written === true || written === today) return clock.now();
  if (isDay(written) && written <= today) return instantAt(written, '00:00', config.timeZone);
  throw new AppError('usage/invalid', `--consent 应为 YYYY-MM-DD，不晚于今天，收到 “${written}”。`);
}
