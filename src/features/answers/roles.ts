/** An office or body of an association: `prefix` and `suffix` make another one of it (副会长, 会长单位). */
export type Role = { prefix: string; base: string; suffix: string };

const pattern =
  /(常务副|名誉|荣誉|常务|轮值|执行|第[一1]|副|总|党委|党组织|党支部|支部|党总支|工委|党组)?(会长|理事长|监事长|秘书长|理事|监事|会员(?=单位)|主席|主任|书记|局长|部长|院长)(单位|会|大会|代表)?/gu;

export function rolesIn(text: string): Role[] {
  return [...text.matchAll(pattern)].map(([, prefix = '', base = '', suffix = '']) => ({ prefix, base, suffix }));
}

/**
 * False when a text is about another office than the one asked for: it names the same one only with another prefix
 * (副会长 for 会长), or does not name a rare one at all.
 */
export function hasRole(role: Role, text: string): boolean {
  const named = rolesIn(text).filter(({ base }) => base === role.base);
  // Every secretary is one of something; who says no more means any.
  const isAny = role.base === '书记' && role.prefix === '';
  return named.some(
    ({ prefix, suffix }) => (isAny || prefix === role.prefix) && (suffix === role.suffix || isLoose(role, suffix)),
  );
}

/** 会长 may mean 会长单位; 理事 is not 理事会. */
function isLoose(role: Role, suffix: string): boolean {
  return (role.suffix === '' && suffix === '单位') || (role.suffix === '单位' && suffix === '');
}
