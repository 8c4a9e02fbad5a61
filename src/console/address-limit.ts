import type { Context } from 'hono';
import { AppError } from '../base/errors.ts';
import { networkOf } from '../base/network.ts';
import type { ReadAddress } from './api/address.ts';

/** Throws `access/too-many` when a network has asked too often within the last minute or so. */
export type AddressLimit = (context: Context) => void;

const windowMs = 60_000;

/** Counted in this process, for `most` requests a network and minute. An office, or a mobile network, may share one address. */
export function createAddressLimit(of: { most: number; now: () => number; addressOf: ReadAddress }): AddressLimit {
  const counts = new Map<string, number>();
  let windowEnds = 0;
  return (context) => {
    if (of.now() >= windowEnds) {
      counts.clear();
      windowEnds = of.now() + windowMs;
    }
    const network = networkOf(of.addressOf(context));
    const count = (counts.get(network) ?? 0) + 1;
    counts.set(network, count);
    if (count > of.most) throw new AppError('access/too-many', '从您的网络提交得太频繁了，请过一分钟再试。');
  };
}

/** Throws `access/too-many` when a network holds as many open already; what it returns lets go of one, once. */
export type OpenLimit = (context: Context) => () => void;

/** What stays open, counted in this process: so many of a network, and so many of all. */
export function createOpenLimit(of: { most: number; inAll: number; addressOf: ReadAddress }): OpenLimit {
  const open = new Map<string, number>();
  let all = 0;
  return (context) => {
    const network = networkOf(of.addressOf(context));
    const held = open.get(network) ?? 0;
    if (held >= of.most || all >= of.inAll)
      throw new AppError('access/too-many', '打开的页面太多了，请关掉几个不用的再试。');
    open.set(network, held + 1);
    all += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      all -= 1;
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    };
  };
}
