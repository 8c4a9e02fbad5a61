import { z } from 'zod';
import { dayOf } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { Commands } from './context.ts';
import { answerLines } from './json-lines.ts';

const askLine = z.object({ id: z.union([z.string(), z.number()]), question: z.string() });
const searchLine = z.object({
  id: z.union([z.string(), z.number()]),
  query: z.string(),
  limit: z.int().min(1).max(100).default(10),
});

export const askCommands: Commands = (program, { openKnowing, output }) => {
  program
    .command('ask')
    .description('问一个问题，按资料回答并注明出处')
    .argument('[question]', '问题')
    .option('--stdin', '从标准输入逐行读 {"id","question"}，逐行输出 JSON')
    .option('--json', '输出 JSON')
    .action(async (question: string | undefined, options: { stdin?: true; json?: true }) => {
      const app = await openKnowing();
      if (options.stdin)
        return answerLines(output, askLine, async (line) => ({ id: line.id, ...(await ask(app, line.question)) }));
      if (question === undefined)
        throw new AppError('usage/invalid', '请写上问题，例如：qingyu ask "长沙接待日收集了多少条意见建议？"');
      const answer = await ask(app, question);
      if (options.json) output.json(answer);
      else output.line(app.answers.inWords(answer));
    });

  program
    .command('search')
    .description('在资料里检索，按相关程度列出段落')
    .argument('[query]', '要找的内容')
    .option('--limit <n>', '最多几条', readLimit, 10)
    .option('--stdin', '从标准输入逐行读 {"id","query","limit"}，逐行输出 JSON')
    .option('--json', '输出 JSON')
    .action(async (query: string | undefined, options: { limit: number; stdin?: true; json?: true }) => {
      const app = await openKnowing();
      if (options.stdin)
        return answerLines(output, searchLine, async (line) => ({ id: line.id, ...(await search(app, line)) }));
      if (query === undefined) throw new AppError('usage/invalid', '请写上要找的内容，例如：qingyu search 接待日');
      const found = await search(app, { query, limit: options.limit });
      if (options.json) return output.json(found);
      if (found.hits.length === 0) return output.line('没有找到相关段落。');
      for (const hit of found.hits) {
        output.line(
          `${hit.score.toFixed(3)}  《${hit.title}》${hit.section === '' ? '' : ` ${hit.section}`}\n       ${hit.text}\n`,
        );
      }
    });
};

function readLimit(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) {
    throw new AppError('usage/invalid', `--limit 应为 1 到 100 的整数，收到 “${text}”。`);
  }
  return Number(text);
}

async function ask(app: App, question: string) {
  const began = performance.now();
  const {
    topic: _topic,
    understood: _understood,
    ...answer
  } = await app.answers.ask(question, { topic: null, collections: null });
  return { ...answer, ms: since(began) };
}

async function search(app: App, of: { query: string; limit: number }) {
  const began = performance.now();
  const hits = await app.index.search(of.query, {
    limit: of.limit,
    collections: null,
    validOn: dayOf(app.clock.now(), app.config.timeZone),
    documents: null,
  });
  return {
    hits: hits.map(({ passage, document, score }) => ({
      documentId: passage.documentId,
      passageId: passage.id,
      title: document.title,
      section: passage.section,
      page: passage.page,
      score,
      text: passage.text,
    })),
    ms: since(began),
  };
}

function since(began: number): number {
  return Math.round((performance.now() - began) * 100) / 100;
}
