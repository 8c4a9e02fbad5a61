import type { Carrier } from './carriers.ts';
import { likeness, pairsOf } from './likeness.ts';
import type { Clause } from './source.ts';

/** Words with 不, 未, 无 and the like in them that deny nothing. */
const noDenial =
  /不断|不仅|不但|不同|不少|不足|不到|不超|不低|不高于|不等|不良|不正|不法|不动产|不定期|不一|不久|不妨|不愧|不论|不管|不只|不光|不懈|不竭|不限|差不多|对不|能不能|未来|未成年|无论|无锡|无偿|无缝|无障碍|无形|无人机|无线|非常|非公|非营利|非企业|非政府|非遗|非法|民非|并非易事|免费|避免|以免|难免|没收|莫过|毋庸|除非|无疑|是否|否则|否决/gu;
const denial = /不|未|没|无|非|禁|勿|莫|免|否|拒|停|取消|废止|暂缓/u;

/** Resembles what the clause says closely enough for a "not" to matter. */
const close = 0.6;
const nearlyAsClose = 0.1;

/** What the documents say most like it has a "not" where the clause has none, or the other way round. */
export function contradictsPolarity(clause: Clause, written: readonly Carrier[]): boolean {
  const pairs = pairsOf(clause.text);
  const rated = written.map((carrier) => ({ carrier, like: likeness(pairs, pairsOf(carrier.clause.text)) }));
  const best = Math.max(0, ...rated.map(({ like }) => like));
  if (best < close) return false;
  const closest = rated.filter(({ like }) => like >= best - nearlyAsClose);
  return closest.every(({ carrier }) => denies(carrier.clause.text) !== denies(clause.text));
}

function denies(text: string): boolean {
  return denial.test(text.replace(noDenial, ''));
}
