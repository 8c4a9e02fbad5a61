import { describe, expect, it } from 'vitest';
import type { DocumentContent } from '../../src/domain/document.ts';
import { askAll, countByKind, isAnswerable, shareRight } from './answers.ts';
import { questionSets, type QuestionSetName } from './questions.ts';

const names = Object.keys(questionSets) as QuestionSetName[];
const sets = await Promise.all(names.map(async (set) => ({ set, ...(await askAll(set)) })));
const everything = sets.flatMap(({ asked }) => asked);

it('nineteen of twenty questions that documents answer are answered, from the right document', () => {
  console.table(sets.flatMap(({ set, asked }) => countByKind(asked).map((row) => ({ set, ...row }))));

  expect(shareRight(everything.filter(isAnswerable))).toBeGreaterThanOrEqual(0.95);
});

describe.each(sets)('the bot, asked over the $set documents', ({ asked, contents }) => {
  it('answers none of the questions they do not answer, but one in fifty', () => {
    expect(shareRight(asked.filter((one) => !isAnswerable(one)))).toBeGreaterThanOrEqual(0.98);
  });

  it('quotes only what stands in the document it names', () => {
    const texts = new Map(contents.map(({ document, passages }) => [document.id, passages.map(({ text }) => text)]));
    const citations = asked.flatMap(({ answer }) => answer.citations);

    expect(citations.length).toBeGreaterThan(80);
    expect(
      citations.filter(({ documentId, quote }) => !texts.get(documentId)?.some((text) => text.includes(quote))),
    ).toEqual([]);
  });

  it('cites for every answer and for nothing else', () => {
    const wrong = asked.filter(({ answer }) => (answer.status === 'answered') !== answer.citations.length > 0);

    expect(wrong.map(({ question }) => question.id)).toEqual([]);
  });

  it('says no number that its quotes, or what it says of the documents, do not carry', () => {
    const loose = asked
      .filter(({ answer }) => answer.status === 'answered')
      .filter(({ answer }) => {
        const carried = answer.citations.map(({ quote, title, note }) => `${quote} ${title} ${note ?? ''}`);
        const told = [...carried, ...answer.citations.map(({ documentId }) => tellingOf(contents, documentId))].join(
          ' ',
        );
        return (answer.answer.match(/\d+/g) ?? []).some((number) => !told.includes(number));
      });

    expect(loose.map(({ question }) => question.id)).toEqual([]);
  });

  it('sees a contradiction only where there is one', () => {
    const told = asked.filter(({ answer }) => answer.answer.includes('不一致')).map(({ question }) => question);
    // What the handbook says otherwise than the rules: the fee of a vice president, the day and the notice of meetings.
    const contested = /副会长单位|接待日|通知/;

    expect(told.filter(({ question }) => !contested.test(question))).toEqual([]);
  });
});

/** The date of a document and its headings, which an overview names. */
function tellingOf(contents: readonly DocumentContent[], id: string): string {
  const content = contents.find(({ document }) => document.id === id);
  return [content?.document.date ?? '', ...(content?.passages.map(({ section }) => section) ?? [])].join(' ');
}
