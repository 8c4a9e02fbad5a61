import { describe, expect, it } from 'vitest';
import { examineExposure } from '../../src/app/examine-exposure.ts';

const http = { port: 3000, host: '127.0.0.1', publicUrl: null, trustedProxies: [] };

describe('how the console can be reached', () => {
  it.each([
    [{}, 'ok'],
    [{ host: 'localhost' }, 'ok'],
    [{ host: '::1' }, 'ok'],
    [{ publicUrl: 'https://bot.example.org' }, 'ok'],
    [{ host: '0.0.0.0', publicUrl: 'https://bot.example.org', trustedProxies: ['172.18.0.0/16'] }, 'ok'],
    [{ host: '0.0.0.0' }, 'warn'],
    [{ host: '::' }, 'warn'],
    [{ host: '192.168.1.5' }, 'warn'],
    [{ host: '127.0.0.1.example.org' }, 'warn'],
    [{ host: '0.0.0.0', publicUrl: 'http://bot.example.org' }, 'warn'],
    [{ publicUrl: 'http://bot.example.org' }, 'warn'],
    [{ host: '0.0.0.0', trustedProxies: ['172.18.0.0/16'] }, 'warn'],
  ])('of %j is told as %s', (changes, state) => {
    const finding = examineExposure({ http: { ...http, ...changes } });

    expect([finding.state, finding.action !== null]).toEqual([state, state === 'warn']);
  });
});
