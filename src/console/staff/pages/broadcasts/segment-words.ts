/** A segment as a person reads it. */
export function segmentInWords(segment: string | null): string {
  if (segment === null) return '—';
  return segment.split(',').map(partInWords).join('、');
}

function partInWords(part: string): string {
  if (part === 'all') return '全部工作群';
  const [kind = '', ...rest] = part.split(':');
  const name = rest.join(':');
  if (kind === 'tag') return `标签“${name}”`;
  if (kind === 'org') return `${name}（含下级）`;
  return part;
}
