import { createBrowserRouter, Navigate } from 'react-router';
import { Layout } from './layout.tsx';
import { RequireSession } from './require-session.tsx';
import { RouteProblem } from './route-problem.tsx';

/** Every page is a file of its own that is loaded when it is first shown. */
const page = (load: () => Promise<{ default: React.ComponentType }>) => ({
  lazy: async () => ({ Component: (await load()).default }),
});

export const router = createBrowserRouter([
  {
    errorElement: <RouteProblem />,
    HydrateFallback: () => null,
    children: [
      { path: '/sign-in', ...page(() => import('../pages/sign-in/page.tsx')) },
      { path: '/sign-in/local', ...page(() => import('../pages/sign-in/local-page.tsx')) },
      {
        element: (
          <RequireSession>
            <Layout />
          </RequireSession>
        ),
        children: [
          {
            errorElement: <RouteProblem />,
            children: [
              { index: true, element: <Navigate to="/posts" replace /> },
              { path: '/platforms/connect/tiktok', ...page(() => import('../pages/connect/page.tsx')) },
              { path: '/posts', ...page(() => import('../pages/posts/page.tsx')) },
              { path: '/posts/new', ...page(() => import('../pages/new-post/page.tsx')) },
              { path: '/posts/:postId', ...page(() => import('../pages/post/page.tsx')) },
              { path: '/analytics', ...page(() => import('../pages/analytics/page.tsx')) },
              { path: '/analytics/posts/:id', ...page(() => import('../pages/analytics/post-page.tsx')) },
              { path: '/webhooks', ...page(() => import('../pages/webhooks/page.tsx')) },
              {
                path: '/webhooks/endpoints/:endpointId',
                ...page(() => import('../pages/endpoint/page.tsx')),
              },
              { path: '/system', ...page(() => import('../pages/system/page.tsx')) },
              { path: '*', ...page(() => import('../pages/not-found.tsx')) },
            ],
          },
        ],
      },
    ],
  },
]);
