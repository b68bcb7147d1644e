import { errorFromBody, offlineError } from './api-error.ts';
import { queryClient } from './query-client.ts';
import { fetchSession, type Session, sessionKey } from './session.ts';

export const csrfHeader = 'x-csrf-token';

/** The CSRF token of the session, asked for if the page does not have it yet. */
export async function csrfToken(): Promise<string> {
  const session = await queryClient.ensureQueryData<Session>({ queryKey: sessionKey, queryFn: fetchSession });
  return session.csrfToken;
}

/** Asks anew who is signed in. If nobody is, the page shows the sign-in and comes back here afterwards. */
export async function renewSession(): Promise<void> {
  await queryClient.fetchQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 0 });
}

/** `fetch` with the CSRF token, which raises an `ApiError` for every answer that is not a success. */
export async function send(request: Request): Promise<Response> {
  const answer = await sendOnce(request.clone());
  if (answer.ok) return answer;
  const error = errorFromBody(answer.status, await answer.text());
  if (error.code === 'csrf_refused') {
    // Another tab has signed in anew meanwhile, or the session has ended.
    await renewSession();
    const again = await sendOnce(request);
    if (again.ok) return again;
    throw errorFromBody(again.status, await again.text());
  }
  if (error.code === 'not_signed_in') await renewSession();
  throw error;
}

async function sendOnce(request: Request): Promise<Response> {
  if (request.method !== 'GET') request.headers.set(csrfHeader, await csrfToken());
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw offlineError();
  }
}

/** Calls the console itself. */
export async function callConsole<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await send(
    new Request(new URL(path, location.href), {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }),
  );
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}
