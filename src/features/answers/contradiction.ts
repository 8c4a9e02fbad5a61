import type { Evidence } from './evidence.ts';
import { type Amount, type CalendarDate, type Figure, foldFigures, readFigures } from './figures.ts';
import { classOf } from './measures.ts';
import type { Question } from './question.ts';
import { rolesIn } from './roles.ts';
import { saysOtherwise } from './otherwise.ts';
import { shareOf } from './scope.ts';

/** A second sentence must answer the question nearly as well as the best one. */
const nearlyAsGood = 0.85;
/** Share of what the sentences say beside their figures that must be the same. */
const alike = 0.5;
/** How far 余, 近 and 约 may be from the exact number. */
const roughly = 1.2;

/**
 * Evidence of another document that gives another number or date for the same thing than the best one does; null when none
 * does. Careful rather than complete: other subjects, years, parts, limits and measures are no contradiction, nor is a
 * document that says both.
 */
export function contradictionOf(question: Question, evidence: readonly Evidence[]): Evidence | null {
  const [best, ...others] = evidence;
  if (!best) return null;
  const otherwise = others.find((other) => saysOtherwise(question, best, other));
  if (otherwise) return otherwise;
  if (!hasFigures(question)) return null;
  const comparable = others.filter((other) => isComparable(best, other));
  const differs = comparable.filter((other) => saysOther(question, best, other));
  const agreeing = new Set(comparable.filter((other) => !differs.includes(other)).map(documentOf));
  return differs.find((other) => !agreeing.has(documentOf(other))) ?? null;
}

/** 是不是1000元 is told by the same figures as 多少元. */
function hasFigures({ want, figures }: Question): boolean {
  return want === 'number' || want === 'date' || (want === 'whether' && figures.length > 0);
}

function documentOf({ hit }: Evidence): string {
  return hit.document.id;
}

/** Of another document, and about the same thing. */
function isComparable(best: Evidence, other: Evidence): boolean {
  if (documentOf(best) === documentOf(other) || other.coverage < best.coverage * nearlyAsGood) return false;
  if (other.missing.length > best.missing.length) return false;
  return isOfSameSubject(best, other) && isOfSameScope(best, other);
}

function isOfSameSubject(a: Evidence, b: Evidence): boolean {
  if (rolesOf(a) !== rolesOf(b)) return false;
  if (placesOf(a) !== '' && placesOf(b) !== '' && placesOf(a) !== placesOf(b)) return false;
  const [short = '', long = ''] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length);
  return shareOf(short, long) >= alike;
}

function rolesOf({ sentence }: Evidence): string {
  return setOf(rolesIn(sentence.normal).map(({ prefix, base, suffix }) => prefix + base + suffix));
}

function placesOf({ sentence }: Evidence): string {
  return setOf(sentence.places);
}

function setOf(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' ');
}

/** What is said beside figures; a row with the heads of its columns. */
function wordsOf({ sentence }: Evidence): string {
  const text = sentence.cells === null ? sentence.normal : sentence.cells.map(({ head, text }) => text + head).join('');
  return text.replace(/\d[\d.]*|[\p{P}\p{S}\s]/gu, '');
}

/** Words that make a figure one of a part, of a time, of a limit or of a case: both sentences have them, or none. */
const scopes = [
  /其中|新增|首批|第1批|另有|另外|剩余|部分/,
  /平均|人均|户均|每[人名家次场户]/,
  /最高|不超过|上限|封顶/,
  /最低|不少于|至少|起步/,
  /计划|预计|目标|力争/,
  /上半年|下半年|季度/,
  /去年|上年|往年/,
  /首年|第1年|次年|新入会/,
  /减半|优惠|减免|小微/,
  /申请|申报|报名|报送/,
  /市级|省级|县级|区级|国家级/,
  /线上|网上/,
  /线下|现场/,
  /初审|复审|公示/,
  /简易|一般|复杂|特殊|紧急/,
  /逾期|补缴|滞纳/,
];

function isOfSameScope(a: Evidence, b: Evidence): boolean {
  const [left = '', right = ''] = [a, b].map(({ sentence, hit }) => `${hit.passage.section} ${sentence.normal}`);
  return scopes.every((scope) => scope.test(left) === scope.test(right)) && yearsOf(a) === yearsOf(b);
}

/** Years that the sentence names, else those of its headings. */
function yearsOf({ sentence, hit }: Evidence): string {
  const own = sentence.normal.match(/\d{4}(?=年)/g) ?? [];
  return setOf(own.length > 0 ? own : (`${hit.document.title} ${hit.passage.section}`.match(/\d{4}(?=年)/g) ?? []));
}

/** Both give figures of a kind, and not one of them is the same. */
function saysOther(question: Question, best: Evidence, other: Evidence): boolean {
  const [left, right] = [figuresOf(question, best), figuresOf(question, other)];
  const pairs = left.flatMap((one) => right.filter((two) => isOfSameKind(one, two)).map((two) => ({ one, two })));
  return pairs.length > 0 && !pairs.some(({ one, two }) => mayBeSame(one, two));
}

/** The figures that may answer: days for a day, amounts of the measure asked for, not those that the question gave. */
function figuresOf(question: Question, { sentence }: Evidence): Figure[] {
  const text = sentence.cells === null ? sentence.text : sentence.cells.map((cell) => cell.text).join(' ');
  const figures = readFigures(foldFigures(text));
  if (/几[点时]/.test(question.text)) return figures.filter((figure) => figure.kind === 'literal');
  const days = figures.filter((figure) => figure.kind === 'date');
  if (question.want === 'date' && days.length > 0) return finest(days);
  return figures.filter((figure) => figure.kind === 'amount').filter((amount) => isAsked(question, amount));
}

/** The year of 2026年年会于4月18日 does not say when; it agrees with another day of that year. */
function finest(dates: readonly CalendarDate[]): CalendarDate[] {
  const days = dates.filter(({ day }) => day !== null);
  const months = dates.filter(({ month }) => month !== null);
  return [days, months].find((some) => some.length > 0) ?? [...dates];
}

const times = new Set(['年', '个月', '天', '个工作日', '周', '季度', '个小时', '分钟'].map(classOf));

function isAsked(question: Question, { measure, value }: Amount): boolean {
  if (measure?.startsWith('第') === true) return false;
  if (question.want !== 'whether' && question.figures.includes(String(value))) return false;
  if (question.want === 'date') return measure === classOf('日');
  if (question.measure === null || question.measure === '个') return true;
  const isOfTime = question.measure === '时长' || question.measure === '频次';
  return isOfTime ? times.has(measure) : measure === (classOf(question.measure) ?? question.measure);
}

function isOfSameKind(one: Figure, two: Figure): boolean {
  if (one.kind !== 'amount') return two.kind === one.kind;
  return one.kind === 'amount' && two.kind === 'amount' && one.measure === two.measure;
}

function mayBeSame(one: Figure, two: Figure): boolean {
  if (one.kind === 'date' && two.kind === 'date')
    return (['year', 'month', 'day'] as const).every(
      (part) => one[part] === null || two[part] === null || one[part] === two[part],
    );
  if (one.kind === 'literal' && two.kind === 'literal') return one.text === two.text;
  if (one.kind !== 'amount' || two.kind !== 'amount') return false;
  if (one.value === two.value) return true;
  const [low, high] = [Math.min(one.value, two.value), Math.max(one.value, two.value)];
  return (one.bound !== 'exact' || two.bound !== 'exact') && high <= low * roughly;
}
