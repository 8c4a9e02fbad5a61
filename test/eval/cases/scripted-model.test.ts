import { describe, expect, it } from 'vitest';
import { createCaseFormFiles } from '../../../src/adapters/case-forms/case-form-files.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import { blind, readLabelled } from './examples.ts';
import { readWithModel } from './read-with-model.ts';
import { manners, mannerOf } from './scripted-model.ts';

const messages = ['case-messages', 'case-messages-more', blind].flatMap((name) => readLabelled(name));

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
    expect([...asked.dropped.keys()].sort()).toEqual(['malformed', '原话里没有']);
    for (const [text, said] of items) {
      for (const { content, organization, contact, expectation, kind, phone } of said) {
        for (const piece of [content, organization, contact, expectation])
          if (piece !== null) expect(text).toContain(piece);
        expect([kind, phone]).not.toContain('bribe');
        expect(phone).not.toBe('13911112222');
      }
    }
  });
});
