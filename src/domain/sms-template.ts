/** One variable of a template with what stands in its place. */
export type TemplateParam = { name: string; value: string };

/** An approved template, and what is filled in, in the order in which the variables stand in its text. */
export type FilledTemplate = { template: string; params: readonly TemplateParam[] };

/** A text that the platform has approved; `${name}` stands for what is filled in. */
export type SmsTemplate = { name: string; text: string };

const variable = /\$\{([^{}\s]+)\}/gu;

/** Each once, in the order of the text. */
export function variablesOf({ text }: SmsTemplate): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name = '']) => name))];
}

/** The words people read. What is filled in is taken as it is; a variable without a value stays as it is written. */
export function fillSms({ text }: SmsTemplate, params: readonly TemplateParam[]): string {
  const values = new Map(params.map(({ name, value }) => [name, value]));
  return text.replace(variable, (mark, name: string) => values.get(name) ?? mark);
}

/** In characters: one message, and each part of a longer one, whose parts carry marks that put them together again. */
const [single, part] = [70, 67];

/** How many messages the platform charges for one text, with the signature before it. */
export function chargedFor(text: string): number {
  const length = Array.from(text).length;
  return length <= single ? 1 : Math.ceil(length / part);
}

/** As it is when nothing is filled in, which is the shortest it gets. */
export function bareText({ text }: SmsTemplate, signName: string): string {
  return `【${signName}】${text.replace(variable, '')}`;
}
