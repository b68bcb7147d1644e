import { queryOptions } from '@tanstack/react-query';
import { authGateway, bodyOf } from './services.ts';

/** The apps that may call Postbus for this workspace. */
export const clientsQuery = queryOptions({
  queryKey: ['clients'],
  queryFn: () => bodyOf(authGateway.GET('/api/clients', { params: { query: { limit: 200 } } })),
});
