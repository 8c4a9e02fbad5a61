/** What the server wrote into the page. */
function metaOf(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
}

export const nonce = (): string => metaOf('csp-nonce');
export const timeZone = (): string => metaOf('time-zone');
