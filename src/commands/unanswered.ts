import { formatInstant } from '../base/calendar.ts';
import { operator } from '../domain/audit.ts';
import { maskAsked } from '../features/answers/mask-asked.ts';
import { readCollection } from './collections.ts';
import type { Commands } from './context.ts';
import { formatTable } from './output.ts';

export const unansweredCommands: Commands = (program, { open, output }) => {
  const unanswered = program.command('unanswered').description('资料里没有答案、等人来答的问题');
  unanswered
    .command('list')
    .description('列出还没有答复的问题')
    .option('--with-contacts', '提问人和原话不打码（会记入操作记录）')
    .option('--json', '输出 JSON')
    .action(async (options: { withContacts?: true; json?: true }) => {
      const app = await open();
      const found = await app.store.unanswered.listOpen();
      const list = options.withContacts ? found : found.map((one) => maskAsked(one));
      if (options.withContacts) {
        const detail = { questions: found.length };
        await app.store.audit.append({
          at: app.clock.now(),
          who: operator,
          action: 'question/view',
          subject: 'all',
          detail,
        });
      }
      if (options.json) return output.json({ unanswered: list });
      if (list.length === 0) return output.line('没有等待答复的问题。');
      const rows = list.map((one) => [
        one.id,
        formatInstant(one.createdAt, app.config.timeZone),
        one.memberName,
        one.handoff ? '是' : '',
        one.question.replace(/\s+/g, ' '),
      ]);
      output.line(formatTable(['编号', '时间', '提问人', '转人工', '问题'], rows));
    });
  unanswered
    .command('answer')
    .description('答复一个问题；答复发回提问的会话')
    .argument('<id>', '问题编号，见 unanswered list')
    .argument('<text>', '答复')
    .option('--document', '同时存为资料，以后同样的问题按它回答')
    .option('--collection <name>', '存入哪个资料集（默认：提问的群能用的第一个，不限的群为 answers）')
    .option('--json', '输出 JSON')
    .action(async (id: string, text: string, options: { document?: true; collection?: string; json?: true }) => {
      const collection = options.collection === undefined ? null : readCollection(options.collection);
      const keep = options.document ? { collection } : null;
      const answered = await (await open()).handoff.answer(id, text, { keep });
      if (options.json) output.json(answered);
      else output.line(`已答复 ${answered.memberName}，将发回原来的会话。${keptNote(answered.documentId)}`);
    });
  unanswered
    .command('dismiss')
    .description('不再等人答复一个问题，如闲聊或问错了群；提问的人不会收到什么')
    .argument('<id>', '问题编号，见 unanswered list')
    .option('--same', '问得一样的也都不再等')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { same?: true; json?: true }) => {
      const { questions } = await open();
      const dismissed = await questions.dismiss(id, { same: options.same === true, by: operator });
      if (options.json) output.json({ id, dismissed });
      else output.line(`已不再等 ${dismissed} 个问题的答复。`);
    });
};

function keptNote(documentId: string | null): string {
  return documentId === null ? '' : `答复已存为资料 ${documentId}。`;
}
