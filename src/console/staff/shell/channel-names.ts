const channelNames: Readonly<Record<string, string>> = {
  web: '网页',
  telegram: 'Telegram',
  wechat: '微信',
  wecom: '企业微信',
  'wecom-webhook': '企业微信群机器人',
  feishu: '飞书',
  dingtalk: '钉钉',
  sms: '短信',
  manual: '人工发布',
};

/** A channel as people call it; one that was set up under another name keeps that. */
export function channelName(channel: string): string {
  return channelNames[channel] ?? channel;
}

export const channelChoices = Object.entries(channelNames)
  .filter(([value]) => value !== 'sms')
  .map(([value, label]) => ({ value, label }));
