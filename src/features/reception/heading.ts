import type { CaseKind } from '../../domain/case.ts';
import type { Form } from '../../domain/form.ts';
import { skipHead } from './identity.ts';

/**
 * What the beginning of a message says it is: a command (/建议), a label (建议：, 我想提个建议，) or a report (反映：) whose
 * kind its words decide. `body` is the offset behind it.
 */
export type Heading = { kind: CaseKind | null; via: 'command' | 'label' | 'report' | null; body: number };

const command = /^\s*(?:\/\s?(建议|意见|suggest(?:ion)?|投诉|举报|complain(?:t)?)|(建议|投诉|举报)(?=\s|$))/u;

const who =
  '(?:我们?|本人|老会员|公司|我司|我公司|企业|协会|商会|单位)?(?:这边|这里|这次|这回|另外|也|就|再|还|今天|现在|在此|特|个人|实名|匿名){0,3}(?:(?:关于|现?就|针对|围绕|现将)[^,。:]{1,20}?,?)?(?:我们?|本人)?(?:这边|也|就|还|再|先|想)?';
const wantsTo =
  '(?:想|要|来|需要|有|打算|实名|匿名|正式){0,3}(?:(?:跟|和|给|向|对)[^,。:]{1,8}?)?(?:想|要|来|需要|有|实名|匿名|正式){0,2}';
const measure =
  '(?:如下|以下)?(?:一?[个条点件些下]|[几两二三四五六\\d]+[个条点件项])?(?:关于[^,。:]{1,16}的)?(?:小小?的|小|不成熟的|合理化|心里的)?';
const noun =
  '(意见建议|意见和建议|意见|建议|想法|提议|投诉|举报|反映|诉求|求助|需求|纠纷|调解|矛盾|问题|情况|困难|难处|事情|事|内容|事项|事由|原因|详情)';
const noting = '(?:(?:帮我|帮忙|请|麻烦|给我)(?:记|登记|录|记录|反馈|转达|提)(?:一?下|一?[条个])?)?';
const label = new RegExp(
  `^#?(?:建议(?=建议))?${who}${noting}${wantsTo}(?:提出?|反映|说说?|讲讲?|谈谈?|投诉|举报|申请|(?:反馈|收集|汇总|整理|转达?)[^,。:]{0,8}?|的)?(?:我们?的|我的|的)?${measure}${noun}(?:一下|调解|申请|内容|描述|说明|事项|对接|反馈|汇报|如下|是|哈|啊|呀|哦|哟)*#?\\s*(?::|--)\\s*`,
  'u',
);
const agrees = '(?:(?:楼上|前面|上面)[^,。:!]{0,10}[,。!]\\s*)?';
const spoken = new RegExp(
  `^${agrees}${who}${wantsTo}(?:提出?|有|补充?|加|反映|说说?|讲讲?|谈谈?|说[一两几]句|吐(?:个|一下)?槽(?:一下)?|反馈|投诉|举报|求助(?:各位|大家)?|申请(?=纠纷|调解)|建议(?=一下))(?:我们?的|我的)?${measure}(?:纠纷|矛盾)?${noun}?(?:想说|要说|一下|如下|要提|想提|想反映)?[哈啊呀哦]?(?:[,。!\\s]|--?)+`,
  'u',
);
/** 那我也说一条： is mostly a wish, and may be anything. */
const one =
  /^(?:那)?(?:我们?|咱)?(?:也|再|就|来|先)?(?:说|提|补充|讲|加)(?:上)?[一两几三](?:条|个|点|句)(?:吧)?\s*[:,]\s*/u;
const small = /^(?:一?[个条点]?小|个人|一[个条点]|[几两三]点)(建议|意见|想法)[,:。\s]+/u;
const offered = new RegExp(
  `^${who}${wantsTo}提(?:(?:一[嘴句]|[个一]?醒)[,:\\s]*|(?:一?[个条点]|[几两])?(?:建议|意见)[:,]?)(?!吗|的|可以|有|后|了|怎|流程|在|去|时|渠道|到|给|能|会|是|一般|,|$)`,
  'u',
);

