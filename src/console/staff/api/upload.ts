import { routes } from '../../api/contract/routes.ts';
import {
  addressOf,
  type Answer,
  CallError,
  type Given,
  readAnswer,
  refusalIn,
  type RouteName,
  unreachable,
} from './call.ts';

export type Upload<N extends RouteName> = Pick<Given<N>, 'params' | 'query'> & {
  file: Blob;
  /** Where the route wants one: the same one again is the same file. */
  key?: string;
  /** Of 0 to 1, how much has gone. */
  onProgress?: (part: number) => void;
  signal?: AbortSignal;
};

/** Sends a file as it is; an XMLHttpRequest, because it alone tells how much has gone. Throws `CallError`. */
export function upload<N extends RouteName>(name: N, given: Upload<N>): Promise<Answer<N>> {
  const { file, key, onProgress, signal } = given;
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open(routes[name].method.toUpperCase(), addressOf(name, given));
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (key !== undefined) request.setRequestHeader('idempotency-key', key);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status >= 300) return reject(refusalIn(request.status, request.responseText));
      return resolve(readAnswer(name, JSON.parse(request.responseText)));
    });
    request.addEventListener('error', () => reject(new CallError(0, 'unreachable', unreachable)));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
