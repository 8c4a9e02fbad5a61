import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useRoute } from '../../api/hooks.ts';

/** Reads the address book again when a table has been taken in, whoever waits for it here. */
export function useImported(): void {
  const client = useQueryClient();
  const { data } = useRoute('listJobs');
  const ended = (data?.jobs ?? []).filter(({ kind, state }) => kind === 'people/import' && state === 'done').length;
  useEffect(() => {
    for (const route of ['listPeople', 'listOrganizations']) void client.invalidateQueries({ queryKey: [route] });
  }, [client, ended]);
}
