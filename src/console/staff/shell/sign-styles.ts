/**
 * Styles that scripts make carry the nonce of the page. Ant Design gives it to nearly all of its own, but not to the one
 * that holds the page still behind a dialogue, and the content policy would refuse that.
 */
export function signStyles(nonce: string): void {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
