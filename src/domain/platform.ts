/** Where a channel can be, as people call it. Each has an adapter; `web` and `manual` are there without a setting. */
export const platformNames = {
  web: '网页群',
  telegram: 'Telegram',
  wechat: '微信',
  wecom: '企业微信',
  'wecom-webhook': '企业微信群机器人',
  feishu: '飞书',
  dingtalk: '钉钉',
  sms: '短信',
  manual: '人工发布',
} as const;
export type Platform = keyof typeof platformNames;

export const platforms = Object.keys(platformNames) as Platform[];

/** Of the id of a channel, which is the platform, or that and the name of one of several accounts. Null: of none. */
export function platformOf(channel: string): Platform | null {
  const fitting = platforms.filter((platform) => channel === platform || channel.startsWith(`${platform}-`));
  // `wecom-webhook` is no account of `wecom`.
  return fitting.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** A channel as people call it, with its account where there are several: `Telegram（second）`. */
export function channelName(channel: string): string {
  const platform = platformOf(channel);
  if (platform === null) return channel;
  const account = channel.slice(platform.length + 1);
  return account === '' ? platformNames[platform] : `${platformNames[platform]}（${account}）`;
}
