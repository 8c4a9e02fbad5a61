import { AppError } from '../../base/errors.ts';

export const shortestPassword = 10;
/** More is not safer, and costs us time. */
export const longestPassword = 200;
const fewestDifferent = 5;

/** Words that stand in every list of guesses, whatever figures and signs are put around them. */
const known = new Set(
  [
    'password passwd passw0rd p@ssw0rd p@ssword pass admin administrator root user test guest welcome letmein',
    'qwerty qwertyuiop qwertyuiopasdfghjkl asdfghjkl zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abc abcd abcdef abcdefgh',
    'iloveyou woaini woaini woaiwojia mima wodemima zhongguo beijing shanghai china',
    'qingyu xiehui shanghui mishu mishuchu qinglian changeme default secret',
  ].flatMap((line) => line.split(' ')),
);

/** Throws `input/invalid` with what to change; `name` is the account's. */
export function checkPassword(password: string, name: string): void {
  const problem = problemOf(password.normalize('NFKC'), name);
  if (problem !== null) throw new AppError('input/invalid', `这个密码${problem}，请换一个。`);
}

function problemOf(password: string, name: string): string | null {
  const letters = Array.from(password);
  const lower = password.toLowerCase();
  if (letters.length < shortestPassword) return `太短，至少要 ${shortestPassword} 个字符`;
  if (letters.length > longestPassword) return `太长，最多 ${longestPassword} 个字符`;
  if (/\p{Cc}/u.test(password)) return '里有看不见的控制字符';
  if (/^[\d\s.+-]*$/u.test(password)) return '只有数字，容易猜到';
  if (new Set(letters).size < fewestDifferent) return '里不同的字符太少，容易猜到';
  if (isMostly(lower, name.toLowerCase())) return '和账号的名字太像';
  if (known.has(withoutEnds(lower))) return '太常见，容易猜到';
  return null;
}

/** The name, with nothing but figures and signs around it. */
function isMostly(password: string, name: string): boolean {
  return (
    withoutEnds(password) === withoutEnds(name) || password.replace(name, '').replace(/[\d\p{P}\p{S}]/gu, '') === ''
  );
}

function withoutEnds(text: string): string {
  return text.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, '');
}
