import type { CaseKind } from '../../domain/case.ts';
import { asksProgress } from './asks-progress.ts';
import type { Heading } from './heading.ts';
import { lean, type Leaning, leanings } from './leaning.ts';
import { asksForInformation, clausesOf, isQuestion } from './questions.ts';
import { strictlyDisputes } from './signal-words.ts';
import { readSignals, type Signals } from './signals.ts';

const advertises =
  /加(?:我)?微信|加v|扫码|扫一扫|私聊我|私信我|私我|有(?:需要|意向?|兴趣)的?(?:老板|朋友|会员|亲|企业|单位|请|可以|可|联系|私|,)|优惠价|特价|促销|打折|折扣|包过|包下证|代理记账|免费领|点击链接|厂家直销|低息|秒批|无抵押|当天放款|新品上市|欢迎(?:选购|咨询|订购|来电|合作)|长期供应|大量现货|量大从优/u;
/** Words of advertisements that members use of their own trouble as well. */
const soundsLikeOne = /限时|代办|加盟|诚招|转让|出租|团购|出售|承接/u;
/** Nobody laughs about what he reports. */
const laughs =
  /(?<!嘻)哈哈|嘿嘿|hh+|😂|🤣|\[(?:笑|偷笑|呲牙|捂脸|坏笑|破涕为笑|狗头|憨笑|奸笑|大笑)|开玩笑|逗[你大]|狗头/u;
const smallTalk = /发(?:个|点)?(?:大)?红包|红包雨|放假|请(?:大家)?(?:吃饭|喝酒|喝奶茶|客)|😄|😆|\[旺柴/u;
const negates =
  /(?:没有|没啥|没什么|暂无|暂时没|无|不是|不想|并非|没)(?:什么|要|任何|其他|别的|想)*(?:提|反映)?的?(?:建议|意见|投诉|诉求|问题要)/u;
const notices =
  /^\s*(?:【?(?:重要|紧急|会议|缴费|温馨)?(?:通知|公告|提醒|提示|喜报)】?(?:\s*[:!]|各)|转(?:发)?\s*:\s*关于|建议(?:收藏|转发|关注|阅读)(?:[!,。]|$))/u;
const endsIt =
  /不(?:想|再|用|打算)?(?:投诉|举报|追究|反映|要求)了|(?:投诉|举报|申请|诉求)(?:我)?(?:撤|取消)(?:回|销)?了?/u;
/** What was put right; 但是 or 又 begins another trouble. */
const settled =
  /(?:已经?|都|终于|后来|今天|昨天|前天|刚刚?|总算|顺利|圆满)[^,。!]{0,10}?(?:修好|解决|办好|办妥|办下来|落实|招到|到账|拿到|退回|要回|打过来|成功|和好|言和|处理好|处理完|道歉|整改|恢复)了?|(?:货款|钱|工资|尾款|押金|欠款|款)[^,。]{0,4}(?:要|拿|追|讨)回来?了/u;
const again = /但是?[^,。]|可是|不过|还是没|又[^,。]|另外|这次|还有|再次|仍|依然|希望|建议|请(?!问)/u;
const helped = /^[^,。!]{0,4}(?:感谢|谢谢|多亏)[^,。!]{0,16}(?:帮|协助|协调|出面)[^,。!]{0,18}(?:了|成功)/u;
const thankful = /高兴|开心|谢谢|感谢|多谢|点赞|锦旗|辛苦|给力|👍|效率/u;
/** 帮我写一份投诉信 is work for the bot, not a report. */
const forTheBot = /(?:帮我|帮忙|请|给我)?(?:写|拟|起草|翻译|润色|生成)一?(?:下|份|封|个|篇|段)|总结一?下/u;
const amongMembers = /^[^,。]{0,4}(?:建议|希望)(?:大家|各位|你(?!们)|您|楼上)/u;

/** What is known before the words are read; `signed`: they say who writes. */
export type Said = Pick<Heading, 'kind' | 'via'> & { signed: boolean };
export const unheaded: Said = { kind: null, via: null, signed: false };

/** The kind of case a folded body is, null when it is none; a heading makes it one in any case. */
export function readKind(body: string, heading: Said): CaseKind | null {
  if (heading.via === null && asksProgress(body)) return null;
  if (heading.via === 'label' && body.length < 30 && laughs.test(body)) return null;
  const signals = readSignals(body, heading.signed);
  switch (heading.via) {
    case 'command':
      return heading.kind;
    case 'label':
      return heading.kind === 'complaint'
        ? settle(body, { rule: complaintKind(body, signals) }, complaints)
        : heading.kind;
    case 'report':
      return settle(body, reported(strongKind(body, signals) ?? weakKind(signals), heading.kind), reports);
    case null:
      return spokenKind(body, signals);
  }
}

/** What a text that is called a complaint, or a report, can turn out to be. */
const complaints: readonly Leaning[] = ['complaint', 'dispute', 'fee_report'];
const reports: readonly Leaning[] = leanings.filter((kind) => kind !== 'none');

/** How much the words count that rules know, beside how the whole sounds; measured on messages neither had seen. */
const [outright, ruled, unruled, asking, likeTheRest] = [3.5, 0.8, 0.2, 1, 1.5];

type Vote = { rule: CaseKind | null; weight?: number };

function settle(body: string, { rule, weight = ruled }: Vote, among: readonly Leaning[]): CaseKind | null {
  const shares = lean(body);
  const scored = among.map((kind) => ({
    kind,
    score: Math.log(shares[kind] + 1e-9) + (kind === (rule ?? 'none') ? weight : 0),
  }));
  const best = scored.reduce((best, one) => (one.score > best.score ? one : best));
  return best.kind === 'none' ? null : best.kind;
}

/** The kind of one point of a list of cases: that of the whole, unless its own words are strong. */
export function readKindOfPoint(body: string, whole: CaseKind): CaseKind {
  const signals = readSignals(body, true);
  const strong = strongKind(body, signals);
  if (strong !== null) return settle(body, { rule: strong, weight: outright }, reports) ?? whole;
  const weak = whole === 'suggestion' ? null : weakKind(signals);
  return settle(body, { rule: weak ?? whole, weight: weak === null ? likeTheRest : ruled }, reports) ?? whole;
}

/** What is called 诉求 or 求助 is one, unless the words say loudly that it is another. */
function reported(read: CaseKind | null, said: CaseKind | null): Vote {
  if (said === 'demand' && (read === 'suggestion' || read === 'complaint')) return { rule: said, weight: likeTheRest };
  return read === null || read === said ? { rule: said ?? 'complaint', weight: likeTheRest } : { rule: read };
}

/** True when a folded text asks something and reports nothing. */
export function isClearQuestion(folded: string): boolean {
  const clauses = clausesOf(folded);
  const asks = clauses.every(({ text }) => isQuestion(text)) || endsAsking(folded);
  if (clauses.length === 0 || !asks) return false;
  const signals = readSignals(folded, false);
  return asksProgress(folded) || isNone(folded, signals) || ruledKind(folded, signals) === null;
}

/** Whoever begins with 我要举报 has said what it is. */
const announcesComplaint =
  /^\s*(?:本人|我们?)(?:现|在此|实名|匿名|今天)*(?:要|想)?(?:实名|匿名)?(?:投诉|举报)(?!吗|怎|能|可|会|过|了|的|[,。!?]|$)/u;

function spokenKind(body: string, signals: Signals): CaseKind | null {
  if (isNone(body, signals)) return null;
  const asks = strongKind(body, signals) === null && endsAsking(body);
  if (announcesComplaint.test(body) || (signals.complains === 0 && lean(body).none < surelyNothing)) {
    return settle(body, { rule: complaintKind(body, signals) }, complaints);
  }
  const rule = ruledKind(body, signals);
  if (strongKind(body, signals) === null && soundsLikeOne.test(body)) {
    return settle(body, { rule: signals.helps < Infinity ? rule : null, weight: asking }, leanings);
  }
  if (rule !== null) return settle(body, { rule, weight: weightOf(rule, signals) }, leanings);
  return lettersOf(body) < fewLetters ? null : settle(body, { rule, weight: asks ? asking : unruled }, leanings);
}

function weightOf(rule: CaseKind, { complains, suggests, reports: told }: Signals): number {
  if (Math.min(complains, suggests) < Infinity) return outright;
  return rule === 'complaint' && told < Infinity ? likeTheRest : ruled;
}

/** Advertisements, jokes, notices, 没有意见, what is over, words to others and work for the bot. */
function isNone(body: string, signals: Signals): boolean {
  const strong = strongKind(body, signals);
  if (negates.test(body) && (strong === null || strong === 'suggestion')) return true;
  if (amongMembers.test(body) || forTheBot.test(body) || notices.test(body) || isOver(body)) return true;
  if (body.length < 40 && (laughs.test(body) || (strong === null && smallTalk.test(body)))) return true;
  if (consults.test(body) && strong === null && !/把|改|挪|建议|希望|帮/u.test(body)) return true;
  return advertises.test(body) && strong === null;
}

/** 咨询一下能不能开票 wants an answer. */
const consults = /^(?:请教|咨询|想?请?问|打听)[^。!]*$/u;

function isOver(body: string): boolean {
  if (body.length > 80 || again.test(body)) return false;
  return endsIt.test(body) || helped.test(body) || (settled.test(body) && thankful.test(body));
}

/** What the words that rules know make of it. */
function ruledKind(body: string, signals: Signals): CaseKind | null {
  const strong = strongKind(body, signals);
  if (strong !== null) return strong;
  return endsAsking(body) ? (signals.helps < Infinity ? 'demand' : null) : weakKind(signals);
}

/** Whether a folded body may be a case and may be none, or might be of another kind; a question never is. */
export function isUnsure(body: string): boolean {
  if (lettersOf(body) < fewLetters || isClearQuestion(body) || asksProgress(body)) return false;
  const shares = lean(body);
  const [most = 0] = leanings.map((kind) => shares[kind]).sort((a, b) => b - a);
  return shares.none < surelyNone && most < sure;
}

const [surelyNone, surelyNothing, sure] = [0.5, 0.9, 0.6];

/** So little said by nobody the rules know is no case. */
const fewLetters = 6;

function lettersOf(body: string): number {
  return body.replace(/[^\p{L}\p{N}]/gu, '').length;
}

/** Someone who tells of his trouble and then asks how it is done wants an answer. */
function endsAsking(body: string): boolean {
  const last = clausesOf(body).at(-1);
  return last !== undefined && isQuestion(last.text) && asksForInformation(last.text);
}

/** What is said first and outright decides: 摊派报刊费，建议查处 reports a fee, 建议取消摊派 suggests. */
function strongKind(body: string, signals: Signals): CaseKind | null {
  const { complains, fee, disputes, suggests } = signals;
  const at = Math.min(complains, fee, disputes, suggests);
  if (at === Infinity) return null;
  if (at === suggests) return 'suggestion';
  if (at === complains) return complaintKind(body, signals);
  return at === fee ? 'fee_report' : 'dispute';
}

function complaintKind(body: string, { fee, disputes }: Signals): CaseKind {
  if (fee < Infinity) return 'fee_report';
  return disputes < Infinity && strictlyDisputes.test(body) ? 'dispute' : 'complaint';
}

function weakKind({ wrongs, needs, helps, appeals, reports, wishes }: Signals): CaseKind | null {
  if (Math.min(wrongs, needs) < Infinity) {
    return needs < wrongs || (needs < Infinity && helps < Infinity) ? 'demand' : 'complaint';
  }
  if (helps < Infinity) return 'demand';
  if (reports < Infinity) return 'complaint';
  if (wishes < Infinity) return 'suggestion';
  return appeals < Infinity ? 'demand' : null;
}
