import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Whose requests are counted together. */
export type ReadAddress = (context: Context) => string;

/** `behindProxy`: one on this machine is believed; `trusted`: and those at these addresses and subnets. */
export type Proxies = { behindProxy: boolean; trusted: readonly string[] };

/**
 * The address of who connected. Of a proxy that is believed it is the last address it noted: those before it are what
 * the client wrote. Nobody else's header counts, or whoever is in the same network could be anybody.
 */
export function createReadAddress(proxies: Proxies): ReadAddress {
  const believed = listOf(proxies);
  return (context) => {
    const address = plain(getConnInfo(context).remote.address ?? '');
    if (!has(believed, address)) return address;
    return readNoted(context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '') ?? address;
  };
}

function listOf({ behindProxy, trusted }: Proxies): BlockList {
  const list = new BlockList();
  for (const written of [...(behindProxy ? ['127.0.0.0/8', '::1'] : []), ...trusted]) {
    const [address = '', bits] = written.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function has(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Some proxies note the port too, as `1.2.3.4:5678` or `[2001:db8::1]:5678`; null for what is no address. */
function readNoted(noted: string): string | null {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/u.exec(noted) ?? [];
  const address = plain(bracketed ?? dotted ?? noted);
  return isIP(address) === 0 ? null : address;
}

/** An IPv4 address as such, also where it came over a socket of IPv6; without the name of an interface. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
}
