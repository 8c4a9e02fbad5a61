import { describe, expect, it } from 'vitest';
import { createCaseFormFiles } from '../../../src/adapters/case-forms/case-form-files.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import { blind, learnedFrom, readLabelled } from './examples.ts';
import { readWithModel } from './read-with-model.ts';
import { manners, mannerOf } from './scripted-model.ts';

const messages = [...learnedFrom, blind].flatMap((name) => readLabelled(name));

it('the scripted model has every manner, most often the right one', () => {
  const seen = messages.map(({ text }) => mannerOf(text));

  expect(new Set(seen)).toEqual(new Set(manners));
  expect(seen.filter((manner) => manner === 'right').length / seen.length).toBeGreaterThan(0.6);
});

describe('what it says', () => {
  it('is cut from the text, or is not heard', async () => {
    const house = {
      prompts: await readPrompts('prompts'),
      forms: (await createCaseFormFiles('knowledge/forms').read()).forms,
    };
    const { items, asked } = await readWithModel(messages, house);

    expect(asked.asked).toBeGreaterThan(20);
    expect(['malformed', '原话里没有']).toEqual(expect.arrayContaining([...asked.dropped.keys()]));
    expect(asked.dropped.get('原话里没有')).toBeGreaterThan(0);
    const all = [...items].flatMap(([text, said]) => said.map((one) => ({ ...one, text })));
    const made = all.flatMap(({ text, content, organization, contact, expectation }) =>
      [content, organization, contact, expectation].filter((piece) => piece !== null && !text.includes(piece)),
    );
    expect(made).toEqual([]);
    expect(all.map(({ phone }) => phone)).not.toContain('13911112222');
    expect(all.map(({ kind }) => kind)).not.toContain('bribe');
  });
});
