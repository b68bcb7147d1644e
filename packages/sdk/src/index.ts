export { PostbusApiError } from './api-error.ts';
export {
  type Account,
  type AccountReference,
  type AuthGatewayClient,
  type AuthGatewayClientOptions,
  createAuthGatewayClient,
} from './auth-gateway-client.ts';
