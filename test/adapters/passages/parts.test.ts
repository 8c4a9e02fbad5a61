import { describe, expect, it } from 'vitest';
import { ByteReader, createByteWriter } from '../../../src/adapters/passages/embedded/bytes.ts';
import { createLikeness } from '../../../src/adapters/passages/embedded/likeness.ts';
import { cutIntoPieces } from '../../../src/adapters/passages/embedded/pieces.ts';
import { createQueryReader } from '../../../src/adapters/passages/embedded/query.ts';
import { quotedIn, shareQuoted } from '../../../src/adapters/passages/embedded/quoted.ts';
import { shareNamed } from '../../../src/adapters/passages/embedded/share-named.ts';
import { createTop } from '../../../src/adapters/passages/embedded/top.ts';
import { createSynonyms, noSynonyms } from '../../../src/domain/synonyms.ts';
import { createGazetteer } from '../../../src/domain/gazetteer.ts';

describe('pieces of a passage', () => {
  it.each([
    ['short', '会费三千元。'],
    ['with sentences', '会员应当按时缴纳会费，并参加活动。'.repeat(60)],
    ['without sentence ends', '会'.repeat(2000)],
    ['with one long sentence inside', `${'短句。'.repeat(50)}${'长'.repeat(900)}。${'短句。'.repeat(50)}`],
    ['empty', ''],
  ])('hold all of a passage %s, in order, once', (_, text) => {
    const pieces = cutIntoPieces(text);

    expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(pieces.every(({ start, end }) => end - start <= 800)).toBe(true);
  });

  it('end where a sentence ends', () => {
    const text = '会员应当按时缴纳会费，并参加活动。'.repeat(60);

    const pieces = cutIntoPieces(text);

    expect(pieces.length).toBeGreaterThan(2);
    for (const { end } of pieces) expect(text[end - 1]).toBe('。');
  });
});

describe('bytes', () => {
  it('give back the numbers that were written', () => {
    const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 21, 2 ** 28 - 1, 2 ** 30];
    const writer = createByteWriter(0);
    for (let round = 0; round < 50; round += 1) for (const number of numbers) writer.write(number);

    const bytes = writer.finish();
    const reader = new ByteReader(bytes);

    for (let round = 0; round < 50; round += 1) expect(numbers.map(() => reader.read())).toEqual(numbers);
    expect(reader.at).toBe(bytes.length);
  });
});

describe('likeness', () => {
  it.each([
    ['会费标准', '会费的标准', { common: 4, run: 2 }],
    ['会费标准', '标准会费', { common: 2, run: 2 }],
    ['会费标准', '会费标准', { common: 4, run: 4 }],
    ['会费标准', '选举', { common: 0, run: 0 }],
    ['会会会费', '会费会费', { common: 3, run: 2 }],
    ['甲乙丙丁戊己庚辛壬癸'.repeat(5), '甲乙丙丁戊己庚辛壬癸'.repeat(5), { common: 50, run: 50 }],
    ['甲乙丙丁戊己庚辛壬癸'.repeat(5), '癸壬辛庚己戊丁丙乙甲'.repeat(5), { common: 9, run: 1 }],
  ])('of %s and %s', (question, text, letters) => {
    const likeness = createLikeness(question)(text);

    expect(Math.round(likeness.common * question.length)).toBe(letters.common);
    expect(Math.round(likeness.run * question.length)).toBe(letters.run);
  });

  it('of nothing is nothing', () => {
    expect(createLikeness('')('会费')).toEqual({ common: 0, run: 0 });
  });
});

describe('a question', () => {
  const read = createQueryReader({ gazetteer: createGazetteer(), synonyms: () => noSynonyms });

  it.each([
    ['长沙有哪些措施？', '长沙措施'],
    ['会费是多少呢？', '会费是'],
    ['请问谁负责登记', '负责登记'],
    ['几个协会参加了接待日', '个协会参加了接待日'],
    ['几何学会怎么入会', '几何学会入会'],
    ['哪吒社区商会', '哪咤社区商会'],
    ['哪一個部門負責登記', '部门负责登记'],
    ['哪部门的哪些人员可以登记', '部门的人员可以登记'],
    ['接待日从什么时候开始？', '接待日从开始'],
    ['协会于何年由何人发起', '协会于由发起'],
    ['第几届大会有何变化', '届大会变化'],
  ])('%s is about %s', (question, letters) => {
    expect(read(question).letters).toBe(letters);
  });

  it('names places and says what its answer looks like', () => {
    expect(read('長沙接待日收集了多少条意见')).toMatchObject({ places: ['长沙'], kind: 'number' });
    expect(read('协会的电话是多少').kind).toBe('phone');
    expect(read('介绍一下接待日').kind).toBeNull();
  });

  it('gives a character that is a word by itself the weight of a pair', () => {
    const { terms } = read('蓍的别名是什么');

    expect(terms.get('蓍'.charCodeAt(0))).toBe(1);
    expect(terms.get('别'.charCodeAt(0))).toBeLessThan(1);
    expect(terms.get('的'.charCodeAt(0))).toBeLessThan(1);
  });

  it('leaves the characters of a synonym to the synonym', () => {
    const synonyms = createSynonyms([['民非', '民办非企业单位']]);
    const weightOf = (of: ReturnType<typeof createQueryReader>): number =>
      of('民非注销').terms.get('民'.charCodeAt(0)) ?? 0;

    expect(weightOf(createQueryReader({ gazetteer: createGazetteer(), synonyms: () => synonyms }))).toBeLessThan(1);
    expect(weightOf(read)).toBe(1);
  });

  it('is its beginning when it is endless', () => {
    expect(read('会费'.repeat(50_000)).letters.length).toBeLessThanOrEqual(200);
  });
});

describe('what a question puts into marks', () => {
  it.each([
    ['《光学》的作者是谁', ['光学']],
    ['“两新”和「两新」、《章程》', ['两新', '章程']],
    ['《没有完', []],
    ['没有记号', []],
  ])('of %s is %s', (question, names) => {
    expect(quotedIn(question)).toEqual(names);
  });

  it.each([
    ['他著有《光学》一书', 1],
    ['他著有「光学」', 1],
    ['《光学(试行)》', 1],
    ['他懂光学', 0],
    ['《光学史》', 0],
    ['光学', 0],
    ['', 0],
  ])('is looked for with marks around it: %s', (text, share) => {
    expect(shareQuoted(['光学'], { title: '', section: '', text })).toBe(share);
  });

  it('is above a piece without marks', () => {
    expect(shareQuoted(['章程', '办法'], { title: '章程', section: '总则', text: '' })).toBe(0.5);
  });
});

describe('a title', () => {
  const { terms } = createQueryReader({ gazetteer: createGazetteer(), synonyms: () => noSynonyms })('蓍的会费标准');

  it.each([
    ['会费标准', 1],
    ['会费办法', 1 / 3],
    ['蓍', 1],
    ['鲷', 0],
    ['', 0],
  ])('%s is named by its pairs, or by its only character', (title, share) => {
    expect(shareNamed(title, terms)).toBeCloseTo(share);
  });
});

describe('the best of many', () => {
  it('come best first, equals in the order they were offered', () => {
    const top = createTop<string>(3);
    for (const [score, value] of [
      [1, 'a'],
      [3, 'b'],
      [2, 'c'],
      [3, 'd'],
      [0, 'e'],
    ] as const)
      if (score > top.least()) top.offer(score, value);

    expect(top.values()).toEqual(['b', 'd', 'c']);
  });
});
