import type { CaseKind } from '../../domain/case.ts';
import { asksProgress } from './asks-progress.ts';
import type { Heading } from './heading.ts';
import { lean, type Leaning, leanings } from './leaning.ts';
import { asksForInformation, clausesOf, isQuestion } from './questions.ts';
import { strictlyDisputes } from './signal-words.ts';
import { readSignals, type Signals } from './signals.ts';

const advertises =
  /加(?:我)?微信|扫码|扫一扫|私聊我|私信我|私我|有(?:需要|意向?|兴趣)的?(?:老板|朋友|会员|亲|企业|单位|请|可以|可|联系|私|,)|优惠价|特价|限时|促销|打折|折扣|包过|包下证|代办|代理记账|免费领|点击链接|厂家直销|加盟|诚招|转让|出租|低息|秒批|无抵押|团购|新品上市|欢迎(?:选购|咨询|订购|来电|合作)|长期供应|大量现货|量大从优/u;
const jokes =
  /哈哈|嘿嘿|hh+|😂|🤣|😄|😆|\[(?:笑|偷笑|呲牙|捂脸|旺柴|坏笑|破涕为笑|狗头|憨笑|奸笑|大笑)|开玩笑|逗[你大]|狗头|发(?:个|点)?(?:大)?红包|红包雨|放假|请(?:大家)?(?:吃饭|喝酒|喝奶茶|客)/u;
const negates =
  /(?:没有|没啥|没什么|暂无|暂时没|无|不是|不想|并非|没)(?:什么|要|任何|其他|别的|想)*(?:提|反映)?的?(?:建议|意见|投诉|诉求|问题要)/u;
/** 帮我写一份投诉信 is work for the bot, not a report. */
const forTheBot = /(?:帮我|帮忙|请|给我)?(?:写|拟|起草|翻译|润色|生成)一?(?:下|份|封|个|篇|段)|总结一?下/u;
const amongMembers = /^[^,。]{0,4}(?:建议|希望)(?:大家|各位|你(?!们)|您|楼上)/u;

/** What is known before the words are read; `signed`: they say who writes. */
export type Said = Pick<Heading, 'kind' | 'via'> & { signed: boolean };
export const unheaded: Said = { kind: null, via: null, signed: false };

/** The kind of case a folded body is, null when it is none; a heading makes it one in any case. */
export function readKind(body: string, heading: Said): CaseKind | null {
  if (heading.via === null && asksProgress(body)) return null;
  const signals = readSignals(body, heading.signed);
  switch (heading.via) {
    case 'command':
      return heading.kind;
    case 'label':
      return heading.kind === 'complaint'
        ? settle(body, { rule: complaintKind(body, signals) }, complaints)
        : heading.kind;
    case 'report':
      return settle(
        body,
        { rule: strongKind(body, signals) ?? reportedKind(weakKind(signals), heading.kind) },
        reports,
      );
    case null:
      return spokenKind(body, signals);
  }
}

/** What a text that is called a complaint, or a report, can turn out to be. */
const complaints: readonly Leaning[] = ['complaint', 'dispute', 'fee_report'];
const reports: readonly Leaning[] = leanings.filter((kind) => kind !== 'none');

/** How much the words count that rules know, beside how the whole sounds; measured on messages neither had seen. */
const [outright, ruled, unruled, asking] = [2.5, 0.8, 0.2, 1];

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

/** A wish does not turn a 诉求 into a suggestion. */
function reportedKind(weak: CaseKind | null, said: CaseKind | null): CaseKind {
  return (weak === 'suggestion' ? (said ?? weak) : weak) ?? said ?? 'complaint';
}

/** True when a folded text asks something and reports nothing. */
export function isClearQuestion(folded: string): boolean {
  const clauses = clausesOf(folded);
  const asks = clauses.every(({ text }) => isQuestion(text)) || endsAsking(folded);
  if (clauses.length === 0 || !asks) return false;
  const signals = readSignals(folded, false);
  return asksProgress(folded) || isNone(folded, signals) || ruledKind(folded, signals) === null;
}

function spokenKind(body: string, signals: Signals): CaseKind | null {
  if (isNone(body, signals)) return null;
  const asks = strongKind(body, signals) === null && endsAsking(body);
  const rule = ruledKind(body, signals);
  if (rule !== null) {
    return settle(
      body,
      { rule, weight: Math.min(signals.complains, signals.suggests) < Infinity ? outright : ruled },
      leanings,
    );
  }
  return lettersOf(body) < fewLetters ? null : settle(body, { rule, weight: asks ? asking : unruled }, leanings);
}

/** Advertisements, jokes, 没有意见, words to others and work for the bot. */
function isNone(body: string, signals: Signals): boolean {
  const strong = strongKind(body, signals);
  if (negates.test(body) && (strong === null || strong === 'suggestion')) return true;
  if (amongMembers.test(body) || forTheBot.test(body)) return true;
  return (advertises.test(body) && strong === null) || (jokes.test(body) && body.length < 40);
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

const [surelyNone, sure] = [0.5, 0.6];

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
