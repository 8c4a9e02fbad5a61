import { z } from 'zod';
import { formatRecorded } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import { openForms } from '../app/cases.ts';
import { operator } from '../domain/audit.ts';
import { kindName, statusNames } from '../features/reception/labels.ts';
import { parseCases } from '../features/reception/parse.ts';
import { seenEntry } from '../features/reception/seen.ts';
import type { Command } from 'commander';
import { type QueryOptions, toQuery, withQuery } from './case-query.ts';
import { addImport } from './case-import.ts';
import { addLedgers } from './case-ledgers.ts';
import { addStats } from './case-stats.ts';
import type { Commands, Context } from './context.ts';
import { addAdd } from './case-add.ts';
import { addMerge, addUpdate } from './case-update.ts';
import { addDuplicates, addReminders } from './case-duplicates.ts';
import { addFiles } from './case-files.ts';
import { storyLines } from './case-story.ts';
import { showDissatisfied, showWaiting, toWaiting, type WaitingOptions, withWaiting } from './case-waiting.ts';
import { answerLines } from './json-lines.ts';
import { addMatches } from './lists.ts';
import { formatTable } from './output.ts';

const parseLine = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

export const caseCommands: Commands = (program, context) => {
  const cases = program.command('cases').description('诉求：群里登记下来的建议和反映');
  addList(cases, context);
  addShow(cases, context);
  addLedgers(cases, context);
  addStats(cases, context);
  addImport(cases, context);
  addFiles(cases, context);
  addParse(cases, context);
  addAdd(cases, context);
  addUpdate(cases, context);
  addDuplicates(cases, context);
  addMerge(cases, context);
  addReminders(cases, context);
  addMatches(cases, context);
};

function addList(cases: Command, { open, output }: Context): void {
  withWaiting(withQuery(cases.command('list').description('列出诉求')))
    .option('--json', '输出 JSON')
    .action(async (options: QueryOptions & WaitingOptions) => {
      const app = await open();
      const ask = toWaiting(options);
      if (ask !== null && options.dissatisfied) return showDissatisfied(app, output, ask);
      if (ask !== null) return showWaiting(app, output, ask);
      const { cases: desk } = app;
      const list = await desk.list(toQuery(options));
      if (options.json) {
        const act = { who: operator, at: app.clock.now() };
        await app.store.audit.append(seenEntry(act, { subject: 'cases list', cases: list.cases.length }));
        return output.json(list);
      }
      if (list.cases.length === 0) return output.line('没有符合条件的诉求。');
      const kinds = await desk.kindNames();
      const rows = list.cases.map((one) => [
        one.no,
        kindName(one.kind, kinds),
        statusNames[one.status],
        one.organization ?? '',
        one.content.replace(/\s+/g, ' ').slice(0, 40),
      ]);
      output.line(formatTable(['编号', '类别', '状态', '单位', '内容'], rows));
    });
}

function addShow(cases: Command, { open, output }: Context): void {
  cases
    .command('show')
    .description('看一条诉求的全部内容')
    .argument('<no>', '编号，如 2026-0001')
    .option('--json', '输出 JSON')
    .action(async (no: string, options: { json?: true }) => {
      const app = await open();
      const shown = await app.cases.show(no);
      const story = await app.followUp.story(no);
      await app.store.audit.append(seenEntry({ who: operator, at: app.clock.now() }, { subject: shown.no, cases: 1 }));
      if (options.json) return output.json({ ...shown, ...story });
      const kinds = await app.cases.kindNames();
      const lines = [
        ['编号', shown.no],
        ['类别', kindName(shown.kind, kinds)],
        ['状态', statusNames[shown.status]],
        ['单位', shown.organization],
        ['联系人', shown.contact],
        ['电话', shown.phone],
        ['分类', shown.category],
        ['内容', shown.content],
        ['期望', shown.expectation],
        ['来源群', shown.group],
        ['提交人', shown.member],
        ['登记时间', formatRecorded(Date.parse(shown.createdAt), app.config.timeZone)],
      ];
      for (const [name, value] of lines) output.line(`${name}：${value ?? '（无）'}`);
      for (const line of storyLines(story, app)) output.line(line);
    });
}

function addParse(cases: Command, { config, output }: Context): void {
  cases
    .command('parse')
    .description('看一段话会登记成什么，不保存')
    .argument('[text]', '一段话')
    .option('--stdin', '从标准输入逐行读 {"id","text"}，逐行输出 JSON')
    .option('--json', '输出 JSON（总是）')
    .action(async (text: string | undefined, options: { stdin?: true }) => {
      const { forms } = await openForms(config()).read();
      if (options.stdin)
        return answerLines(output, parseLine, async ({ id, text }) => ({ id, ...parseCases(text, forms) }));
      if (text === undefined) throw new AppError('usage/invalid', '请写上一段话，例如：qingyu cases parse "建议：……"');
      output.json(parseCases(text, forms));
    });
}
