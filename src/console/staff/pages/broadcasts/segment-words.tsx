import { useQueries } from '@tanstack/react-query';
import { segmentInWords } from '../../../../domain/segment.ts';
import { call } from '../../api/call.ts';

const groupPart = 'group:';
const mostAsked = 20;

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
  return segment === null ? '—' : segmentInWords(segment, (id) => names.get(id));
}

export function SegmentInWords({ of }: { of: string | null }) {
  return useSegmentInWords(of);
}
