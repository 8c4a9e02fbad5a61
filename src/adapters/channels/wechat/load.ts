import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The built gateway process as seen from the bundle, from one of its parts, and from the sources. */
const places = ['./wechat-gateway.js', '../wechat-gateway.js', '../../../../dist/wechat-gateway.js'];

/** Where the process that holds the gateway was built to, null when it was not. */
export function gatewayEntry(): URL | null {
  return places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url)) ?? null;
}

/** What to do when WeChat's packages are not installed, null when they are. Nothing of them is loaded. */
export function missingPackages(puppet: string): string | null {
  const require = createRequire(import.meta.url);
  const missing = ['wechaty', puppet].filter((name) => !isInstalled(require, name));
  if (missing.length === 0) return null;
  return `微信渠道要用的 ${missing.join('、')} 没有安装，请运行 npm ci（不带 --omit=optional）后重新启动。`;
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
