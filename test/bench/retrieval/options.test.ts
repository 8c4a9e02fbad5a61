import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { systemNames } from './systems.ts';

describe('options of the comparison', () => {
  it('are three rounds of all systems, of at most 300 seconds, when only the data are named', () => {
    expect(readOptions(['--data', 'test'])).toEqual({
      folder: 'test',
      systems: systemNames,
      questions: null,
      scale: null,
      rounds: 3,
      limitSeconds: 300,
      json: false,
    });
  });

  it('keep the order of the table whatever order --only names', () => {
    expect(readOptions(['--data', 'test', '--only', 'orama, qingyu']).systems).toEqual(['qingyu', 'orama']);
  });

  it.each([
    [[], '--data'],
    [['--data', 'no-such-folder'], 'no-such-folder'],
    [['--data', 'test', '--only', 'qingyu,elastic'], 'elastic'],
    [['--data', 'test', '--rounds', '0'], '--rounds'],
    [['--data', 'test', '--scale', '10k'], '--scale'],
    [['--dada', 'test'], '--dada'],
  ])('%j are refused, naming what is wrong', (args, named) => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ code: 'usage/invalid' }));
    expect(() => readOptions(args)).toThrow(named);
  });
});
