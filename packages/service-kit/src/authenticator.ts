import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { AppError } from './app-error.ts';
import { createBelievedTokens } from './believed-tokens.ts';
import { commonErrors } from './common-errors.ts';

/** Who makes a request. */
export interface Caller {
  clientId: string;
  /** The only workspace that this request may see. */
  workspaceId: string;
  scopes: ReadonlySet<string>;
}

/** Verifies the access tokens that auth-gateway hands to clients. */
export interface Authenticator {
  /**
   * Returns who the bearer is. Raises `unauthorized`, `workspace_required`, or `unavailable` while the signing keys
   * can't be fetched.
   */
  authenticate(headers: {
    authorization?: string | undefined;
    workspace?: string | undefined;
    /** For what belongs to no workspace: lets only service-to-service clients through, with the workspace `*`. */
    acrossWorkspaces?: boolean;
  }): Promise<Caller>;
}

/** Header by which a service-to-service client names the workspace it acts for. */
export const workspaceHeader = 'postbus-workspace';

/** The workspace claim of a client that may act for any. */
const anyWorkspace = '*';
const audience = 'postbus';
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface AuthenticatorOptions {
  issuer: string;
  jwksUrl: string;
}

/**
 * Verifies by the issuer's published keys, which are fetched once and again when an unknown key appears. A token that was
 * good is believed for some seconds without looking at its signature again, never beyond its end.
 */
export function createAuthenticator({ issuer, jwksUrl }: AuthenticatorOptions): Authenticator {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5000 });
  const believed = createBelievedTokens();

  async function verify(token: string): Promise<JWTPayload> {
    const known = believed.get(token);
    if (known) return known;
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['EdDSA'],
      requiredClaims: ['exp'],
    });
    believed.add(token, payload);
    return payload;
  }

  return {
    async authenticate({ authorization, workspace, acrossWorkspaces = false }) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (!token) throw commonErrors.unauthorized();
      try {
        return callerOf(await verify(token), { named: workspace, acrossWorkspaces });
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

function callerOf(
  { sub, workspace, scope }: JWTPayload,
  { named, acrossWorkspaces }: { named: string | undefined; acrossWorkspaces: boolean },
): Caller {
  if (typeof sub !== 'string' || typeof workspace !== 'string' || typeof scope !== 'string') {
    throw commonErrors.unauthorized();
  }
  const scopes = new Set(scope.split(' ').filter(Boolean));
  if (acrossWorkspaces) {
    if (workspace === anyWorkspace) return { clientId: sub, workspaceId: anyWorkspace, scopes };
    throw commonErrors.missingScope({ message: 'only a service-to-service client may do this' });
  }
  if (workspace !== anyWorkspace) return { clientId: sub, workspaceId: workspace, scopes };
  if (!named || !uuidPattern.test(named)) throw commonErrors.workspaceRequired();
  return { clientId: sub, workspaceId: named, scopes };
}

/** What is wrong with a token is not told: it would help to forge one. Keys out of reach are not the caller's fault. */
function refusalOf(error: unknown): unknown {
  if (isAppError(error)) return error;
  const isTokenWrong =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC';
  return isTokenWrong ? commonErrors.unauthorized() : commonErrors.unavailable({ cause: error });
}

const isAppError = (error: unknown): error is AppError => error instanceof Error && error.name === 'AppError';
