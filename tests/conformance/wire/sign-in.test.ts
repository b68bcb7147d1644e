import { cases as authorize } from './cases/authorize.ts';
import { cases as oauthErrors } from './cases/oauth-errors.ts';
import { cases as pkce } from './cases/pkce.ts';
import { cases as qrSignIn } from './cases/qr-sign-in.ts';
import { cases as redirectUris } from './cases/redirect-uris.ts';
import { cases as tokens } from './cases/tokens.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('signing in', [...authorize, ...pkce, ...redirectUris, ...tokens, ...oauthErrors, ...qrSignIn]);
