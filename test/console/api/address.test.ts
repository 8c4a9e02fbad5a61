import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createAddressLimit } from '../../../src/console/address-limit.ts';
import { createReadAddress, type Proxies } from '../../../src/console/api/address.ts';

/** A request from this peer with this header, as the server of Node hands it in. */
function from(remoteAddress: string, noted?: string) {
  const env = { incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } } };
  return { headers: noted === undefined ? undefined : { 'x-forwarded-for': noted }, env };
}

async function read(proxies: Proxies, { headers, env }: ReturnType<typeof from>): Promise<string> {
  const addressOf = createReadAddress(proxies);
  const app = new Hono().get('/', (context) => context.text(addressOf(context)));
  return (await app.request('/', headers && { headers }, env)).text();
}

const here: Proxies = { behindProxy: true, trusted: [] };

describe('the address of a client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:5678', '203.0.113.7'],
    ['[2001:db8::1]:5678', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('of a proxy that noted %s is %s', async (noted, address) => {
    expect(await read(here, from('127.0.0.1', noted))).toBe(address);
  });

  it.each(['', 'unknown', '1.2.3', '999.1.1.1', 'aaaa:bbbb', '1.2.3.4:5:6', '..', ':::'])(
    'is that of the proxy where it noted “%s”',
    async (noted) => {
      expect(await read(here, from('::ffff:127.0.0.1', noted))).toBe('127.0.0.1');
    },
  );

  it.each(['10.0.0.9', '172.18.0.4', '192.168.1.20', 'fd00::9', '203.0.113.1'])(
    'is its own for %s, which is no proxy that is named, whatever its header says',
    async (peer) => {
      expect(await read(here, from(peer, '198.51.100.1'))).toBe(peer);
    },
  );

  it.each(['172.18.0.4', '::ffff:172.18.0.4', 'fd00::5'])('is what %s noted, which is named', async (peer) => {
    const proxies = { behindProxy: true, trusted: ['172.18.0.0/16', 'fd00::5'] };

    expect(await read(proxies, from(peer, '198.51.100.1'))).toBe('198.51.100.1');
    expect(await read(proxies, from('172.19.0.4', '198.51.100.1'))).toBe('172.19.0.4');
  });

  it('is no header’s where there is no proxy', async () => {
    expect(await read({ behindProxy: false, trusted: [] }, from('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1');
  });
});

describe('the limit of addresses', () => {
  it('counts a /64 of IPv6 as one, for whoever has one address has all of it', async () => {
    const limit = createAddressLimit({ most: 2, now: () => 0, addressOf: createReadAddress(here) });
    const app = new Hono().get('/', (context) => {
      limit(context);
      return context.text('');
    });
    app.onError((_, context) => context.text('', 429));
    const ask = async (noted: string): Promise<number> => {
      const { headers, env } = from('127.0.0.1', noted);
      return (await app.request('/', headers && { headers }, env)).status;
    };

    expect([await ask('2001:db8::1'), await ask('2001:db8::2'), await ask('2001:DB8:0:0:1::3')]).toEqual([
      200, 200, 429,
    ]);
    expect(await ask('2001:db8:0:1::1')).toBe(200);
  });
});
