/** 48 bits of a random id: short enough to type, and ten thousand of them collide with a chance of one in five million. */
const length = 12;

export function shortId(prefix: 'o' | 'p', newId: () => string): string {
  return `${prefix}-${newId().replaceAll('-', '').slice(0, length)}`;
}
