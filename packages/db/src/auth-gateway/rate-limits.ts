import { rateLimitsTable } from '../rate-limits.ts';
import { authGatewaySchema } from './schema.ts';

export const rateLimits = rateLimitsTable(authGatewaySchema);
