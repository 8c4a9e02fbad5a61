import {
  BookOutlined,
  ContactsOutlined,
  HomeOutlined,
  NotificationOutlined,
  SettingOutlined,
  SolutionOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import type { Answer } from '../api/call.ts';
import { dailyPage, dayPages } from './day-pages.tsx';
import { knowledgeRoutes } from './knowledge/routes.ts';

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
    path: 'cases',
    title: '诉求',
    icon: <SolutionOutlined />,
    routes: [
      { index: true, lazy: async () => ({ Component: (await import('./cases/register.tsx')).Register }) },
      {
        path: 'statistics',
        lazy: async () => ({ Component: (await import('./cases/statistics.tsx')).CaseStatistics }),
      },
      { path: 'print', lazy: async () => ({ Component: (await import('./cases/print-cases.tsx')).PrintCases }) },
      { path: ':no', lazy: async () => ({ Component: (await import('./cases/one-case.tsx')).OneCase }) },
    ],
  },
  ...dayPages,
  {
    path: 'broadcasts',
    title: '群发',
    icon: <NotificationOutlined />,
    routes: [
      { index: true, lazy: async () => ({ Component: (await import('./broadcasts/broadcasts.tsx')).Broadcasts }) },
      { path: 'new', lazy: async () => ({ Component: (await import('./broadcasts/compose.tsx')).Compose }) },
      { path: ':id', lazy: async () => ({ Component: (await import('./broadcasts/broadcast.tsx')).Broadcast }) },
      {
        path: ':id/print',
        lazy: async () => ({ Component: (await import('./broadcasts/print-broadcast.tsx')).PrintBroadcast }),
      },
    ],
  },
  dailyPage,
  { path: 'knowledge', title: '知识库', icon: <BookOutlined />, routes: knowledgeRoutes },
  {
    path: 'directory',
    title: '通讯录',
    icon: <ContactsOutlined />,
    routes: [
      {
        lazy: async () => ({ Component: (await import('./directory/directory.tsx')).Directory }),
        children: [
          { index: true, element: <Navigate to="organizations" replace /> },
          {
            path: 'organizations',
            lazy: async () => ({ Component: (await import('./directory/organizations.tsx')).Organizations }),
          },
          { path: 'groups', lazy: async () => ({ Component: (await import('./directory/groups.tsx')).Groups }) },
          { path: 'people', lazy: async () => ({ Component: (await import('./directory/people.tsx')).People }) },
          { path: 'members', lazy: async () => ({ Component: (await import('./directory/members.tsx')).Members }) },
        ],
      },
    ],
  },
  {
    path: 'settings',
    title: '设置',
    icon: <SettingOutlined />,
    routes: [{ path: ':tab?', lazy: async () => ({ Component: (await import('./settings/settings.tsx')).Settings }) }],
  },
];
