import type { NamesToMask } from './member-names.ts';

/**
 * What stands for a number; each with what it is called. Longer numbers first, so that a mobile number is not found
 * inside a bank card. Text is normalised: half-width, small letters, Chinese numerals as digits.
 */
const gap = String.raw`[\s.·•_*—–-]{0,3}`;
const digits = (count: string): string => `(?:${gap}\\d)${count}`;
const alone = String.raw`(?<![\d.])`;
const end = String.raw`(?!\d)`;

const mobile = `(?:\\(?(?:\\+|00)?86\\)?[\\s-]*)?1${gap}[3-9]${digits('{9}')}${end}`;
const landline = `\\(?(?:(?:\\+|00)86[\\s-]*\\(?0?|0)(?:10|2\\d|[3-9]\\d{2})\\)?[\\s-]*[2-9]\\d{2,3}[\\s-]?\\d{4}${end}`;
const service = `[48]00[\\s-]?\\d(?:[\\s-]?\\d){6}${end}`;
const overseas = `(?:\\+|00)(?!86)\\d{1,3}[\\s-]*\\d(?:[\\s-]?\\d){5,11}${end}`;
const idCard = `[1-9]${digits('{16}')}${gap}[\\dx](?![\\da-z])`;
const creditCode = `(?<![\\da-z])[1-9a-hj-npqrtuwxy][\\da-hj-npqrtuwxy]\\d{6}[\\da-hj-npqrtuwxy]{10}(?![\\da-z])`;
const longNumber = `\\d${digits('{12,}')}${end}`;
const email = String.raw`[a-z0-9][a-z0-9._%+-]*\s?@\s?[a-z0-9-]+(?:\s?\.\s?[a-z0-9-]+)+`;
const account = String.raw`(?<=(?:微信号?|wechat|vx|wx|qq号?|护照号?码?|通行证号?)[\s::是为]{0,3})[a-z0-9][\w-]{4,}`;
const local = String.raw`(?<=(?:电话|座机|手机|号码|联系|致电|拨打|tel)[^\d,。;]{0,6})\d[\d\s-]{5,}\d`;

type Kind = readonly [label: string, pattern: RegExp];

const numbersOfPersons: readonly Kind[] = [
  ['邮箱', new RegExp(email, 'gu')],
  ['证件号', new RegExp(`${alone}${idCard}|${creditCode}`, 'gu')],
  ['电话', new RegExp(`${alone}(?:${mobile}|${landline}|${service}|${overseas})`, 'gu')],
  ['号码', new RegExp(`${alone}${longNumber}`, 'gu')],
  ['电话', new RegExp(local, 'gu')],
  ['账号', new RegExp(account, 'gu')],
];

/**
 * A document is what the association itself made known: its office lines, service lines and mail boxes may be the
 * answer and stay. Mobile numbers, identity and card numbers in it are persons' own all the same: a model needs none of
 * them, and the extractive answer, which leaves the house for nobody but the member, still has them.
 */
const wide = '[\\d０-９]';
const apart = `(?<!${wide})`;
const done = `(?!${wide})`;

const numbersInDocuments: readonly Kind[] = [
  ['证件号', new RegExp(`${apart}[1-9１-９]${wide}{16}[\\dXxＸｘ０-９](?![\\dA-Za-z０-９])`, 'gu')],
  ['号码', new RegExp(`${apart}${wide}{4}(?:[ -]?${wide}{4}){3}(?:[ -]?${wide}{1,7})?${done}`, 'gu')],
  ['手机号', new RegExp(`${apart}(?:[+＋]?[8８][6６][ -]?)?[1１][3-9３-９]${wide}(?:[ -]?${wide}{4}){2}${done}`, 'gu')],
];

/** What only a person's number can be: an office line may be what is asked about. */
export const ownNumbers = `${email}|${alone}(?:${idCard}|${mobile}|${longNumber})`;

/** A placeholder, as it would show that a model repeats one. */
export const placeholder = /【(?:邮箱|证件号|电话|号码|账号|手机号|成员)\d*】/u;

/** Words of people as they may leave the house: no number of a person, no name of a member. Normalised text. */
export function maskPeople(normalised: string, names: NamesToMask): string {
  let members = 0;
  return names.reduce((text, name) => {
    if (!text.includes(name)) return text;
    let label = '';
    return text.replace(outsidePlaceholders(name), (_, kept?: string) => {
      if (kept !== undefined) return kept;
      if (label === '') label = `【成员${(members += 1)}】`;
      return label;
    });
  }, maskNumbers(normalised));
}

/** Group 1 is a placeholder that stays; a name in letters is a whole word. */
function outsidePlaceholders(name: string): RegExp {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
  return new RegExp(
    `(【[^】]*】)|${/^[a-z\d]/u.test(name) ? '(?<![a-z\\d])' : ''}${escaped}${/[a-z\d]$/u.test(name) ? '(?![a-z\\d])' : ''}`,
    'gu',
  );
}

/** The same number is the same placeholder, so that a question about two of them stays one about two. */
export function maskNumbers(normalised: string): string {
  const known = new Map<string, string>();
  return numbersOfPersons.reduce(
    (text, [label, pattern]) =>
      text.replace(pattern, (found) => {
        const key = `${label} ${found.replace(/[^\da-z@]/gu, '')}`;
        const placeholder = known.get(key) ?? `【${label}${known.size + 1}】`;
        known.set(key, placeholder);
        return placeholder;
      }),
    normalised,
  );
}

/** A passage as a model may read it; verbatim but for numbers of persons. */
export function maskDocument(text: string): string {
  return numbersInDocuments.reduce((rest, [label, pattern]) => rest.replace(pattern, `【${label}】`), text);
}
