import type { connectSessions } from '@postbus/db/auth-gateway';

export type ConnectSession = typeof connectSessions.$inferSelect;

/** Where the verifier of a session is encrypted for. */
export const codeVerifierPlace = (id: string) => ({
  table: 'connect_sessions',
  column: 'code_verifier',
  row: id,
});

/** What the audit log says of a session. */
export const detailsOf = ({ id, platform, userId }: ConnectSession) => ({ sessionId: id, platform, userId });
