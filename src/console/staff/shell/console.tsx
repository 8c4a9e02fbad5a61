import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { CallError, type RouteName } from '../api/call.ts';
import { LookProvider } from './look.tsx';
import { nonce } from './meta.ts';
import { createRouter } from './router.tsx';
import { themeOf, useLook } from './theme.ts';

dayjs.locale('zh-cn');

/** Everything: the look, the language, what is known of the server, and the pages. */
export function Console() {
  const look = useLook();
  const [client] = useState(createClient);
  const [router] = useState(createRouter);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeOf(look.dark)}
      csp={{ nonce: nonce() }}
      button={{ autoInsertSpace: false }}
    >
      <App message={{ maxCount: 3 }}>
        <LookProvider value={look}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </LookProvider>
      </App>
    </ConfigProvider>
  );
}

const session = 'showSession' satisfies RouteName;

/** Whoever is not signed in any more is asked to, on the same page. */
function createClient(): QueryClient {
  const askAgain = (error: unknown): void => {
    // Who is not signed in is being asked already, and may be writing.
    if (!isSignedOut(error) || client.getQueryState([session, {}])?.status !== 'success') return;
    void client.invalidateQueries({ queryKey: [session] });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey }) {
        if (queryKey[0] !== session) askAgain(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askAgain }),
    defaultOptions: { queries: { retry: mayHelp, staleTime: 5_000 } },
  });
  return client;
}

function isSignedOut(error: unknown): boolean {
  return error instanceof CallError && error.status === 401;
}

/** Once more where the way there failed; what the server refused it refuses again. */
function mayHelp(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof CallError && (error.status === 0 || error.status >= 502);
}
