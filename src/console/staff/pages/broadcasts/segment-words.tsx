import { useQueries } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** A segment as a person reads it; groups stand in it by their numbers, and are asked for by name. */
export function useSegmentInWords(segment: string | null): string {
  const parts = segment?.split(',') ?? [];
  const ids = parts.flatMap((part) => (part.startsWith(groupPart) ? [part.slice(groupPart.length)] : []));
  const names = useQueries({
    queries: ids.slice(0, mostAsked).map((id) => ({
      queryKey: ['showGroup', { params: { id } }],
      queryFn: () => call('showGroup', { params: { id } }),
      staleTime: 60_000,
    })),
    combine: (found) => new Map(found.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.title]]))),
  });
  if (segment === null) return '—';
  return parts.map((part) => partInWords(part, names)).join('、');
}

export function SegmentInWords({ of }: { of: string | null }) {
  return useSegmentInWords(of);
}

const groupPart = 'group:';
const mostAsked = 20;

function partInWords(part: string, names: ReadonlyMap<string, string>): string {
  if (part === 'all') return '全部工作群';
  const [kind = '', ...rest] = part.split(':');
  const name = rest.join(':');
  if (kind === 'tag') return `标签“${name}”`;
  if (kind === 'org') return `${name}（含下级）`;
  return names.get(name) ?? part;
}
