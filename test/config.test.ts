import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/base/errors.ts';
import { readConfig } from '../src/config.ts';
import { variableNames } from '../src/config/settings.ts';

const home = '/opt/qingyu';

const sms = {
  SMS_PROVIDER: 'aliyun',
  SMS_ACCESS_KEY_ID: 'x',
  SMS_ACCESS_KEY_SECRET: 'y',
  SMS_SIGN_NAME: '某某协会',
  SMS_TEMPLATES: '提醒=SMS_1',
};

const dingtalkPair = ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'];
const dingtalk = { DINGTALK_CLIENT_ID: 'dingabc', DINGTALK_CLIENT_SECRET: 'geheim' };
const relays = ['DINGTALK_API_ROOT', 'DINGTALK_GATEWAY'];
const relay = 'https://relay.example.org/open';

describe('the settings', () => {
  it('are complete when nothing is set', () => {
    expect(readConfig({}, home)).toEqual({
      dataDir: '/opt/qingyu/data',
      knowledgeDir: '/opt/qingyu/knowledge',
      pagesDir: '/opt/qingyu/dist/console/page',
      staffPagesDir: '/opt/qingyu/dist/console/staff',
      packageFile: '/opt/qingyu/package.json',
      promptsDir: '/opt/qingyu/prompts',
      http: { port: 3000, host: '127.0.0.1', publicUrl: null, trustedProxies: [] },
      timeZone: 'Asia/Shanghai',
      logLevel: 'info',
      store: { kind: 'sqlite' },
      passages: { kind: 'embedded' },
      models: {
        apiKey: null,
        baseUrl: null,
        chat: null,
        embedding: null,
        budget: { perMember: 30, perConversation: 300 },
      },
      channels: { telegram: [], wechat: [], wecom: [], 'wecom-webhook': [], feishu: [], dingtalk: [], sms: [] },
      webGroups: ['demo'],
      daily: { from: '08:00', until: '12:00' },
      quietHours: { from: '21:30', until: '07:30' },
      dailyCap: 4,
      botNow: null,
    });
  });

  it('are the same when every variable is there and empty', () => {
    expect(readConfig(Object.fromEntries(variableNames.map((name) => [name, ''])), home)).toEqual(readConfig({}, home));
  });

  it('take each variable over', () => {
    const config = readConfig(
      {
        DATA_DIR: '/srv/data',
        KNOWLEDGE_DIR: 'docs',
        PORT: '0',
        HOST: '::1',
        PUBLIC_URL: 'https://qingyu.example.org',
        TRUSTED_PROXY: '172.18.0.0/16, fd00::5',
        TIME_ZONE: 'Asia/Urumqi',
        LOG_LEVEL: 'silent',
        DATABASE_URL: 'postgres://bot:geheim@127.0.0.1:5432/q',
        QDRANT_URL: 'http://127.0.0.1:6333',
        QDRANT_API_KEY: 'geheim',
        QDRANT_COLLECTION: 'changsha',
        QDRANT_SHARD_NUMBER: '3',
        QDRANT_REPLICATION_FACTOR: '2',
        QDRANT_WRITE_CONSISTENCY_FACTOR: '2',
        OPENAI_API_KEY: 'sk-geheim',
        OPENAI_BASE_URL: 'https://api.example.org/v1',
        CHAT_MODEL: 'chat',
        EMBEDDING_MODEL: 'embedding',
        EMBEDDING_DIMENSIONS: '1024',
        GENERATED_PER_MEMBER: '5',
        GENERATED_PER_GROUP: '0',
        TELEGRAM_BOT_TOKEN: '123:geheim',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
        TELEGRAM_WEBHOOK_SECRET: 'geheim',
        WECHATY_PUPPET: 'wechaty-puppet-service',
        WECHATY_PUPPET_SERVICE_TOKEN: 'geheim',
        WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:18788',
        WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
        WECOM_BOT_ID: 'aib-1',
        WECOM_BOT_SECRET: 'geheim',
        WECOM_WS_URL: 'ws://127.0.0.1:9001',
        FEISHU_APP_ID: 'cli_0123456789abcdef',
        FEISHU_APP_SECRET: 'geheim',
        FEISHU_DOMAIN: 'http://127.0.0.1:8082/',
        DINGTALK_CLIENT_ID: 'dingabc',
        DINGTALK_CLIENT_SECRET: 'geheim',
        DINGTALK_API_ROOT: 'http://127.0.0.1:8082/',
        DINGTALK_GATEWAY: 'http://127.0.0.1:8083/open',
        WEB_GROUP: 'demo,hr,demo',
        DAILY_AT: '09:05',
        DAILY_UNTIL: '23:59',
        QUIET_HOURS: 'off',
        DAILY_CAP: '0',
        BOT_NOW: '2026-11-23T08:00:00+08:00',
        HOME: '/root',
      },
      home,
    );

    expect(config).toMatchObject({
      dataDir: '/srv/data',
      knowledgeDir: '/opt/qingyu/docs',
      http: {
        port: 0,
        host: '::1',
        publicUrl: 'https://qingyu.example.org',
        trustedProxies: ['172.18.0.0/16', 'fd00::5'],
      },
      timeZone: 'Asia/Urumqi',
      logLevel: 'silent',
      store: { kind: 'postgres', url: 'postgres://bot:geheim@127.0.0.1:5432/q' },
      passages: {
        kind: 'qdrant',
        url: 'http://127.0.0.1:6333',
        apiKey: 'geheim',
        collection: 'changsha',
        shardNumber: 3,
        replicationFactor: 2,
        writeConsistencyFactor: 2,
      },
      models: {
        apiKey: 'sk-geheim',
        baseUrl: 'https://api.example.org/v1',
        chat: 'chat',
        embedding: { model: 'embedding', dimensions: 1024 },
        budget: { perMember: 5, perConversation: 0 },
      },
      channels: {
        telegram: [
          {
            id: 'telegram',
            token: '123:geheim',
            apiRoot: 'http://127.0.0.1:8081',
            webhook: {
              url: 'https://qingyu.example.org/telegram/webhook',
              path: '/telegram/webhook',
              secret: 'geheim',
            },
          },
        ],
        wechat: [
          {
            id: 'wechat',
            puppet: 'wechaty-puppet-service',
            token: 'geheim',
            endpoint: '127.0.0.1:18788',
            tls: false,
          },
        ],
        wecom: [{ id: 'wecom', botId: 'aib-1', secret: 'geheim', wsUrl: 'ws://127.0.0.1:9001' }],
        feishu: [{ id: 'feishu', appId: 'cli_0123456789abcdef', appSecret: 'geheim', domain: 'http://127.0.0.1:8082' }],
        dingtalk: [
          {
            id: 'dingtalk',
            clientId: 'dingabc',
            clientSecret: 'geheim',
            apiRoot: 'http://127.0.0.1:8082',
            gateway: 'http://127.0.0.1:8083/open',
          },
        ],
      },
      webGroups: ['demo', 'hr'],
      daily: { from: '09:05', until: '23:59' },
      quietHours: null,
      dailyCap: 0,
      botNow: '2026-11-23T00:00:00.000Z',
    });
  });

  it.each([
    ['2026-11-24T00:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T08:00:00.250+08:00', '2026-11-24T00:00:00.250Z'],
    ['2026-11-24T08:00:00', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T08:00', '2026-11-24T00:00:00.000Z'],
  ])('read BOT_NOW=%s in the time zone of the association where it says none', (written, instant) => {
    expect(readConfig({ BOT_NOW: written }, home).botNow).toBe(instant);
  });

  it('have no web group when that is off', () => {
    expect(readConfig({ WEB_GROUP: 'off' }, home).webGroups).toEqual([]);
  });

  it.each([
    ['PORT', ['http', '70000', '-1', '3000 ', '1e3', '999999']],
    ['PUBLIC_URL', ['qingyu.example.org', 'ftp://example.org', 'http://']],
    ['TRUSTED_PROXY', ['proxy', '10.0.0.1:80', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.1,']],
    ['TIME_ZONE', ['Shanghai', 'GMT+25', 'Asia/Atlantis']],
    ['LOG_LEVEL', ['verbose', 'INFO']],
    ['DATABASE_URL', ['mysql://127.0.0.1/q', 'qingyu', 'postgres']],
    ['QDRANT_URL', ['127.0.0.1:6333', 'grpc://127.0.0.1:6334']],
    ['QDRANT_API_KEY', ['sk 中文', '密钥']],
    ['OPENAI_API_KEY', ['sk 中文', 'a b']],
    ['QDRANT_COLLECTION', ['清语', 'a b', 'a/b', 'x'.repeat(101)]],
    ['QDRANT_SHARD_NUMBER', ['0', '101', '-1', '1.5']],
    ['QDRANT_REPLICATION_FACTOR', ['0', '11', 'two']],
    ['QDRANT_WRITE_CONSISTENCY_FACTOR', ['0', '11', 'all']],
    [
      'OPENAI_BASE_URL',
      [
        'api.example.org',
        'ftp://api.example.org/v1',
        'https://u:p@api.example.org/v1',
        'https://api.example.org/v1?key=x',
      ],
    ],
    ['CHAT_MODEL', ['x'.repeat(201)]],
    ['EMBEDDING_DIMENSIONS', ['0', '9000', 'large']],
    ['GENERATED_PER_MEMBER', ['-1', 'viele', '2.5']],
    ['GENERATED_PER_GROUP', ['-1', '1e3']],
    ['TELEGRAM_BOT_TOKEN', ['geheim', 'a=1:x,2:y', 'a=1:x,a=2:y', 'Hr=1:x', '1:x,2:y', ',']],
    ['TELEGRAM_API_ROOT', ['127.0.0.1:8081', 'https://u:p@example.org']],
    ['TELEGRAM_WEBHOOK_SECRET', ['密', 'a b', 'x'.repeat(257)]],
    ['WECHATY_PUPPET', ['wechaty-puppet-padlocal', 'service']],
    ['WECHATY_PUPPET_SERVICE_TOKEN', ['a b', 'a=x,y']],
    ['WECHATY_PUPPET_SERVICE_ENDPOINT', ['gateway', 'http://127.0.0.1:1', '127.0.0.1:port', 'a=127.0.0.1']],
    ['WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT', ['yes', 'TRUE']],
    ['WECOM_BOT_ID', ['机器人', 'a b', 'a=x,y']],
    ['WECOM_BOT_SECRET', ['密钥', 'a b']],
    ['WECOM_WS_URL', ['https://example.org', 'ws://example.org', 'wss://u:p@example.org', 'wss://example.org?a=1']],
    ['FEISHU_APP_ID', ['cli_1', 'cli_0123456789abcdeg', 'a=cli_0123456789abcdef,cli_0123456789abcdee']],
    ['FEISHU_APP_SECRET', ['密', 'a b', 'a=x,y']],
    ['FEISHU_DOMAIN', ['larksuite', 'http://open.feishu.cn', 'https://a:b@open.feishu.cn', 'https://open.feishu.cn/x']],
    ['WEB_GROUP', ['Demo', 'demo, hr', 'a/b', ',', 'demo,', '群', `${'x'.repeat(41)}`]],
    ['DAILY_AT', ['8:00', '24:00', '08:60', '早上八点']],
    ['DAILY_UNTIL', ['12', '12:00:00']],
    ['QUIET_HOURS', ['on', '21:30', '21:30-24:00', '21:30–07:30']],
    ['DAILY_CAP', ['-1', 'four', '1000', '2.5']],
    [
      'WECOM_WEBHOOKS',
      [
        'key-of-the-members',
        '会员群=',
        '=key-of-the-members',
        '会员群=short',
        '会员群=key-of-the-members,会员群=key-of-the-party',
        '会员群=key-of-the-members,党建群=key-of-the-members',
        '会员群=http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key-of-the-members',
        '会员群=https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
        '会员群=https://a:b@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key-of-the-members',
      ],
    ],
    ['DINGTALK_CLIENT_ID', ['钉钉', 'a b', 'hr=dingabc,hr=dingdef']],
    ['DINGTALK_CLIENT_SECRET', ['密钥', 'a b']],
    ['DINGTALK_API_ROOT', ['api.dingtalk.com', 'http://relay.example.org', 'https://relay.example.org/?key=1']],
    ['DINGTALK_GATEWAY', ['wss://127.0.0.1', 'http://relay.example.org/open']],
    ['SMS_PROVIDER', ['huawei', 'Aliyun']],
    ['SMS_ACCESS_KEY_ID', ['密钥', 'a b']],
    ['SMS_ACCESS_KEY_SECRET', ['密钥', 'a b']],
    ['SMS_SIGN_NAME', ['【某某协会】', '某', '某 某']],
    ['SMS_TEMPLATES', ['SMS_1', '提醒=', '提醒=SMS_1,提醒=SMS_2', '提醒=SMS_1,', '提 醒=SMS_1']],
    ['SMS_APP_ID', ['app', '12']],
    ['SMS_REGION', ['杭州', 'CN']],
    [
      'SMS_ENDPOINT',
      ['127.0.0.1:1', 'ftp://x', 'http://sms.example.org', 'https://a:b@sms.example.org', 'https://x/y'],
    ],
    ['BOT_NOW', ['now', '2026-11-23', '2026-02-30T08:00:00+08:00', '08:00']],
  ])('refuse a bad %s by its name', (name, values) => {
    for (const value of values) {
      // A model is nothing without an endpoint, and vectors have no size without a model.
      const others = { OPENAI_API_KEY: 'sk', EMBEDDING_MODEL: 'embedding' };
      const { code, message } = problemOf({ ...others, [name]: value });
      expect([value, code]).toEqual([value, 'config/invalid']);
      expect(message.split('\n').slice(1)).toEqual([
        expect.stringMatching(new RegExp(`^- ${name}：\\p{Script=Han}`, 'u')),
      ]);
    }
  });

  it('name every bad variable in one message', () => {
    const { message } = problemOf({
      PORT: 'http',
      TIME_ZONE: 'Shanghai',
      QUIET_HOURS: 'on',
      DAILY_AT: '8:00',
      HOST: '::',
    });

    expect(message.split('\n')).toEqual([
      '设置有误，请改正后再启动：',
      '- PORT：应为 0 到 65535 的端口号',
      '- TIME_ZONE：应为 IANA 时区名，如 Asia/Shanghai',
      '- DAILY_AT：应为 24 小时制时间，如 08:00',
      '- QUIET_HOURS：应为 off 或时段，如 21:30-07:30',
    ]);
  });

  it('never repeat a value, which may be a secret', () => {
    expect(problemOf({ DATABASE_URL: 'mysql://bot:geheim@db/q' }).message).not.toContain('geheim');
  });

  it.each([
    [{ DAILY_AT: '08:00', DAILY_UNTIL: '08:00' }, ['DAILY_UNTIL']],
    [{ DAILY_AT: '23:00', DAILY_UNTIL: '01:00' }, ['DAILY_UNTIL', 'DAILY_AT']],
    [{ DAILY_AT: '07:29' }, ['DAILY_AT']],
    [{ CHAT_MODEL: 'chat', EMBEDDING_MODEL: 'embedding' }, ['CHAT_MODEL', 'EMBEDDING_MODEL']],
    [{ EMBEDDING_DIMENSIONS: '512', OPENAI_API_KEY: 'sk' }, ['EMBEDDING_DIMENSIONS']],
    [{ QDRANT_API_KEY: 'sk' }, ['QDRANT_API_KEY']],
    [
      { TELEGRAM_API_ROOT: 'http://127.0.0.1:1', TELEGRAM_WEBHOOK_SECRET: 'x' },
      ['TELEGRAM_API_ROOT', 'TELEGRAM_WEBHOOK_SECRET'],
    ],
    [{ WECHATY_PUPPET_SERVICE_TOKEN: 'x' }, ['WECHATY_PUPPET_SERVICE_ENDPOINT']],
    [{ WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1' }, ['WECHATY_PUPPET_SERVICE_TOKEN']],
    [
      { WECHATY_PUPPET_SERVICE_TOKEN: 'a=x,b=y', WECHATY_PUPPET_SERVICE_ENDPOINT: 'a=127.0.0.1:1,c=127.0.0.1:2' },
      ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'WECHATY_PUPPET_SERVICE_TOKEN'],
    ],
    [{ BOT_NOW: '2026-11-23T08:00', TELEGRAM_BOT_TOKEN: '1:x' }, ['BOT_NOW']],
    [
      { BOT_NOW: '2026-11-23T08:00', TELEGRAM_BOT_TOKEN: '1:x', TELEGRAM_API_ROOT: 'https://bots.example.org' },
      ['BOT_NOW'],
    ],
    [
      {
        BOT_NOW: '2026-11-23T08:00',
        WECHATY_PUPPET_SERVICE_TOKEN: 'x',
        WECHATY_PUPPET_SERVICE_ENDPOINT: 'gateway.example.org:443',
      },
      ['BOT_NOW'],
    ],
    [{ FEISHU_APP_ID: 'cli_0123456789abcdef' }, ['FEISHU_APP_SECRET']],
    [{ FEISHU_APP_SECRET: 'x', FEISHU_DOMAIN: 'lark' }, ['FEISHU_APP_ID', 'FEISHU_DOMAIN']],
    [
      {
        FEISHU_APP_ID: 'a=cli_0123456789abcdef,b=cli_0123456789abcdef',
        FEISHU_APP_SECRET: 'a=x,b=x',
      },
      ['FEISHU_APP_ID'],
    ],
    [{ BOT_NOW: '2026-11-23T08:00', FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 'x' }, ['BOT_NOW']],
    [{ DAILY_AT: '12:30', DAILY_UNTIL: '15:00', QUIET_HOURS: '12:00-14:00' }, ['DAILY_AT']],
    [{ DINGTALK_CLIENT_ID: 'dingabc' }, ['DINGTALK_CLIENT_SECRET']],
    [{ DINGTALK_CLIENT_SECRET: 'geheim' }, ['DINGTALK_CLIENT_ID']],
    [{ DINGTALK_CLIENT_ID: 'hr=dingabc', DINGTALK_CLIENT_SECRET: 'law=geheim' }, dingtalkPair.toReversed()],
    [{ DINGTALK_API_ROOT: 'https://relay.example.org', DINGTALK_GATEWAY: 'https://relay.example.org/open' }, relays],
    [{ ...dingtalk, BOT_NOW: '2026-11-23T08:00' }, ['BOT_NOW']],
    [
      { ...dingtalk, BOT_NOW: '2026-11-23T08:00', DINGTALK_API_ROOT: 'http://127.0.0.1:1', DINGTALK_GATEWAY: relay },
      ['BOT_NOW'],
    ],
    [{ SMS_SIGN_NAME: '某某协会', SMS_REGION: 'cn-hangzhou' }, ['SMS_SIGN_NAME', 'SMS_REGION']],
    [{ WECOM_BOT_ID: 'a' }, ['WECOM_BOT_SECRET']],
    [{ WECOM_BOT_SECRET: 'x' }, ['WECOM_BOT_ID']],
    [{ WECOM_BOT_ID: 'hr=a,law=b', WECOM_BOT_SECRET: 'hr=x' }, ['WECOM_BOT_SECRET']],
    [{ WECOM_BOT_ID: 'hr=a,law=a', WECOM_BOT_SECRET: 'hr=x,law=x' }, ['WECOM_BOT_ID']],
    [{ WECOM_BOT_ID: 'hr=a,webhook=b', WECOM_BOT_SECRET: 'hr=x,webhook=y' }, ['WECOM_BOT_ID']],
    [{ WECOM_WS_URL: 'wss://relay.example.org' }, ['WECOM_WS_URL']],
    [{ WECOM_BOT_ID: 'a', WECOM_BOT_SECRET: 'x', BOT_NOW: '2026-11-23T08:00' }, ['BOT_NOW']],
    [{ SMS_PROVIDER: 'aliyun' }, ['SMS_ACCESS_KEY_ID', 'SMS_ACCESS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATES']],
    [{ ...sms, SMS_PROVIDER: 'tencent', SMS_TEMPLATES: '提醒=SMS_1' }, ['SMS_APP_ID', 'SMS_TEMPLATES']],
    [{ ...sms, SMS_APP_ID: '1400006666' }, ['SMS_APP_ID']],
    [{ BOT_NOW: '2026-11-23T08:00', WECOM_WEBHOOKS: '会员群=key-of-the-members' }, ['BOT_NOW']],
    [{ ...sms, BOT_NOW: '2026-11-23T08:00' }, ['BOT_NOW']],
    [{ ...sms, BOT_NOW: '2026-11-23T08:00', SMS_ENDPOINT: 'https://sms.example.org' }, ['BOT_NOW']],
  ])('refuse what contradicts itself: %o', (settings, names) => {
    const { message } = problemOf(settings);

    expect(message.match(/(?<=^- )\w+/gm)).toEqual(names);
  });

  it('know several accounts of one kind by their names', () => {
    const { telegram, wechat } = readConfig(
      {
        TELEGRAM_BOT_TOKEN: 'hr=1:x, law=2:y',
        WECHATY_PUPPET_SERVICE_TOKEN: 'a=x,b=y',
        WECHATY_PUPPET_SERVICE_ENDPOINT: 'b=127.0.0.1:2,a=127.0.0.1:1',
        TELEGRAM_WEBHOOK_SECRET: 's',
        PUBLIC_URL: 'https://qingyu.example.org/',
      },
      home,
    ).channels;

    expect(telegram.map(({ id, token, webhook }) => [id, token, webhook?.url])).toEqual([
      ['telegram-hr', '1:x', 'https://qingyu.example.org/telegram/webhook/hr'],
      ['telegram-law', '2:y', 'https://qingyu.example.org/telegram/webhook/law'],
    ]);
    expect(wechat.map(({ id, token, endpoint }) => [id, token, endpoint])).toEqual([
      ['wechat-a', 'x', '127.0.0.1:1'],
      ['wechat-b', 'y', '127.0.0.1:2'],
    ]);
  });

  it('know several apps of 飞书, each with its secret', () => {
    const { feishu } = readConfig(
      {
        FEISHU_APP_ID: 'a=cli_0123456789abcdef,b=cli_0123456789ABCDEF',
        FEISHU_APP_SECRET: 'b=y,a=x=',
        FEISHU_DOMAIN: 'lark',
      },
      home,
    ).channels;

    expect(feishu.map(({ id, appId, appSecret, domain }) => [id, appId, appSecret, domain])).toEqual([
      ['feishu-a', 'cli_0123456789abcdef', 'x=', 'https://open.larksuite.com'],
      ['feishu-b', 'cli_0123456789ABCDEF', 'y', 'https://open.larksuite.com'],
    ]);
  });

  it('know the account of a text message service', () => {
    const { sms: accounts } = readConfig(
      { ...sms, SMS_TEMPLATES: '提醒=SMS_1，通知=SMS_2', SMS_ENDPOINT: 'http://127.0.0.1:8080' },
      home,
    ).channels;

    expect(accounts).toEqual([
      {
        id: 'sms',
        provider: 'aliyun',
        accessKeyId: 'x',
        accessKeySecret: 'y',
        signName: '某某协会',
        appId: '',
        region: 'cn-hangzhou',
        endpoint: { protocol: 'http', host: '127.0.0.1:8080' },
        templates: new Map([
          ['提醒', 'SMS_1'],
          ['通知', 'SMS_2'],
        ]),
      },
    ]);
  });

  it('let a rehearsal have platforms of this machine', () => {
    const settings = { BOT_NOW: '2026-11-23T08:00', TELEGRAM_BOT_TOKEN: '1:x', TELEGRAM_API_ROOT: 'http://[::1]:8081' };

    expect(readConfig(settings, home).channels.telegram).toHaveLength(1);
  });

  it('rehearse with a DingTalk on loopback, and know its robots by their names', () => {
    const { channels } = readConfig(
      {
        BOT_NOW: '2026-11-23T08:00',
        DINGTALK_CLIENT_ID: 'hr=dinghr,law=dinglaw',
        DINGTALK_CLIENT_SECRET: 'law=secret-2,hr=secret-1',
        DINGTALK_API_ROOT: 'http://127.0.0.1:8082',
      },
      home,
    );

    expect(channels.dingtalk.map(({ id, clientId, clientSecret }) => [id, clientId, clientSecret])).toEqual([
      ['dingtalk-hr', 'dinghr', 'secret-1'],
      ['dingtalk-law', 'dinglaw', 'secret-2'],
    ]);
  });

  it.each([
    { DAILY_AT: '07:30' },
    { DAILY_AT: '06:00', QUIET_HOURS: 'off' },
    { DAILY_AT: '14:00', DAILY_UNTIL: '15:00', QUIET_HOURS: '12:00-14:00' },
  ])('take what does not: %o', (settings) => {
    expect(readConfig(settings, home).daily.from).toBe(settings.DAILY_AT);
  });
});

describe('the example of the settings', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const assignments = lines.filter((line) => line !== '' && !line.startsWith('#'));

  it('names every variable once and no other', () => {
    const names = assignments.map((line) => line.split('=')[0] ?? '');

    expect(names.toSorted()).toEqual(variableNames.toSorted());
  });

  it('starts as it stands', () => {
    const env = Object.fromEntries(assignments.map((line) => line.split('=', 2)));

    expect(readConfig(env, home)).toEqual(readConfig({}, home));
  });

  it('says the defaults that hold', () => {
    const text = lines.join('\n');
    const said = (name: string): string => {
      const comment =
        text
          .slice(0, text.search(new RegExp(`^${name}=`, 'm')))
          .split(/^\w+=.*\n/m)
          .at(-1) ?? '';
      return comment;
    };

    expect(said('PORT')).toContain('3000');
    expect(said('WEB_GROUP')).toContain('demo');
    expect(said('DAILY_AT')).toContain('08:00、12:00');
    expect(said('QUIET_HOURS')).toContain('21:30-07:30');
    expect(said('DAILY_CAP')).toContain('默认 4');
    expect(said('TIME_ZONE')).toContain('Asia/Shanghai');
    expect(said('LOG_LEVEL')).toContain('默认 info');
  });
});

function problemOf(env: Record<string, string>): AppError {
  try {
    readConfig(env, home);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`taken as good: ${JSON.stringify(env)}`);
}
