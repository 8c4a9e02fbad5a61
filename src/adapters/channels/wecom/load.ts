import { createRequire } from 'node:module';
import type * as sdk from '@wecom/aibot-node-sdk';

const name = '@wecom/aibot-node-sdk';

export type Sdk = typeof sdk;

/** The library takes a tenth of a second and some megabytes, which a start without this channel need not spend. */
export function loadSdk(): Promise<Sdk> {
  return import('@wecom/aibot-node-sdk');
}

/** What to do when the library is not installed, null when it is. Nothing of it is loaded. */
export function missingPackage(): string | null {
  try {
    createRequire(import.meta.url).resolve(name);
    return null;
  } catch {
    return `企业微信渠道要用的 ${name} 没有安装，请运行 npm ci（不带 --omit=optional）后重新启动。`;
  }
}
