import { findNumbers, type Phone } from '../../domain/phone.ts';

/** Numbers that are the other party's, or a public line, are not the member's. */
const notTheirs =
  /(?:对方|该公司|该店|(?<!其)他们?|她|客服|商家|店家|热线|来电|骚扰)的?(?:联系)?(?:电话|手机号?|号码)?(?:是|为)?[\s:(]*$/u;

/** Phone numbers of the one who writes, in order. `folded` is text after `fold`. */
export function findPhones(folded: string): Phone[] {
  return findNumbers(folded).filter(({ start }) => !notTheirs.test(folded.slice(Math.max(0, start - 14), start)));
}
