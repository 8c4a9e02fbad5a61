import { describe, expect, it } from 'vitest';
import { type ExperienceDocument, loadExperienceDocuments, loadFigures } from './experience-documents.ts';

const documents = loadExperienceDocuments();
const { subjects, figures, names } = loadFigures();

/** A digit, or a Chinese numeral before a unit. */
const NUMBER =
  /\d|[〇零一二三四五六七八九十百千万亿两]+[余多]?(?:[个名条项场家县区座件类级年月日岁元亿万套层批支步]|方面|人次)/u;

describe('experience documents', () => {
  it('are at least twelve', () => {
    expect(documents.length).toBeGreaterThanOrEqual(12);
  });

  it.each(documents)('$file has exactly the five front matter keys, title and source filled', ({ keys, facts }) => {
    expect(keys).toEqual(['title', 'region', 'organization', 'source', 'date']);
    expect([facts['title'], facts['source']]).toEqual([expect.stringMatching(/./u), expect.stringMatching(/./u)]);
  });

  it.each(documents)('$file: every number is a checked figure of the subject its line names', (document) => {
    const wrong = document.lines.filter((line) => NUMBER.test(withoutFigures(line, subjectsOf(document, line))));

    expect(wrong).toEqual([]);
  });

  it.each(documents)('$file: every figure stands beside what it counts', (document) => {
    const wrong = document.lines.filter((line) => misplaced(line, subjectsOf(document, line)));

    expect(wrong).toEqual([]);
  });

  it.each(documents)(
    '$file: every name in quotation marks is a checked name of the subject its line names',
    (document) => {
      const wrong = document.lines.flatMap((line) => {
        const allowed = subjectsOf(document, line).flatMap((subject) => names[subject] ?? []);
        return quoted(line).filter((name) => !allowed.includes(name));
      });

      expect(wrong).toEqual([]);
    },
  );

  it.each(figures)("$subject: $figure stands in the subject's own document", ({ subject, figure, about }) => {
    const own = documents.find(({ file }) => file === subjects[subject]?.document);

    expect(own?.lines.some((line) => line.includes(figure) && about.some((word) => line.includes(word)))).toBe(true);
  });

  it.each(Object.entries(names))("%s: every name stands in the subject's own document", (subject, list) => {
    const own = documents.find(({ file }) => file === subjects[subject]?.document);
    const found = new Set(own?.lines.flatMap(quoted));

    expect(list.filter((name) => !found.has(name))).toEqual([]);
  });
});

describe('the number rule', () => {
  it.each(['意见建议238条', '三个党委', '近七十万人次', '2023年', '百分之5'])('sees the number in %s', (line) => {
    expect(NUMBER.test(withoutFigures(line, ['changsha', 'henan']))).toBe(true);
  });

  it('does not lend a figure to another subject', () => {
    expect(NUMBER.test(withoutFigures('收集意见建议237条', ['hefei']))).toBe(true);
    expect(misplaced('长沙市出台规范性文件5个', ['changsha'])).toBe(true);
  });
});

/** A document about one subject speaks of it in every line; in the others the line has to name it. */
function subjectsOf(document: ExperienceDocument, line: string): string[] {
  const own = Object.entries(subjects).find(
    ([key, { document: file }]) => file === document.file && key !== 'meetings',
  );
  if (own !== undefined) return [own[0]];
  return Object.entries(subjects).flatMap(([key, { names }]) =>
    names.some((name) => line.includes(name)) ? [key] : [],
  );
}

function withoutFigures(line: string, allowed: readonly string[]): string {
  const bare = line.replace(/“[^”]*”|《[^》]*》|中央八项规定/gu, '');
  const known = figures.filter(
    ({ subject }) => allowed.includes(subject) || (subject === 'meetings' && line.startsWith('#')),
  );
  return known
    .map(({ figure }) => figure)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, figure) => rest.replaceAll(new RegExp(`(?<!\\d)${figure}`, 'gu'), '·'), bare);
}

/** True when a line has a figure of its subjects but none of the words that say what is counted. */
function misplaced(line: string, allowed: readonly string[]): boolean {
  return figures
    .filter(({ figure }) => new RegExp(`(?<!\\d)${figure}`, 'u').test(line))
    .map(({ figure }) => figures.filter((other) => other.figure === figure && allowed.includes(other.subject)))
    .some((same) => same.length > 0 && !same.some(({ about }) => about.some((word) => line.includes(word))));
}

function quoted(line: string): string[] {
  return [...line.matchAll(/“([^”]*)”|《([^》]*)》/gu)].map(([, name, title]) => name ?? title ?? '');
}
