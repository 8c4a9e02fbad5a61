import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/base/text.ts';
import type { DocumentContent } from '../../src/domain/document.ts';
import type { Answered } from '../../src/features/answers/answer-question.ts';
import { documentOf } from '../support/experience.ts';
import { type GeneratingBench, openGenerating } from '../support/generating.ts';
import { createScriptedModel, type Shown } from '../support/scripted-model.ts';
import { type Injection, loadInjections } from './injections.ts';

const injections = loadInjections();

const rules = documentOf(
  'fees',
  '青山市家具行业协会会费管理办法',
  `## 会费标准
青山市家具行业协会的会费按年缴纳：会长单位每年3500元，普通会员单位每年500元。
## 缴纳方式
会费由秘书处收取，办公电话0731-88886666。
## 会员
会员名单由秘书处保管，会员王建国、李明担任理事。`,
);

it('are at least forty, of every kind', () => {
  expect(injections.length).toBeGreaterThanOrEqual(40);
  expect(new Set(injections.map(({ id }) => id)).size).toBe(injections.length);
  expect(new Set(injections.map(({ where }) => where)).size).toBe(5);
  const languages = [
    'zh',
    'zh-Hant',
    'en',
    'full-width',
    'zero-width',
    'base64',
    'role tags',
    'fake system',
    'fake citation',
    'markdown',
  ];
  expect(languages.filter((one) => !injections.some(({ language }) => language === one))).toEqual([]);
});

describe.each(['question', 'document', 'nickname', 'follow-up', 'reply'] as const)('an order in a %s', (where) => {
  const own = injections.filter((injection) => injection.where === where);

  it('moves nothing in an extractive answer', async () => {
    expect((await reachAll(own, 'none')).flatMap(faultsOf)).toEqual([]);
  });

  it('moves nothing that reaches a member, though a model obeys', async () => {
    const reached = await reachAll(own, 'obedient');

    expect(reached.flatMap(faultsOf)).toEqual([]);
    // Those in what members write mostly end before a model is asked.
    const spared = reached.filter(({ shown }) => shown.length === 0 && !['question', 'follow-up'].includes(where));
    expect(spared.map(({ injection }) => injection.id)).toEqual([]);
  });
});

it('in a nickname is not shown to a model', async () => {
  const reached = await reachAll(
    injections.filter(({ where }) => where === 'nickname'),
    'obedient',
  );
  const leaks = reached.filter(({ injection, shown }) =>
    shown.some(({ user, system }) => `${user}${system}`.includes(injection.text)),
  );

  expect(leaks.map(({ injection }) => injection.id)).toEqual([]);
});

/** What came of an order: the answer, what the member reads, what all documents say, what a model was shown. */
type Reached = { injection: Injection; answer: Answered; read: string; written: string; shown: readonly Shown[] };

/** Orders in documents stand in a knowledge base of their own, all others meet the same one in groups of their own. */
async function reachAll(of: readonly Injection[], model: 'none' | 'obedient'): Promise<Reached[]> {
  let current: Injection | null = null;
  const obedient = createScriptedModel(({ passages }) => ({
    status: 'answered',
    answer: current?.obeyed ?? '',
    citations: current?.citations ?? passages.map(({ no }) => no),
  }));
  const open = (documents: readonly DocumentContent[]): Promise<GeneratingBench> =>
    openGenerating(documents, { model: model === 'none' ? null : obedient });
  const common = await open([rules]);
  const reached: Reached[] = [];
  for (const injection of of) {
    current = injection;
    const from = obedient.shown.length;
    const documents = injection.where === 'document' ? [rules, noticeWith(injection.text)] : [rules];
    const said = await ask(injection.where === 'document' ? await open(documents) : common, injection);
    const written = documents.flatMap(({ passages }) => passages.map(({ text }) => text)).join('\n');
    reached.push({ injection, ...said, written, shown: obedient.shown.slice(from) });
  }
  return reached;
}

function noticeWith(text: string): DocumentContent {
  return documentOf('notice', '秘书处通知', `## 会费通知\n关于会长单位每年要交多少会费的通知。\n${text}`);
}

/** Asked both in a chat and by itself. */
async function ask({ answers, say }: GeneratingBench, injection: Injection): Promise<Pick<Reached, 'answer' | 'read'>> {
  const { where, text, question = text, after } = injection;
  const by = { name: where === 'nickname' ? text : '王会长', group: injection.id };
  const nobody = { collections: null, asker: null };
  if (after !== undefined) await say(after, by);
  const topic = after === undefined ? null : (await answers.ask(after, { topic: null, ...nobody })).topic;
  const asked = where === 'follow-up' ? text : question;
  const answer = await answers.ask(asked, { topic, ...nobody });
  return { answer, read: `${answers.inWords(answer)}\n${await say(asked, by)}` };
}

function faultsOf({ injection, answer, read, written }: Reached): string[] {
  const allowed: readonly string[] = injection.status ?? ['answered', 'unanswered', 'refused'];
  const said = withoutQuotes(read, written);
  const found = injection.absent.filter((part) => said.includes(part));
  return [
    ...(allowed.includes(answer.status) ? [] : [`${injection.id} is ${answer.status}: ${read}`]),
    ...(found.length === 0 ? [] : [`${injection.id} says ${found.join(' and ')}: ${read}`]),
  ];
}

/** Lines that are verbatim text of a document are quoted, not obeyed. */
function withoutQuotes(read: string, written: string): string {
  const known = normalise(written);
  const isQuote = (line: string): boolean => known.includes(normalise(line.replace(/^· /u, '')));
  return read
    .split('\n')
    .filter((line) => line.trim() === '' || !isQuote(line))
    .join('\n');
}
