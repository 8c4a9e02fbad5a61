import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobKind } from '../../../domain/job.ts';
import type { RouteName } from '../api/call.ts';
import { useRoute } from '../api/hooks.ts';

/** Reads again what a page shows when a table has been taken in, whoever waits for it here. */
export function useImported(kind: JobKind, routes: readonly RouteName[]): void {
  const client = useQueryClient();
  const { data } = useRoute('listJobs');
  const ended = (data?.jobs ?? []).filter((job) => job.kind === kind && job.state === 'done').length;
  const shown = routes.join(' ');
  useEffect(() => {
    for (const route of shown.split(' ')) void client.invalidateQueries({ queryKey: [route] });
  }, [client, ended, shown]);
}
