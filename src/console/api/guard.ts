import { AppError } from '../../base/errors.ts';
import type { Access } from './contract/route.ts';
import type { Caller } from './exchange.ts';

/** The one place where it is decided who may. Throws `access/unauthenticated` or `access/denied`. */
export function assertMay(access: Access, caller: Caller | null): void {
  if (access === 'anyone') return;
  if (caller === null) throw new AppError('access/unauthenticated', '请先登录；登录可能已经过期。');
  if (access === 'signed-in') return;
  if (caller.mustChange) throw new AppError('access/denied', '请先改掉初始密码，再做别的。');
  if (!access.includes(caller.user.role)) throw new AppError('access/denied', '您的账号没有这项权限，请联系管理员。');
}
