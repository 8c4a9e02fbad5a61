import { expect, it } from 'vitest';
import { channelName, platformNames, platformOf, platforms } from '../../src/domain/platform.ts';

it('knows the platform of a channel by its id, with and without an account', () => {
  for (const platform of platforms) {
    expect(platformOf(platform)).toBe(platform);
    expect(platformOf(`${platform}-second`)).toBe(platform);
  }
  expect(['store', 'webby', 'chat model', ''].map(platformOf)).toEqual([null, null, null, null]);
});

it('calls a channel as people do, and its account where there are several', () => {
  expect(channelName('wecom')).toBe('企业微信');
  expect(channelName('wecom-webhook')).toBe('企业微信群机器人');
  expect(channelName('telegram-second')).toBe('Telegram（second）');
  expect(channelName('of-another-time')).toBe('of-another-time');
});

it('calls no two by one name', () => {
  const names = Object.values(platformNames);
  expect(new Set(names).size).toBe(names.length);
});
