import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { routes } from '../../api/contract/routes.ts';
import { type Answer, call, type Given, newKey, type RouteName } from './call.ts';

/** `every`: asked again after so many milliseconds, while the page is looked at. */
export type ReadOptions = { every?: number | false; enabled?: boolean; keep?: boolean };

/** What a route answers, kept and asked again when the page is looked at. `keep`: shows the last page while the next one comes. */
export function useRoute<N extends RouteName>(name: N, given: Given<N> = {}, options: ReadOptions = {}) {
  const { every = false, enabled = true, keep = false } = options;
  return useQuery({
    queryKey: [name, given],
    queryFn: ({ signal }) => call(name, given, signal),
    refetchInterval: every,
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** `refresh`: routes whose answers are another now. `quiet`: the page shows the error itself. */
export type ActOptions<N extends RouteName> = {
  refresh?: readonly RouteName[];
  done?: (answer: Answer<N>) => void;
  quiet?: boolean;
};

/**
 * Does something once: where the route wants a key, what is asked again after an error without any change is the same
 * order. Errors are shown as the server says them.
 */
export function useAct<N extends RouteName>(name: N, { refresh = [], done, quiet = false }: ActOptions<N> = {}) {
  const { message } = App.useApp();
  const client = useQueryClient();
  const order = useRef<{ of: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (given: Given<N>) => call(name, routes[name].once ? { ...given, key: keyFor(order, given) } : given),
    async onSuccess(answer) {
      order.current = null;
      done?.(answer);
      await Promise.all(refresh.map((one) => readAnew(client, one)));
    },
    onError(error) {
      if (!quiet) message.error(error.message, 6);
    },
  });
}

/** A first reading that is still under way may have been answered before the act: it is left, or it would be taken for news. */
async function readAnew(client: QueryClient, name: RouteName): Promise<void> {
  await client.cancelQueries({ queryKey: [name] });
  await client.invalidateQueries({ queryKey: [name] });
}

function keyFor(order: { current: { of: string; key: string } | null }, given: unknown): string {
  const of = JSON.stringify(given);
  if (order.current?.of !== of) order.current = { of, key: newKey() };
  return order.current.key;
}
