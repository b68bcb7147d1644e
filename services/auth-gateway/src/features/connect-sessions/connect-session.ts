import type { connectSessions } from '@postbus/db/auth-gateway';

export type ConnectSession = typeof connectSessions.$inferSelect;

/** What the audit log says of a session. */
export const detailsOf = ({ id, platform, userId }: ConnectSession) => ({ sessionId: id, platform, userId });
