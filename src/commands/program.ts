import { Command, CommanderError, Help } from 'commander';
import { AppError } from '../base/errors.ts';
import { askCommands } from './ask.ts';
import { auditCommands } from './audit.ts';
import { broadcastCommands } from './broadcasts.ts';
import { caseCommands } from './cases.ts';
import type { Commands, Context } from './context.ts';
import { dailyCommands } from './daily.ts';
import { dayCommands } from './days.ts';
import { directoryCommands } from './directory.ts';
import { knowledgeCommands } from './knowledge.ts';
import { listCommands } from './lists.ts';
import { organizationCommands } from './organizations.ts';
import { packCommands } from './pack.ts';
import { peopleCommands } from './people.ts';
import { privacyCommands } from './privacy.ts';
import { serverCommands } from './server.ts';
import { smsCommands } from './sms.ts';
import { storeCommands } from './store.ts';
import { unansweredCommands } from './unanswered.ts';
import { userCommands } from './users.ts';

const groups: readonly Commands[] = [
  serverCommands,
  askCommands,
  knowledgeCommands,
  unansweredCommands,
  caseCommands,
  packCommands,
  dayCommands,
  listCommands,
  dailyCommands,
  broadcastCommands,
  smsCommands,
  directoryCommands,
  organizationCommands,
  peopleCommands,
  userCommands,
  privacyCommands,
  auditCommands,
  storeCommands,
];

const titles = new Map([
  ['Usage:', '用法：'],
  ['Arguments:', '参数：'],
  ['Options:', '选项：'],
  ['Commands:', '命令：'],
]);

const plain = new Help();

export function createProgram(context: Context, version: string): Command {
  const program = new Command('qingyu').description('清语：行业协会商会工作群里的清廉文化与政策问答机器人');
  program.version(version, '-V, --version', '显示版本');
  for (const add of groups) add(program, context);
  localise(program);
  return program;
}

/** Runs one command line; wrong usage becomes `usage/invalid`. */
export async function runProgram(program: Command, words: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    throw new AppError('usage/invalid', sentenceOf(error), { cause: error });
  }
}

/** Help and errors of the library in Chinese, on every level. */
function localise(command: Command): void {
  command
    .exitOverride()
    .helpOption('-h, --help', '显示帮助')
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => titles.get(title) ?? title,
      commandUsage: (shown) => plain.commandUsage(shown).replace('[options]', '[选项]').replace('[command]', '[命令]'),
      subcommandTerm: (sub) => plain.subcommandTerm(sub).replace(' [options]', ''),
      subcommandDescription: (sub) => sub.summary() || sub.description(),
      optionDescription: ({ description, defaultValue }) =>
        defaultValue === undefined ? description : `${description}（默认 ${String(defaultValue)}）`,
    });
  if (command.commands.length > 0) command.helpCommand('help', '显示一个命令的帮助');
  for (const sub of command.commands) localise(sub);
}

function sentenceOf(error: CommanderError): string {
  const [, name = ''] = /'([^']+)'/.exec(error.message) ?? [];
  const hint = '用 --help 看用法。';
  switch (error.code) {
    case 'commander.unknownCommand':
      return `没有 “${name}” 这个命令，${hint}`;
    case 'commander.unknownOption':
      return `没有 “${name}” 这个选项，${hint}`;
    case 'commander.missingArgument':
      return `缺少参数 ${name}，${hint}`;
    case 'commander.optionMissingArgument':
      return `选项 “${name}” 后面要跟一个值，${hint}`;
    case 'commander.missingMandatoryOptionValue':
      return `必须写上选项 “${name}”，${hint}`;
    case 'commander.excessArguments':
      return `参数太多了，含空格的内容请加引号；${hint}`;
    default:
      return `命令没写对，${hint}`;
  }
}
