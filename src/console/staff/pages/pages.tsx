import { HomeOutlined, NotificationOutlined, SettingOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { Answer } from '../api/call.ts';

type Role = Answer<'showSession'>['user']['role'];

/** A place of the menu. `routes` are below `path`; each loads its code when it is first shown. */
export type Page = { path: string; title: string; icon: ReactNode; roles?: readonly Role[]; routes: RouteObject[] };

/** The menu, in its order. */
export const pages: readonly Page[] = [
  {
    path: '',
    title: '今日',
    icon: <HomeOutlined />,
    routes: [{ index: true, lazy: async () => ({ Component: (await import('./today/today.tsx')).Today }) }],
  },
  {
    path: 'broadcasts',
    title: '群发',
    icon: <NotificationOutlined />,
    routes: [
      { index: true, lazy: async () => ({ Component: (await import('./broadcasts/broadcasts.tsx')).Broadcasts }) },
      { path: 'new', lazy: async () => ({ Component: (await import('./broadcasts/compose.tsx')).Compose }) },
      { path: ':id', lazy: async () => ({ Component: (await import('./broadcasts/broadcast.tsx')).Broadcast }) },
    ],
  },
  {
    path: 'settings',
    title: '设置',
    icon: <SettingOutlined />,
    routes: [{ path: ':tab?', lazy: async () => ({ Component: (await import('./settings/settings.tsx')).Settings }) }],
  },
];
