import type { CaseKind } from '../../domain/case.ts';
import { trimSpan, type Span } from './fold.ts';
import type { Heading } from './heading.ts';

/** What somebody wrote behind 反映事项： in a list of fields, and what the list says it is. */
export type FilledForm = { heading: Pick<Heading, 'kind' | 'via'>; body: Span; told: Span };

const field =
  /(?<=^|[\n;|])\s{0,8}((?!https?)[\p{Script=Han}]{2,10})\s{0,4}:|(?<=[,。\s])\s{0,8}((?:联系|联络|反映|投诉|申请|举报|诉求|建议|经办|负责)人|(?:联系)?电话|手机|联系方式|单位|姓名|(?:反映|投诉|诉求|建议|举报|申请)?(?:内容|事项|事由)|期望|诉求|类别)\s{0,4}:/gu;
const topic =
  /^(?:具体|主要)?(?:反映|投诉|诉求|建议|举报|问题|纠纷|求助|需求|申请|困难)?的?(?:内容|事项|事由|问题|情况|描述|说明|详情|经过|正文)(?:描述|说明|概述|简述)?$/u;
const wish = /^(?:我的)?(?:期望|希望|期待|诉求|要求)(?:结果|达到|解决)?(?:目标|方案)?$/u;
/** 时间 and 地点 are of a meeting; who fills in a form says who, or of what kind it is. */
const ofCases = /人$|电话|手机|联系|单位|组织|姓名|类别|类型|期望|诉求|反映|投诉|举报|收费|金额/u;

/** Null when a text is no list of fields with one that says what happened. `masked`: who writes is blanked. */
export function readFilledForm(masked: string): FilledForm | null {
  const fields = [...masked.slice(0, longest).matchAll(field)].map((match) => ({
    label: match[1] ?? match[2] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  const at = fields.findIndex(({ label }) => topic.test(label));
  const told = fields[at];
  if (told === undefined || !fields.some((one) => one !== told && ofCases.test(one.label))) return null;
  const next = fields.slice(at + 1).find(({ label }) => !wish.test(label));
  const body = trimSpan(masked, { start: told.end, end: next?.start ?? masked.length });
  const end = fields[at + 1]?.start ?? masked.length;
  const labels = fields.map(({ label }) => label).join(' ');
  return {
    heading: kindOf(`${masked.slice(0, told.start)} ${labels}`, told.label),
    body,
    told: { start: told.end, end: Math.min(end, body.end) },
  };
}

const longest = 3_000;

const tells = /反映|投诉|问题|申请|困难|期望|诉求|联系人/u;
const meets = /时间|地点|会议|主题|议程|报名|参会/u;

/** 内容 alone may be that of a notice: there the words decide. */
function kindOf(before: string, label: string): Pick<Heading, 'kind' | 'via'> {
  const kind =
    wordsOf(/(?:类别|类型)\s*:\s*([^\n,。;]{2,8})/u.exec(before)?.[1] ?? '') ??
    wordsOf(label) ??
    wordsOf(/(建议|投诉|举报|诉求|求助|纠纷)(?:类型|类别|人|单位)/u.exec(before)?.[1] ?? '');
  if (kind === 'suggestion' || kind === 'complaint') return { kind, via: 'label' };
  if (kind !== null) return { kind, via: 'report' };
  if (/(?:乱|违规)收费|收费(?:主体|项目)/u.test(before)) return { kind: 'fee_report', via: 'command' };
  return { kind: null, via: tells.test(`${before} ${label}`) && !meets.test(before) ? 'report' : null };
}

function wordsOf(label: string): CaseKind | null {
  if (/建议|意见/u.test(label)) return 'suggestion';
  if (/投诉|举报/u.test(label)) return 'complaint';
  if (/纠纷|调解/u.test(label)) return 'dispute';
  return /诉求|求助|需求/u.test(label) ? 'demand' : null;
}
