import type { Carrier } from './carriers.ts';
import { likeness, pairsOf } from './likeness.ts';
import type { Clause } from './source.ts';

/** Words that turn a true sentence by themselves, one sense a line; a line may be said in any word of it. */
const senses: readonly RegExp[] = [
  /上升|提高|提升|增加|增长|增至|增到|升至|升到|升为|扩大|上涨|增多|翻番|翻倍/u,
  /下降|降低|降至|降到|降为|减少|减至|减到|缩减|压减|缩小|下滑|下跌|跌至|跌到|减半|精简|减轻/u,
  /(?<!不)仅|(?<!不)只(?!要)|(?<!人|刚)才(?![能可会干])|唯一|区区/u,
  /超过|超出|逾|突破|不止/u,
  /不足|不到|未达|低于|不满/u,
  /最(?![后终近新])|首(?:个|次|家|批|创|先在)|唯一|率先|名列|居首/u,
  /取消|拆|撤|关闭|关停|停办|停止|废止|废除|终止|解散|叫停|暂停|注销|退出|吊销|开除|禁止|中止|收回|放弃|拒绝/u,
  /同比|环比|比(?:去|上|前|往|当)年|较(?:去|上|前|往|之|以|当|同)|比(?:之|以|此)前|比上次/u,
  /全部|所有|一律|任何|全体|全都/u,
  /必须|务必|须|应当|强制/u,
  /每(?:天|日)|天天/u,
  /每(?:周|星期|礼拜)/u,
  /每月|按月|逐月/u,
  /每季|按季/u,
  /每年|按年|逐年|年度/u,
  /计划|拟|预计|将要|即将|有望|力争/u,
];

/** How much less alike than the best another clause may be, and still be what an answer rests on. */
const nearlyAsClose = 0.15;

/**
 * A clause says which way, how far or that something ended, and none of the clauses it rests on does: those with its figures,
 * or those most like it where it has none.
 */
export function turns(clause: Clause, of: { carriers: readonly Carrier[]; all: readonly Carrier[] }): boolean {
  const said = senses.filter((sense) => sense.test(clause.text));
  if (said.length === 0) return false;
  const restsOn = of.carriers.length > 0 ? of.carriers : closestTo(clause, of.all);
  return !said.every((sense) => restsOn.some((carrier) => sense.test(carrier.clause.text)));
}

function closestTo(clause: Clause, all: readonly Carrier[]): Carrier[] {
  const pairs = pairsOf(clause.text);
  const rated = all.map((carrier) => ({ carrier, like: likeness(pairs, pairsOf(carrier.clause.text)) }));
  const best = Math.max(0, ...rated.map(({ like }) => like));
  return rated.filter(({ like }) => like >= best - nearlyAsClose).map(({ carrier }) => carrier);
}
