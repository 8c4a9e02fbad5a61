import { AppError } from '../../base/errors.ts';
import { fillSms, type SmsTemplate, type TemplateParam, variablesOf } from '../../domain/sms-template.ts';
import type { Recipient } from './sms-recipients.ts';

/** Filled in from the directory where nothing else is given. */
export const ownVariables = ['姓名', '职务', '单位'] as const;
type OwnVariable = (typeof ownVariables)[number];

/** Most platforms take no more in one variable: https://help.aliyun.com/zh/sms/user-guide/message-template-specifications. */
export const longestParam = 35;

export type Params = ReadonlyMap<string, string>;

/** Throws `input/invalid` or `input/too-long` for what is missing, unknown, or would not be taken. */
export function checkParams(template: SmsTemplate, params: Params): void {
  const variables = variablesOf(template);
  const named = variables.map((name) => `\${${name}}`).join('、') || '没有变量';
  const unknown = [...params.keys()].find((name) => !variables.includes(name));
  if (unknown !== undefined)
    throw new AppError('input/invalid', `模板“${template.name}”里没有变量 ${unknown}，它有：${named}。`);
  const missing = variables.find((name) => !params.has(name) && !isOwn(name));
  if (missing !== undefined)
    throw new AppError('input/invalid', `模板“${template.name}”还要填 \${${missing}} 的内容。`);
  for (const [name, value] of params) checkValue(name, value);
}

function checkValue(name: string, value: string): void {
  if (value.trim() === '') throw new AppError('input/invalid', `变量 ${name} 的内容不能为空。`);
  if (/[\r\n【】]|https?:\/\/|www\./iu.test(value))
    throw new AppError('input/invalid', `变量 ${name} 里不能有换行、【】或网址，短信平台不收。`);
  const length = Array.from(value).length;
  if (length > longestParam)
    throw new AppError('input/too-long', `变量 ${name} 最多 ${longestParam} 个字，这段有 ${length} 个字，请改短。`);
}

/** What one person reads, and what is filled in; `skipped`: why it cannot be. */
export type Letter = { params: TemplateParam[]; text: string; skipped: string | null };

export function letterFor(
  recipient: Recipient,
  { template, params, signName }: { template: SmsTemplate; params: Params; signName: string },
): Letter {
  const filled = variablesOf(template).map((name) => ({ name, value: params.get(name) ?? ownValue(name, recipient) }));
  const empty = filled.find(({ value }) => value === '');
  const long = filled.find(({ value }) => Array.from(value).length > longestParam);
  const known = filled.filter(({ value }) => value !== '');
  return {
    params: filled,
    text: `【${signName}】${fillSms(template, known)}`,
    skipped: empty
      ? `通讯录里没有${empty.name}，填不上模板里的 \${${empty.name}}`
      : long
        ? `${long.name}太长，填不进模板`
        : null,
  };
}

function ownValue(name: string, { person, organization }: Recipient): string {
  if (!isOwn(name)) return '';
  switch (name) {
    case '姓名':
      return person.name;
    case '职务':
      return person.post ?? '';
    case '单位':
      return organization;
  }
}

function isOwn(name: string): name is OwnVariable {
  return ownVariables.some((own) => own === name);
}
