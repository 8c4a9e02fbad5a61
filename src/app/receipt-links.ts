import type { Config } from '../config.ts';

/** The address of the page where a delivery is acknowledged, as members reach it. */
export function createReceiptLinks({ publicUrl, host, port }: Config['http']): (deliveryId: string) => string {
  const shown = host.includes(':') ? `[${host}]` : host;
  const base = publicUrl?.replace(/\/$/u, '') ?? `http://${shown === '127.0.0.1' ? 'localhost' : shown}:${port}`;
  return (deliveryId) => `${base}/r/${deliveryId}`;
}
