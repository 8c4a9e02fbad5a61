/** What the server wrote into the page. */
function metaOf(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
}

export const nonce = (): string => metaOf('csp-nonce');
/** When the server gave the page away, ISO. */
export const answeredAt = (): string => metaOf('answered-at');
export const timeZone = (): string => metaOf('time-zone');
