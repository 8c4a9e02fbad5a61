import { createRequire } from 'node:module';
import type * as Sdk from '@larksuiteoapi/node-sdk';

export type FeishuSdk = Pick<typeof Sdk, 'Client' | 'WSClient' | 'EventDispatcher'>;

const name = '@larksuiteoapi/node-sdk';

/** What to do when the package of 飞书 is not installed, null when it is. Nothing of it is loaded. */
export function missingPackage(): string | null {
  try {
    createRequire(import.meta.url).resolve(name);
    return null;
  } catch {
    return `飞书渠道要用的 ${name} 没有安装，请运行 npm ci（不带 --omit=optional）后重新启动。`;
  }
}

/** A quarter of a second and 40 MB, which a start without 飞书 need not spend. */
export function loadSdk(): Promise<FeishuSdk> {
  return import('@larksuiteoapi/node-sdk');
}
