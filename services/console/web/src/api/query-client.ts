import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const mostRetries = 3;
const againAfterMs = 4000;

const isPassing = (error: unknown): boolean => error instanceof ApiError && error.retryable;

/** What passes is tried again by itself; what stays wrong is shown at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => isPassing(error) && failures < mostRetries,
      // What could not be had is asked for again until it is there: the page comes back by itself.
      refetchInterval: ({ state }) => (isPassing(state.error) ? againAfterMs : false),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
