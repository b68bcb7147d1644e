/** An authorization code that waits to be exchanged. */
export interface AuthorizationCode {
  code: string;
  clientKey: string;
  username: string;
  redirectUri: string;
  scopes: string[];
  codeChallenge: string | null;
  expiresAt: number;
  used: boolean;
}

/** What an app may do for a creator. */
export interface AccessToken {
  token: string;
  clientKey: string;
  username: string;
  openId: string;
  scopes: string[];
  expiresAt: number;
  /** Times of accepted calls in the last minute, by bucket. */
  windows: Record<string, number[]>;
}

export interface RefreshToken {
  token: string;
  clientKey: string;
  username: string;
  openId: string;
  scopes: string[];
  /** 365 days after the first issue; rotation does not move it. */
  expiresAt: number;
}

/** A token of the app itself: it has no user behind it and opens no user endpoint. */
export interface ClientToken {
  token: string;
  clientKey: string;
  expiresAt: number;
}
