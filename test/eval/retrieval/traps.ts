import { Converter as toTraditional } from 'opencc-js/cn2t';
import { Converter as toSimplified } from 'opencc-js/t2cn';
import type { Random } from './random.ts';

/** The same question as people really write it. */
export type Trap = (question: string, random: Random) => string;

const simplify = toSimplified({ from: 't', to: 'cn' });
const complicate = toTraditional({ from: 'cn', to: 't' });
/** Frequent characters, one of which comes in for a right one. */
const wrong = '的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家';
const han = /\p{Script=Han}/u;

export const traps = {
  script: (question) => (simplify(question) === question ? complicate(question) : simplify(question)),
  typo: (question, random) => replaceOne(question, () => wrong[random(wrong.length)] ?? '', random),
  missing: (question, random) => replaceOne(question, () => '', random),
  spaces: (question) => [...question].join(' '),
  fullwidth: (question) => question.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  numerals: (question) => question.replace(/(?<!\d)\d{4}(?=年)/g, digitByDigit),
} as const satisfies Record<string, Trap>;

function replaceOne(question: string, other: () => string, random: Random): string {
  const characters = [...question];
  const places = characters.flatMap((character, i) => (han.test(character) ? [i] : []));
  const place = places[random(places.length)];
  return characters.map((character, i) => (i === place ? other() : character)).join('');
}

function digitByDigit(year: string): string {
  return year.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? digit);
}
