import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CaseFields } from '../../../src/domain/case.ts';
import { learnedOf } from '../../../src/features/reception/leaning-weights.ts';
import { parseAnswer, parseCases } from '../../../src/features/reception/parse.ts';
import { blind, learnedFrom, readExamples, readLabelled } from '../../eval/cases/examples.ts';
import { judge } from '../../eval/cases/judge.ts';
import { hashOf } from '../../eval/cases/write-weights.ts';

/** Messages as work groups write them, with what they are. Rules and weights were made on them: a floor, no estimate. */
const messages = learnedFrom.flatMap((name) => readLabelled(name));
const read = messages.map((message) => ({ ...message, got: parseCases(message.text).items }));
const pairs = read.flatMap(({ items, got }) =>
  items.length === got.length ? items.flatMap((want, at) => (got[at] ? [{ want, got: got[at] }] : [])) : [],
);

describe('what was asked for', () => {
  it.each([
    ['demand', '我们企业用电增容批了三个月还没下来', 'demand'],
    ['complaint', '收评比费两千元，不交就不给参评', 'fee_report'],
    ['suggestion', '服务大厅的人态度恶劣，推三阻四，我要投诉', 'complaint'],
    ['demand', '建议：每季度办一次宣讲会', 'suggestion'],
  ])('as %s: %s', (asked, text, kind) => {
    expect(parseAnswer(text, asked).items).toMatchObject([{ kind }]);
  });
});

it('reads who signs behind the number', () => {
  const said = '建议一：每季度办一次宣讲会。建议二：会费票据请当场开。联系电话138 0013 8000，长沙市餐饮行业协会';
  const who = { organization: '长沙市餐饮行业协会', phone: '13800138000' };

  expect(parseCases(said).items).toMatchObject([
    { ...who, content: '每季度办一次宣讲会。' },
    { ...who, content: '会费票据请当场开' },
  ]);
});

describe('messages of work groups', () => {
  const known = judge(messages);

  it('are told apart: which kinds, how many, or no case at all', () => {
    report('kind', known.kinds);
    show(known.wrong);

    expect(messages.length).toBeGreaterThan(800);
    expect(known.kinds.right / known.kinds.of).toBeGreaterThan(0.98);
  });

  it.each(known.fields)('give $field', ({ field, right, of }) => {
    report(field, { right, of });

    expect(right / of).toBeGreaterThan(0.95);
  });

  // Nothing was made on these: what is printed is what to expect of messages that nobody has seen.
  it('that were not learned from are told apart and read', () => {
    const { kinds, fields } = judge(readLabelled(blind));

    report('unseen kind', kinds);
    for (const { field, right, of } of fields) report(`unseen ${field}`, { right, of });
    expect(kinds.right / kinds.of).toBeGreaterThan(0.85);
    expect(Math.min(...fields.map(({ right, of }) => right / of))).toBeGreaterThan(0.9);
  });

  it('are those of which the weights were learned', () => {
    expect(learnedOf, 'run npm run eval -- --learn-cases').toBe(hashOf(readExamples()));
  });

  it('mostly give the category where one was said to be plain', () => {
    const judged = pairs.filter(({ want }) => want.category !== undefined);
    const right = judged.filter(({ want, got }) => want.category === got.category);

    report('category', { right: right.length, of: judged.length });
    expect(right.length / judged.length).toBeGreaterThan(0.8);
  });

  it('are cut, never rewritten: every value but phone and category stands in the text', () => {
    const made = read.flatMap(({ text, got }) =>
      got.flatMap(({ organization, contact, content, expectation }) =>
        [organization, contact, content, expectation].filter((value) => value !== null && !text.includes(value)),
      ),
    );

    expect(made).toEqual([]);
  });
});

describe('questions on the documents', () => {
  it('are no cases', () => {
    const questions = readFileSync('test/eval/questions.jsonl', 'utf8').trim().split('\n');
    const asked = questions.map((line) => z.object({ question: z.string() }).parse(JSON.parse(line)).question);

    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((question) => parseCases(question).items.length > 0)).toEqual([]);
  });
});

