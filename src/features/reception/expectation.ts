import type { CaseKind } from '../../domain/case.ts';
import { trimSpan, type Span } from './fold.ts';

const label =
  /(?<=[\s,。;!?\n])(?:期望(?:结果)?|诉求|希望(?:结果|达到)?|期待|要求|期望解决方案|希望的结果|我的诉求)\s*:\s*/u;
const modest =
  '(?:也|还|同时|因此|所以|故|现|特|真心|衷心|非常|十分|强烈|诚挚|我们?|本人|公司|企业|会员|大家|在此|最后|想|另外|并|且|都|再|就|诉求是)*';
/** Where a wish begins; 请问 and 要求我们交费 are none. */
const wish = new RegExp(
  `(?<=[\\s,。;!?\\n])${modest}(?:希望|期望|期盼|盼望|盼|恳请|恳求|恳切|请求|敬请|烦请|拜托|麻烦(?:协会|商会|秘书处|领导|你们|您|帮|尽快|牵|给|推荐|介绍|安排|处理|大家|各位|催|协调|反映|转|看看|问|跟)|请(?!问|假|客|看|注意|了|来|人)|要求(?=退|赔|道歉|处理|查|整改|尽快|对方|给|公开|撤|解决|严|协会|赔偿|恢复|停止|返还)|望(?!着|见|远|而)|申请(?=协会|商会|专家|行业)|想请|求(?=带|各位|老师|前辈|高手|指点|协会|商会|帮|领导|政府|大家|对接|推荐|指导|支持|解决)|能不能|能否|可否|可不可以|是否可以|是不是可以)`,
  'gu',
);
/** 协会能不能帮忙调解 wishes as 能不能帮忙 does. */
const help =
  /(?<=[\s,。;!?\n])(?:(?:咱们?|贵)?(?:协会|商会|秘书处|领导|大家|各位|政府)(?:里|们|会员|老[总板]|朋友|企业|同行)*(?:能不能|能否|可否|可不可以|是否可以|(?:给|帮)[^,。;!?]{0,4}(?:支招|想想?办法|出(?:出|个)?主意|支支招|讲讲|呼吁)))/gu;
/** 我们要求退定金也不退 tells what was refused. */
const refused =
  /^[^,。;!?\n]*(?:也|都|却|但|就是|一直|至今|还是|仍|他|她|他们)?(?:(?<![能是可])不(?!要|再|影响)|没|未)[^,。;!?\n]*[,。;!?\n]/u;
/** 要求退款，拖到现在没退 tells it a clause later. */
const refusedLater = /^[^,。;!?\n]{1,20},(?:拖|一直|至今|到现在|对方|他们?|却|结果|但)[^,。;]{0,10}(?:没|不(?!要)|未)/u;
const wishAhead = new RegExp(`^\\s*${modest}(?:希望|期望|期盼|盼望|恳请|请求|请(?!问)|要求|望)`, 'u');
const topic = /^(?:关于|针对|对于)[^,。;]{1,16}[,:]\s*$/u;
/** 能不能办个展 is what is suggested, not what is hoped for besides. */
const asks = /^(?:能不能|能否|可否|可不可以|是否可以|是不是可以)/u;
const sentenceEnd = /[。!?\n;]/u;

/** What a folded body says and what it wishes; the wish is null when there is none apart. Both are pieces of the body. */
export type Parts = { content: Span; expectation: Span | null };

/**
 * Cuts a wish off the end. One in the middle is taken but also left where it stands, and so is a wish that is itself
 * what is suggested (培训都在工作日，希望改到周末).
 */
export function splitExpectation(folded: string, body: Span, of: { kind: CaseKind; labelled: boolean }): Parts {
  const text = folded.slice(body.start, body.end);
  const labelled = label.exec(text);
  if (labelled !== null) return cut(folded, body, { at: labelled.index, from: labelled.index + labelled[0].length });
  const wishes = of.kind === 'suggestion' ? [wish] : [wish, help];
  const found = wishes.flatMap((way) => [...text.matchAll(way)].map(({ index }) => index)).sort((a, b) => a - b);
  const at = found.find((index) => !refused.test(text.slice(index)) && !refusedLater.test(text.slice(index))) ?? 0;
  if (at === 0 || text.slice(0, at).replace(/\P{L}/gu, '').length < 3) return { content: body, expectation: null };
  if (topic.test(text.slice(0, at))) return { content: body, expectation: null };
  const parts = cut(folded, body, { at, from: at });
  if (of.kind !== 'suggestion' || of.labelled || /建议|意见|提议/u.test(text.slice(0, at))) return parts;
  return { content: body, expectation: asks.test(text.slice(at)) ? null : parts.expectation };
}

function cut(folded: string, body: Span, { at, from }: { at: number; from: number }): Parts {
  const text = folded.slice(body.start, body.end);
  const end = from + wishLength(text.slice(from));
  const expectation = trimSpan(folded, { start: body.start + from, end: body.start + end });
  const last = text.slice(end).trim() === '';
  return { content: last ? trimSpan(folded, { start: body.start, end: body.start + at }) : body, expectation };
}

/** A wish lasts to the end of its sentence, and through sentences that wish too. */
function wishLength(text: string): number {
  const end = sentenceEnd.exec(text);
  if (end === null) return text.length;
  const length = end.index + 1;
  const rest = text.slice(length);
  return wishAhead.test(rest) ? length + wishLength(rest) : length;
}
