import { asksForInformation, blank, isQuestion } from './questions.ts';
import * as words from './signal-words.ts';

/** Where each sign of a case stands first in a body, Infinity = nowhere. */
export type Signals = Record<
  'suggests' | 'complains' | 'reports' | 'fee' | 'disputes' | 'wrongs' | 'needs' | 'helps' | 'appeals' | 'wishes',
  number
>;

/** Questions are no reports: 怎么投诉 complains of nothing, but 能不能多办培训 asks for an act. `signed`: the text says who writes. */
export function readSignals(body: string, signed: boolean): Signals {
  const stated = blank(body, isQuestion);
  const wished = blank(body, asksForInformation);
  const complains = first(stated, words.complains);
  const reports = first(stated, words.reports);
  const helps = first(wished, words.helps);
  const appeals = first(wished, words.appeals);
  const serious = signed || words.me.test(body) || Math.min(complains, reports, helps, appeals) < Infinity;
  return {
    suggests: first(stated, words.suggests, leadingWish),
    complains,
    reports,
    fee: firstFee(stated, serious || words.pressed.test(body)),
    disputes: Math.min(
      first(stated, words.breaks),
      first(wished, words.mediates),
      serious ? first(stated, words.disputes) : Infinity,
    ),
    wrongs: aboutTheBot.test(body) ? Infinity : first(stated, words.wrongs),
    needs: serious ? first(stated, words.needs) : Infinity,
    helps,
    appeals,
    wishes: firstWish(stated, wished),
  };
}

/** A wish for something to be set up is a suggestion from its first word on, whatever trouble it is to cure. */
const leadingWish =
  /^[^,。]{0,4}(?:希望|盼望|期盼)[^,。]{0,10}?(?:协会|商会|秘书处|政府|部门)?[^,。]{0,6}?(?:建立|设立|成立|组建|组织|举办|开设|增[加设]|推出|出台|公开|制定|搭建)(?!.{0,4}招聘)/u;
const aboutTheBot = /机器人|清语|^\s*你(?!们|好)/u;

/** 违规收费情况 alone is a subject, no report; 整治违规收费 speaks of the work against it, 停车场乱收费 of a consumer's trouble. */
function firstFee(stated: string, serious: boolean): number {
  if (words.feePolicy.test(stated) && !/我|本人|投诉|举报/u.test(stated)) return Infinity;
  if (words.consumer.test(stated) && !/协会|商会|部门|政府|企业/u.test(stated)) return Infinity;
  return Math.min(first(stated, words.demandsFees), serious ? first(stated, words.namesFees) : Infinity);
}

function firstWish(stated: string, wished: string): number {
  const hoped = words.notWishes.test(stated) ? Infinity : first(stated, words.wishes);
  const less = words.ours.test(wished) ? first(wished, words.asksForLess) : Infinity;
  return Math.min(hoped, less, first(wished, words.asksKindly));
}

function first(text: string, ...patterns: readonly RegExp[]): number {
  return Math.min(...patterns.map((pattern) => pattern.exec(text)?.index ?? Infinity));
}