describe('phone numbers', () => {
  it.each([
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['+86 138-0013-8000', '13800138000'],
    ['0086 13800138000', '13800138000'],
    ['(+86)13800138000', '13800138000'],
    ['13800138000（微信同号）', '13800138000'],
    ['0731-88886666', '0731-88886666'],
    ['0731 8888 6666', '0731-88886666'],
    ['（0731）88886666', '0731-88886666'],
    ['０７３１－８８８８６６６６', '0731-88886666'],
    ['+86 731 8888 6666', '0731-88886666'],
    ['010-65001234', '010-65001234'],
    ['073188886666转801', '0731-88886666-801'],
    ['400-800-1234', '400-800-1234'],
    ['4008001234', '400-800-1234'],
    ['+852 9123 4567', '+85291234567'],
    ['88886666', '88886666'],
    ['0731 8888 666', '0731-8888666'],
    ['1 3 8 0 0 1 3 8 0 0 0', '13800138000'],
    ['０７３１ ８８８８－６６６６', '0731-88886666'],
  ])('%s is %s', (written, phone) => {
    expect(only(`建议：多办培训。电话：${written}`)).toMatchObject({ phone, content: '多办培训' });
  });

  it.each(['身份证430102198001011234', '订单号20261123138001380001', '138****8000', '预算13800元', '2026-11-23'])(
    'are not seen in %s',
    (text) => {
      expect(only(`建议：核对一下${text}`).phone).toBeNull();
    },
  );

  it('of the other party are not the member’s', () => {
    expect(only('投诉：有人冒充协会，对方电话13900001111，请查处').phone).toBeNull();
  });
});

describe('one message', () => {
  it('of several suggestions gives as many cases, who wrote it in each', () => {
    const { items } = parseCases('我是宁乡市服装协会的刘洋，建议一：办面料展；建议二：开网课。电话13874800000');

    expect(items.map(({ content }) => content)).toEqual(['办面料展', '开网课']);
    expect(items.map(({ organization, contact, phone }) => [organization, contact, phone])).toEqual([
      ['宁乡市服装协会', '刘洋', '13874800000'],
      ['宁乡市服装协会', '刘洋', '13874800000'],
    ]);
  });

  it('that lists the grounds of one complaint stays one', () => {
    expect(parseCases('投诉城南酒店：一是卫生太差，二是乱加服务项目').items).toHaveLength(1);
  });

  it('with a figure like 1.5% or a date is not cut there', () => {
    expect(only('建议：1.5%的手续费降到1%，2.5万元以下免收').content).toBe('1.5%的手续费降到1%，2.5万元以下免收');
  });

  it('says what a follow-up would need', () => {
    expect(parseCases('建议：多办培训').missing).toEqual(['organization', 'contact', 'phone']);
    expect(parseCases('建议：多办培训，联系人王芳13800138000').missing).toEqual(['organization']);
    expect(parseCases('建议：')).toEqual({ items: [], missing: ['content'] });
    expect(parseCases('你好')).toEqual({ items: [], missing: [] });
    expect(parseCases('')).toEqual({ items: [], missing: [] });
  });

  it.each([
    '=HYPERLINK("http://127.0.0.1/?"&A1,"点我")',
    '<script>alert(1)</script>',
    '😀👨‍👩‍👧 多发表情',
    '\u202E反过来写的字\u202C 也要留',
    '第一行\n\n第三行',
    '-5 度以下请开暖气',
  ])('is kept as it was written: %j', (content) => {
    expect(only(`建议：${content}`).content).toBe(content);
  });

  // What backtracks does not come to an end before the test does.
  it('of 4,000 characters is read, whatever it repeats', () => {
    const units = ['\n', ' ', '我是', '关于', '给协会', '建议', '1', '协会', '建议：', '电话', '，', '希望', '\n我是'];

    const read = units.map((unit) => parseCases(unit.repeat(4000 / unit.length)));

    expect(read).toHaveLength(units.length);
  });
});

function only(text: string): CaseFields {
  const [first, ...more] = parseCases(text).items;
  if (first === undefined || more.length > 0) throw new Error(`${more.length} more or none in: ${text}`);
  return first;
}

/** What is wrong is seen in the output of the test. */
function show(wrong: readonly string[]): void {
  for (const line of wrong) process.stdout.write(`  wrong: ${line}\n`);
}

function report(what: string, { right, of }: { right: number; of: number }): void {
  process.stdout.write(`${what}: ${right}/${of} (${((100 * right) / of).toFixed(1)} %)\n`);
}
