import { pgSchema } from 'drizzle-orm/pg-core';

export const authGatewaySchema = pgSchema('auth_gateway');
