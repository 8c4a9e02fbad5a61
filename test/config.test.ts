import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/base/errors.ts';
import { readConfig, variableNames } from '../src/config.ts';

const home = '/opt/qingyu';

describe('the settings', () => {
  it('are complete when nothing is set', () => {
    expect(readConfig({}, home)).toEqual({
      dataDir: '/opt/qingyu/data',
      knowledgeDir: '/opt/qingyu/knowledge',
      pagesDir: '/opt/qingyu/dist/console/page',
      http: { port: 3000, host: '127.0.0.1', publicUrl: null },
      timeZone: 'Asia/Shanghai',
      logLevel: 'info',
      store: { kind: 'sqlite' },
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
        TIME_ZONE: 'Asia/Urumqi',
        LOG_LEVEL: 'silent',
        DATABASE_URL: 'postgres://bot:geheim@127.0.0.1:5432/q',
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
      http: { port: 0, host: '::1', publicUrl: 'https://qingyu.example.org' },
      timeZone: 'Asia/Urumqi',
      logLevel: 'silent',
      store: { kind: 'postgres', url: 'postgres://bot:geheim@127.0.0.1:5432/q' },
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
    ['TIME_ZONE', ['Shanghai', 'GMT+25', 'Asia/Atlantis']],
    ['LOG_LEVEL', ['verbose', 'INFO']],
    ['DATABASE_URL', ['mysql://127.0.0.1/q', 'qingyu', 'postgres']],
    ['WEB_GROUP', ['Demo', 'demo, hr', 'a/b', ',', 'demo,', '群', `${'x'.repeat(41)}`]],
    ['DAILY_AT', ['8:00', '24:00', '08:60', '早上八点']],
    ['DAILY_UNTIL', ['12', '12:00:00']],
    ['QUIET_HOURS', ['on', '21:30', '21:30-24:00', '21:30–07:30']],
    ['DAILY_CAP', ['-1', 'four', '1000', '2.5']],
    ['BOT_NOW', ['now', '2026-11-23', '2026-02-30T08:00:00+08:00', '08:00']],
  ])('refuse a bad %s by its name', (name, values) => {
    for (const value of values) {
      const { code, message } = problemOf({ [name]: value });
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
    [{ DAILY_AT: '12:30', DAILY_UNTIL: '15:00', QUIET_HOURS: '12:00-14:00' }, ['DAILY_AT']],
  ])('refuse what contradicts itself: %o', (settings, names) => {
    const { message } = problemOf(settings);

    expect(message.match(/(?<=^- )\w+/gm)).toEqual(names);
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