const kinds = new Map<string, CaseKind | null>([
  ['建议', 'suggestion'],
  ['意见', 'suggestion'],
  ['意见建议', 'suggestion'],
  ['意见和建议', 'suggestion'],
  ['想法', 'suggestion'],
  ['提议', 'suggestion'],
  ['投诉', 'complaint'],
  ['举报', 'complaint'],
  ['诉求', 'demand'],
  ['求助', 'demand'],
  ['需求', 'demand'],
  ['困难', 'demand'],
  ['难处', 'demand'],
  ['纠纷', 'dispute'],
  ['矛盾', 'dispute'],
  ['调解', 'dispute'],
]);

/** A heading is at most this long; patterns with many ways through see no more. */
const longest = 80;

/** Reads greetings, who it is and headings in any order. `masked` is the text with who blanked. */
export function readHeading(masked: string, forms: readonly Form[] = []): Heading {
  const found: Heading = { kind: null, via: null, body: 0 };
  for (;;) {
    const start = skipHead(masked, { start: found.body, end: masked.length });
    const rest = masked.slice(start, start + longest);
    const next = readWord(rest, forms) ?? readOne(rest);
    if (next === null) return { ...found, body: start };
    found.kind ??= next.kind;
    found.via ??= next.via;
    found.body = start + next.length;
  }
}

type One = { kind: CaseKind | null; via: 'command' | 'label' | 'report'; length: number };

const bracketed = /^[【[(](建议|意见|投诉|举报|诉求|求助|需求|纠纷|反映|反馈)[\p{Script=Han}]{0,4}[】\])]\s*:?\s*/u;
/** Somebody who begins with thanks for the last time comes with something new. */
const thanks = /^(?:谢谢|感谢|多谢|辛苦)[^,。!:\n]{0,14}[!。,~]\s*/u;

function readOne(rest: string): One | null {
  const thanked = thanks.exec(rest)?.[0].length ?? 0;
  if (thanked === 0) return readHere(rest);
  const behind = readHere(rest.slice(thanked));
  return behind && { ...behind, length: behind.length + thanked };
}

function readHere(rest: string): One | null {
  const said = command.exec(rest);
  // 投诉 without a slash is said, not ordered: its words may tell a closer kind.
  if (said !== null) {
    const via = said[1] === undefined ? 'label' : 'command';
    return { ...kindOf(said[1] ?? said[2] ?? ''), via, length: said[0].length };
  }
  const spokenOne = one.exec(rest)?.[0].length ?? 0;
  if (spokenOne > 0) return { kind: 'suggestion', via: 'report', length: spokenOne };
  const match = bracketed.exec(rest) ?? label.exec(rest) ?? spoken.exec(rest) ?? small.exec(rest) ?? offered.exec(rest);
  if (match === null) return null;
  if (/提(?:一[嘴句]|[个一]?醒)/u.test(match[0])) return { kind: 'suggestion', via: 'label', length: match[0].length };
  const { kind } = kindOf(/建议|意见|投诉|举报|求助/u.exec(match[0])?.[0] ?? match[1] ?? '');
  return { kind, via: kind === null || kind === 'demand' ? 'report' : 'label', length: match[0].length };
}

const registers = /^\/\s?(?:登记|register)(?![a-z])[\s:,]*/u;

/** `/登记 维权` and `维权：`, by the words of the forms. */
function readWord(rest: string, forms: readonly Form[]): One | null {
  const registered = registers.exec(rest)?.[0] ?? '';
  const said = rest.slice(registered.length);
  const words = forms.flatMap(({ id, words }) => words.map((word) => ({ id, word })));
  const named = words.filter(({ word }) => said.startsWith(word)).sort((a, b) => b.word.length - a.word.length);
  for (const { id, word } of named) {
    const mark = (registered === '' ? /^\s*:\s*/u : /^(?:[\s:,]+|$)/u).exec(said.slice(word.length));
    if (mark !== null) return { kind: id, via: 'command', length: registered.length + word.length + mark[0].length };
  }
  return null;
}

/** The word after `/登记` when it is no kind, empty when none stands there; null for any other text. */
export function readUnknownWord(folded: string, forms: readonly Form[]): string | null {
  const text = folded.trim();
  const registered = registers.exec(text)?.[0];
  if (registered === undefined || readWord(text, forms) !== null || readOne(text.slice(registered.length)) !== null)
    return null;
  return text.slice(registered.length).split(/[\s:,]/u)[0] ?? '';
}

function kindOf(word: string): { kind: CaseKind | null } {
  if (word.startsWith('suggest')) return { kind: 'suggestion' };
  if (word.startsWith('complain')) return { kind: 'complaint' };
  return { kind: kinds.get(word) ?? null };
}
