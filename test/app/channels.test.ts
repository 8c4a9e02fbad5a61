import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPlatformChannels, examineAbsent, platformSettings } from '../../src/app/channels.ts';
import { readConfig } from '../../src/config.ts';
import { variableNames } from '../../src/config/settings.ts';
import { quietLog } from '../support/web-bench.ts';

const intake = {
  accept: () => Promise.reject(new Error('nobody writes')),
  note: async () => {},
  acknowledge: async () => '',
  choose: async () => ({ text: '', label: null }),
  report: async () => {},
};

describe('the channels', () => {
  it('are those that README has a row for', () => {
    const rows = [...readFileSync('README.md', 'utf8').matchAll(/^\| [^|`]+ `([a-z-]+)` \|/gmu)].map(
      ([, name]) => name,
    );

    expect(rows.toSorted()).toEqual(['web', 'manual', ...Object.keys(platformSettings)].toSorted());
  });

  it('are brought in by settings that exist', () => {
    expect(variableNames).toEqual(expect.arrayContaining(Object.values(platformSettings)));
  });

  it('are one an account, and do nothing yet', () => {
    const config = readConfig(
      {
        TELEGRAM_BOT_TOKEN: 'hr=1:x,law=2:y',
        WECHATY_PUPPET_SERVICE_TOKEN: 'x',
        WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1',
        WECOM_BOT_ID: 'hr=aib1,law=aib2',
        WECOM_BOT_SECRET: 'hr=x,law=y',
        WECOM_WEBHOOKS: '会员群=key-of-the-members,党建群=key-of-the-party',
        FEISHU_APP_ID: 'cli_0123456789abcdef',
        FEISHU_APP_SECRET: 'x',
        DINGTALK_CLIENT_ID: 'dingabc',
        DINGTALK_CLIENT_SECRET: 'geheim',
        SMS_PROVIDER: 'aliyun',
        SMS_ACCESS_KEY_ID: 'x',
        SMS_ACCESS_KEY_SECRET: 'y',
        SMS_SIGN_NAME: '某某协会',
        SMS_TEMPLATES: '节前提醒=SMS_1',
      },
      '/opt/qingyu',
    );

    const smsTemplates = { read: async () => [] };
    const channels = createPlatformChannels(config, { intake, clock: { now: () => 0 }, log: quietLog, smsTemplates });

    expect(channels.map((channel) => [channel.id, channel.health().state])).toEqual([
      ['telegram-hr', 'idle'],
      ['telegram-law', 'idle'],
      ['wechat', 'idle'],
      ['wecom-hr', 'idle'],
      ['wecom-law', 'idle'],
      ['wecom-webhook', 'up'],
      ['feishu', 'idle'],
      ['dingtalk', 'idle'],
      ['sms', 'up'],
    ]);
    expect(examineAbsent(config)).toEqual([]);
  });

  it('that are not set up are told, with the setting that would', () => {
    expect(examineAbsent(readConfig({}, '/opt/qingyu')).map(({ name, state }) => [name, state])).toEqual([
      ['telegram', 'off'],
      ['wechat', 'off'],
      ['wecom', 'off'],
      ['wecom-webhook', 'off'],
      ['feishu', 'off'],
      ['dingtalk', 'off'],
      ['sms', 'off'],
    ]);
  });
});
