import type { Config } from '../config.ts';
import { isLoopback } from '../config/loopback.ts';
import type { Finding } from './examine.ts';

const name = 'http';

/** Warns where passwords and sessions may cross a network in the clear. */
export function examineExposure({ http }: Pick<Config, 'http'>): Finding {
  const { host, publicUrl, trustedProxies } = http;
  if (publicUrl?.startsWith('https:'))
    return { name, state: 'ok', detail: `网页地址 ${publicUrl}，登录的 Cookie 只走 https`, action: null };
  if (isLoopback(host) && publicUrl === null)
    return { name, state: 'ok', detail: `只在本机（${host}）能打开网页和控制台`, action: null };
  const where = isLoopback(host) ? `网页地址 ${publicUrl} 不是 https` : `HOST 是 ${host}，网络上的其他机器能打开控制台`;
  const proxied = trustedProxies.length > 0 && publicUrl === null ? '；设了 TRUSTED_PROXY，但没有设 PUBLIC_URL' : '';
  return {
    name,
    state: 'warn',
    detail: `${where}，没有经过 TLS：密码和登录在路上能被看到${proxied}`,
    action:
      '在前面放一个有证书的反向代理，把 PUBLIC_URL 设成 https 网址，HOST 改回 127.0.0.1；代理在另一台机器或容器时再设 TRUSTED_PROXY',
  };
}
