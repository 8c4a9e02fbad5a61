import { dayOf, weekdayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';

/** What a text may leave open; each group reads its own. */
export const variables = ['群名', '协会', '日期', '星期'] as const;
export type Variable = (typeof variables)[number];

/** What a group is called; an `association` of null leaves that variable empty. */
export type Names = { title: string; association: string | null };

/** The day a text is sent on, epoch ms within it. */
export type FillOptions = { at: number; timeZone: string };

/** A brace written twice is one; the wide ones of Chinese keyboards count too. */
const marks = /\{\{|\}\}|｛｛|｝｝|[{｛]([^{}｛｝\n]*)[}｝]/gu;
const dayVariables: readonly Variable[] = ['日期', '星期'];

/** Throws `input/invalid`, naming the first variable that nobody knows. */
export function checkTemplate(text: string): void {
  const unknown = namesIn(text).find((name) => !isVariable(name));
  if (unknown === undefined) return;
  const known = variables.map((name) => `{${name}}`).join('、');
  throw new AppError(
    'input/invalid',
    `不认识变量 {${unknown}}，可以用的有 ${known}；要原样写出大括号，请写两遍，如 {{${unknown}}}。`,
  );
}

/** Whether the text is true on one day only. */
export function namesItsDay(text: string): boolean {
  return namesIn(text).some((name) => dayVariables.some((variable) => variable === name));
}

export function holds(text: string, variable: Variable): boolean {
  return namesIn(text).includes(variable);
}

/** The text as the group with these names reads it. What is filled in is taken as it is, braces and all. */
export function fillTemplate(text: string, names: Names, options: FillOptions): string {
  return text.replace(marks, (mark: string, name?: string) => {
    const variable = name?.trim();
    if (variable === undefined) return mark.slice(1);
    return isVariable(variable) ? valueOf(variable, names, options) : mark;
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(marks)].flatMap(([, name]) => (name === undefined ? [] : [name.trim()]));
}

function isVariable(name: string): name is Variable {
  return variables.some((variable) => variable === name);
}

function valueOf(variable: Variable, { title, association }: Names, { at, timeZone }: FillOptions): string {
  const day = dayOf(at, timeZone);
  switch (variable) {
    case '群名':
      return title;
    case '协会':
      return association ?? '';
    case '日期': {
      const [year, month, date] = day.split('-').map(Number);
      return `${year}年${month}月${date}日`;
    }
    case '星期':
      return `星期${'一二三四五六日'.charAt(weekdayOf(day) - 1)}`;
  }
}
