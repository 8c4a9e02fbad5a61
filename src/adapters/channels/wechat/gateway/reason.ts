const longest = 500;

/** What an error says in its first lines: gateways put the whole stack of their own process behind it. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : textOf(error);
  const [head = ''] = said.split(/\n\s+at /u);
  return head.slice(0, longest);
}

function textOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
