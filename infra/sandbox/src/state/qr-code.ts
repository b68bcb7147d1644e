/** A sign-in by QR code, from the app's request to the exchange of its code. */
export interface QrCode {
  /** For the app, to ask how far it is. */
  token: string;
  /** For the URL behind the QR code. */
  scanId: string;
  clientKey: string;
  scopes: string[];
  state: string;
  /** What the app put in place of `tobefilled`; known when somebody has scanned. */
  clientTicket: string | null;
  scannedAt: number | null;
  /** The code in the confirmed answer; null until the creator has confirmed. */
  code: string | null;
  grantedScopes: string[];
  expiresAt: number;
}
