import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** The account of a text message service; `endpoint` null = the platform's own, `appId` is empty but for 腾讯云. */
export type SmsConfig = {
  id: string;
  provider: 'aliyun' | 'tencent';
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  appId: string;
  region: string;
  endpoint: { protocol: 'http' | 'https'; host: string } | null;
  /** The platform's number of each template, by our name of it. */
  templates: ReadonlyMap<string, string>;
};

const key = (error: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, error)
    .optional();

/** `名字=编号,名字=编号`, each name once. */
const templates = z.string().transform((text, context): ReadonlyMap<string, string> => {
  const pairs = text.split(/[,，]/u).map((part) => /^\s*([^=\s]{1,20})=(\w{1,40})\s*$/u.exec(part));
  const read = new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? ''] as const])));
  if (read.size === pairs.length) return read;
  context.addIssue({
    code: 'custom',
    message: '应写成 模板名=平台上的模板编号，几个之间用逗号隔开，如 节前提醒=SMS_100001',
  });
  return z.NEVER;
});

export const smsSettings = {
  SMS_PROVIDER: z.enum(['aliyun', 'tencent'], '应为 aliyun（阿里云）或 tencent（腾讯云）').optional(),
  SMS_ACCESS_KEY_ID: key('应为访问密钥的 ID，不含空格和汉字'),
  SMS_ACCESS_KEY_SECRET: key('应为访问密钥，不含空格和汉字'),
  SMS_SIGN_NAME: z
    .string()
    .regex(/^[^\s【】[\]]{2,16}$/u, '应为审核通过的签名，2 到 16 个字，不带【】')
    .optional(),
  SMS_TEMPLATES: templates.optional(),
  SMS_APP_ID: z
    .string()
    .regex(/^\d{6,20}$/, '应为腾讯云短信应用的 SdkAppId，如 1400006666')
    .optional(),
  SMS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, '应为地域，如 cn-hangzhou 或 ap-guangzhou')
    .optional(),
  SMS_ENDPOINT: z
    .url({ protocol: /^https?$/, error: '应为 http 或 https 网址，如 https://dysmsapi.aliyuncs.com' })
    .refine(isEndpoint, '只写到主机和端口；用 http 的只能在本机')
    .optional(),
} as const;

/** Keys and numbers would go over the network in the clear. */
function isEndpoint(text: string): boolean {
  // What is no URL of this kind has been told already.
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) return true;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
  const isBare = [username, password, search, hash].every((part) => part === '') && pathname === '/';
  return isBare && (protocol === 'https:' || isLoopback(hostname));
}

const needed = [
  'SMS_ACCESS_KEY_ID',
  'SMS_ACCESS_KEY_SECRET',
  'SMS_SIGN_NAME',
  'SMS_TEMPLATES',
] as const satisfies readonly (keyof typeof smsSettings)[];
const regions = { aliyun: 'cn-hangzhou', tencent: 'ap-guangzhou' } as const;

export function toSms(settings: Settings): SmsConfig[] {
  const { SMS_PROVIDER: provider, SMS_ENDPOINT: endpoint } = settings;
  if (provider === undefined) return [];
  return [
    {
      id: 'sms',
      provider,
      accessKeyId: settings.SMS_ACCESS_KEY_ID ?? '',
      accessKeySecret: settings.SMS_ACCESS_KEY_SECRET ?? '',
      signName: settings.SMS_SIGN_NAME ?? '',
      appId: settings.SMS_APP_ID ?? '',
      region: settings.SMS_REGION ?? regions[provider],
      endpoint: endpoint === undefined ? null : readEndpoint(new URL(endpoint)),
      templates: settings.SMS_TEMPLATES ?? new Map(),
    },
  ];
}

function readEndpoint({ protocol, host }: URL): SmsConfig['endpoint'] {
  return { protocol: protocol === 'http:' ? 'http' : 'https', host };
}

export function smsProblems(settings: Settings): string[] {
  const { SMS_PROVIDER: provider } = settings;
  const names = Object.keys(smsSettings) as (keyof typeof smsSettings)[];
  if (provider === undefined)
    return names.filter((name) => settings[name] !== undefined).map((name) => `${name}：只在填了 SMS_PROVIDER 时有用`);
  const required = provider === 'tencent' ? [...needed, 'SMS_APP_ID' as const] : needed;
  const missing = required.filter((name) => settings[name] === undefined);
  const problems = missing.map((name) => `${name}：用${provider === 'tencent' ? '腾讯云' : '阿里云'}发短信要填它`);
  if (provider === 'aliyun' && settings.SMS_APP_ID !== undefined) problems.push('SMS_APP_ID：只有腾讯云要填，请去掉');
  if (provider === 'tencent' && [...(settings.SMS_TEMPLATES?.values() ?? [])].some((code) => !/^\d+$/.test(code)))
    problems.push('SMS_TEMPLATES：腾讯云的模板编号是数字，如 节前提醒=1000001');
  return problems;
}
