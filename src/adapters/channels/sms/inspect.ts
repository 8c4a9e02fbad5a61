import { bareText, chargedFor, type SmsTemplate, variablesOf } from '../../../domain/sms-template.ts';
import type { ChannelFinding } from '../../../ports/channel.ts';
import { ok, warn } from '../findings.ts';
import { CallError, type Refusal } from './call-error.ts';
import { type Meaning, readMeaning } from './errors.ts';
import type { Review, SmsGateway } from './gateway.ts';

export type InspectDeps = {
  gateway: Pick<SmsGateway, 'review'>;
  meaning: (refusal: Refusal) => Meaning;
  signName: string;
  templates: ReadonlyMap<string, string>;
  wordings: () => Promise<readonly SmsTemplate[]>;
};

const states = { approved: '已通过', waiting: '还在审核', refused: '没有通过审核', missing: '平台上没有' } as const;

/** Holds the settings, the texts and what the platform has approved against each other; sends nothing. */
export async function inspect(deps: InspectDeps, signal: AbortSignal): Promise<ChannelFinding[]> {
  const wordings = await deps.wordings();
  const names = [...deps.templates.keys()];
  return [
    ...wordings.filter(({ name }) => !deps.templates.has(name)).map(uncoded),
    ...names.filter((name) => !wordings.some((one) => one.name === name)).map(unworded),
    ...(await reviewed(deps, wordings, signal)),
    ...wordings.filter(({ name }) => deps.templates.has(name)).map((one) => cost(one, deps.signName)),
  ];
}

function uncoded({ name }: SmsTemplate): ChannelFinding {
  return warn(`模板“${name}”还没有平台编号，不能用。`, `审核通过后在 SMS_TEMPLATES 里加上 ${name}=编号。`);
}

function unworded(name: string): ChannelFinding {
  return warn(
    `模板“${name}”没有写文字，不能用。`,
    '把审核通过的原文写进 knowledge/sms/templates.yaml，大家才看得到会收到什么。',
  );
}

async function reviewed(
  deps: InspectDeps,
  wordings: readonly SmsTemplate[],
  signal: AbortSignal,
): Promise<ChannelFinding[]> {
  try {
    const reviews = await deps.gateway.review([...deps.templates.values()], signal);
    return reviews.map((review) => toFinding(review, nameOf(deps, review), wordings));
  } catch (error) {
    return [unreviewed(error, deps.meaning)];
  }
}

/** Null: it is the signature. */
function nameOf({ templates }: InspectDeps, { subject }: Review): string | null {
  return [...templates].find(([, code]) => code === subject)?.[0] ?? null;
}

function toFinding({ subject, state, text }: Review, name: string | null, wordings: readonly SmsTemplate[]) {
  const what = name === null ? `签名【${subject}】` : `模板“${name}”（${subject}）`;
  if (state !== 'approved') return warn(`${what}${states[state]}，现在发不出去。`, '到短信平台的控制台查看审核结果。');
  const wording = wordings.find((one) => one.name === name);
  if (text !== null && wording !== undefined && !isSame(wording, text))
    return warn(`${what}的文字和平台上审核通过的不一样。`, '把 knowledge/sms/templates.yaml 改成平台上的原文。');
  return ok(`${what}${states[state]}。`);
}

/** 腾讯云 numbers its variables in their order; spaces at line ends come and go. */
function isSame(wording: SmsTemplate, approved: string): boolean {
  const numbered = variablesOf(wording).reduce(
    (text, name, place) => text.replaceAll(`\${${name}}`, `{${place + 1}}`),
    wording.text,
  );
  return [wording.text, numbered].some((text) => squeeze(text) === squeeze(approved));
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}

function unreviewed(error: unknown, meaningOf: InspectDeps['meaning']): ChannelFinding {
  const refusal = error instanceof CallError ? error.refusal : null;
  if (refusal === null)
    return { state: 'fail', detail: '连不上短信平台。', action: '检查网络、代理和 SMS_ENDPOINT、SMS_REGION。' };
  const meaning = readMeaning(refusal, meaningOf);
  if (meaning.kind === 'account')
    return { state: 'fail', detail: `${meaning.what}（${refusal.code}）。`, action: '按说明处理，再运行一次 doctor。' };
  return warn(`问不到签名和模板的审核状态（${refusal.code}）。`, '给密钥加上查询权限，或到控制台核对。');
}

function cost(template: SmsTemplate, signName: string): ChannelFinding {
  const charged = chargedFor(bareText(template, signName));
  return ok(`模板“${template.name}”不算填进去的字，每人按 ${charged} 条计费起。`);
}
