import { z } from 'zod';

/** One value by the name of its account; '' is the only account of its kind. */
export type Accounts = ReadonlyMap<string, string>;

const accountName = /^[a-z0-9][a-z0-9-]{0,19}$/;

/**
 * A setting for one account (`value`) or several (`name=value,name=value`). `isValue` tells what a value is; a value
 * holds no comma.
 */
export function accountsOf(isValue: RegExp, error: string) {
  return z.string().transform((text, context): Accounts => {
    const accounts = readAccounts(text);
    const isGood = accounts !== null && [...accounts.values()].every((value) => isValue.test(value));
    if (isGood) return accounts;
    context.addIssue({
      code: 'custom',
      message: `${error}；有几个账号时写成 名字=值，用逗号分隔（名字用小写字母、数字）`,
    });
    return z.NEVER;
  });
}

/** The id of a channel: its kind, and the name of the account where there are several. */
export function channelIdOf(kind: string, account: string): string {
  return account === '' ? kind : `${kind}-${account}`;
}

/** Null when a name is missing, odd or twice. */
function readAccounts(text: string): Accounts | null {
  const parts = text.split(',').map((part) => part.trim());
  const [only = ''] = parts;
  if (parts.length === 1 && !nameOf(only)) return new Map([['', only]]);
  const named = parts.map((part) => [nameOf(part), part.slice(part.indexOf('=') + 1)] as const);
  const accounts = new Map(named.flatMap(([name, value]) => (name === null ? [] : [[name, value] as const])));
  return accounts.size === parts.length ? accounts : null;
}

function nameOf(part: string): string | null {
  const [name = ''] = part.split('=', 1);
  return part.includes('=') && accountName.test(name) ? name : null;
}
