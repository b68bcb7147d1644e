import { useQuery } from '@tanstack/react-query';
import { errorFromBody, offlineError } from './api-error.ts';

export interface Session {
  /** Who is signed in. */
  clientId: string | null;
  scopes: string[];
  csrfToken: string;
  /** Where posts are looked at. */
  tiktokUrl: string;
}

export const sessionKey = ['session'];

export async function fetchSession(): Promise<Session> {
  const answer = await fetch('/api/session').catch(() => {
    throw offlineError();
  });
  const text = await answer.text();
  if (!answer.ok) throw errorFromBody(answer.status, text);
  return JSON.parse(text);
}

/** Who is signed in. */
export const useSession = () =>
  useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: Number.POSITIVE_INFINITY });

/** Whether the client may do this. */
export function useMay(scope: string): boolean {
  const { data } = useSession();
  return data?.scopes.includes(scope) ?? false;
}
