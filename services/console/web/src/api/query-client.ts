import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const mostRetries = 3;

/** What passes is tried again by itself; what stays wrong is shown at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) =>
        error instanceof ApiError && error.retryable && error.status !== 429 && failures < mostRetries,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
