import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHolidayYears } from '../../../src/adapters/holiday-years/holiday-years.ts';
import { parseHolidayYear } from '../../../src/adapters/holiday-years/parse-holiday-year.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const off = 'off: [{ name: 元旦, from: 2027-01-01, until: 2027-01-03 }]';

describe('years of holidays in a folder', () => {
  it('are read one a file, each day of a holiday by itself', async () => {
    const folder = tempFolder();
    await writeFile(
      join(folder, '2027.yaml'),
      'year: 2027\nsource: 通知\noff:\n  - { name: 元旦, from: 2026-12-31, until: 2027-01-02 }\nwork: [2027-01-09]\n',
    );
    await writeFile(join(folder, 'README.md'), '# 说明');
    await writeFile(join(folder, '.2028.yaml'), 'x');

    const years = createHolidayYears(folder);

    expect(await years.read()).toEqual([
      { year: 2027, off: ['2026-12-31', '2027-01-01', '2027-01-02'], work: ['2027-01-09'] },
    ]);
    await writeFile(join(folder, '2028.yml'), `year: 2028\n${off.replaceAll('2027', '2028')}\nwork: []`);
    expect((await years.read()).map(({ year }) => year)).toEqual([2027, 2028]);
  });

  it('may be written as the guide shows', async () => {
    const guide = await readFile('knowledge/README.md', 'utf8');
    const [, example = ''] = /```yaml\n(year: 2027\n[^`]+)```/u.exec(guide) ?? [];

    expect(await parseHolidayYear(example, '2027.yaml')).toMatchObject({ year: 2027, work: ['2027-02-14'] });
  });

  it('are none without a folder', async () => {
    expect(await createHolidayYears(join(tempFolder(), 'absent')).read()).toEqual([]);
  });

  it.each([
    ['year: [', '不是有效的 YAML'],
    ['', '应有 year、off 和 work'],
    [`year: 2026\n${off}\nwork: []`, 'year 写的是 2026，应与文件名相同'],
    [`year: 二七\n${off}\nwork: []`, 'year：year 应为年份'],
    [`year: 2027\n${off}`, 'work：work 应为日期列表'],
    [`year: 2027\n${off}\nwork: []\nrest: []`, '不认识 rest'],
    ['year: 2027\noff: []\nwork: []', 'off：off 至少要有一个假期'],
    [
      `year: 2027\n${off.replace('01-03', '02-30')}\nwork: []`,
      'off的第 1 项的until：日期应写成 YYYY-MM-DD，且确有这一天',
    ],
    [`year: 2027\n${off.replace('2027-01-03', '2026-12-31')}\nwork: []`, 'until 应不早于 from'],
    [`year: 2027\n${off.replace('01-03', '01-31')}\nwork: []`, '不会超过 15 天'],
    [
      `year: 2027\n${off.replace('2027-01-01', '2026-12-20').replace('2027-01-03', '2026-12-21')}\nwork: []`,
      '2026-12-20 不在 2027 年',
    ],
    [`year: 2027\n${off}\nwork: [2027-01-04]`, '都应是周六或周日'],
    [`year: 2027\n${off}\nwork: [2028-01-01]`, '2028-01-01 不在 2027 年'],
    [`year: 2027\n${off}\nwork: [2027-01-03]`, '2027-01-03 既在 off 里又在 work 里'],
  ])('%j is refused with the file and the problem', async (text, sentence) => {
    await expect(parseHolidayYear(text, '2027.yaml')).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringMatching(/^放假安排 2027\.yaml .+。$/u),
    });
    await expect(parseHolidayYear(text, '2027.yaml')).rejects.toThrow(sentence);
  });
});
