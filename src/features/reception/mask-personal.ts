import type { Case, CaseAction, CaseStep } from '../../domain/case.ts';
import { maskAddress, maskName, maskText } from '../../domain/mask.ts';
import { maskPhone } from '../../domain/phone.ts';
import type { ToldCase } from './case-pages.ts';

/**
 * A case without what leads to a person: names are shortened, numbers and addresses made useless, in what was said too.
 * Names that stand in the middle of a sentence are found only when the case knows them.
 */
export function maskPersonal({ one, steps }: ToldCase): ToldCase {
  const names = [one.contact, one.memberName].filter((name) => name !== null && name.length > 1);
  const mask = (text: string): string => maskText(text, names as string[]);
  const maskOr = (text: string | null): string | null => (text === null ? null : mask(text));
  return {
    one: {
      ...one,
      contact: maskName(one.contact),
      memberName: maskName(one.memberName),
      phone: one.phone === null ? null : maskPhone(one.phone),
      email: one.email === null ? null : maskAddress(one.email),
      content: mask(one.content),
      expectation: maskOr(one.expectation),
      details: Object.fromEntries(Object.entries(one.details).map(([name, value]) => [name, mask(value)])),
    },
    steps: steps.map((step) => ({
      ...step,
      who: isTheirs(step, one) ? (maskName(step.who) ?? '') : step.who,
      note: maskOr(step.note),
      detail: Object.fromEntries(
        Object.entries(step.detail).map(([name, value]) => [name, typeof value === 'string' ? mask(value) : value]),
      ),
    })),
  };
}

/** What only the one who submitted does; they may have been called otherwise then. */
export const ofSubmitters: ReadonlySet<CaseAction> = new Set(['correct', 'withdraw', 'rate', 'attach']);

export function isTheirs({ who, action }: CaseStep, { memberName, source }: Case): boolean {
  if (memberName === null) return false;
  return who === memberName || ofSubmitters.has(action) || (source === 'chat' && action === 'register');
}
