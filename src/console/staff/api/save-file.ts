import { routes } from '../../api/contract/routes.ts';
import { addressOf, type Given, refusalIn, type RouteName } from './call.ts';

/** Asks for a file by a route that changes something, and has the browser save it; throws `CallError`. */
export async function saveFile<N extends RouteName>(name: N, given: Pick<Given<N>, 'params' | 'query'>): Promise<void> {
  const response = await fetch(addressOf(name, given), {
    method: routes[name].method.toUpperCase(),
    credentials: 'same-origin',
  });
  if (!response.ok) throw refusalIn(response.status, await response.text());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameIn(response.headers.get('content-disposition') ?? '');
  link.click();
  URL.revokeObjectURL(link.href);
}

/** As RFC 5987 writes it. */
function nameIn(disposition: string): string {
  const [, written] = /filename\*=UTF-8''([^;]+)/iu.exec(disposition) ?? [];
  return written === undefined ? '文件' : decodeURIComponent(written);
}
