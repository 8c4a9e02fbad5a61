import { CalendarOutlined, ProfileOutlined, SunOutlined } from '@ant-design/icons';
import type { Page } from './pages.tsx';

export const dailyPage: Page = {
  path: 'daily',
  title: '寄语',
  icon: <SunOutlined />,
  routes: [{ index: true, lazy: async () => ({ Component: (await import('./daily/daily.tsx')).Daily }) }],
};

/** Reception days, and the lists that are used on them. */
export const dayPages: readonly Page[] = [
  {
    path: 'days',
    title: '接待日',
    icon: <CalendarOutlined />,
    routes: [
      { index: true, lazy: async () => ({ Component: (await import('./days/days.tsx')).Days }) },
      { path: 'new', lazy: async () => ({ Component: (await import('./days/plan-day.tsx')).PlanDay }) },
      { path: ':id', lazy: async () => ({ Component: (await import('./days/day.tsx')).Day }) },
    ],
  },
  {
    path: 'lists',
    title: '三张清单',
    icon: <ProfileOutlined />,
    routes: [{ index: true, lazy: async () => ({ Component: (await import('./lists/lists.tsx')).Lists }) }],
  },
];
