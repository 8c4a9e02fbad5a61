import { createBrowserRouter, Navigate } from 'react-router';
import { pages } from '../pages/pages.tsx';
import { Frame } from './frame.tsx';
import { JobsOpenProvider } from './jobs-open.tsx';
import { Opening } from './opening.tsx';
import { PageFailed } from './page-failed.tsx';
import { SessionGate } from './session.tsx';

export function createRouter() {
  return createBrowserRouter(
    [
      {
        element: (
          <SessionGate>
            <JobsOpenProvider>
              <Frame />
            </JobsOpenProvider>
          </SessionGate>
        ),
        errorElement: <PageFailed />,
        hydrateFallbackElement: <Opening />,
        children: [
          ...pages.map(({ path, routes }) =>
            path === ''
              ? { errorElement: <PageFailed />, children: routes }
              : { path, errorElement: <PageFailed />, children: routes },
          ),
          { path: '*', element: <Navigate to="/" replace /> },
        ],
      },
    ],
    { basename: '/console' },
  );
}
