/** Where and as whom the OAuth endpoints are called. */
export interface AppCredentials {
  apiBaseUrl: string;
  clientKey: string;
  clientSecret: string;
}
