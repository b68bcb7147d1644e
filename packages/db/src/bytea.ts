import { customType } from 'drizzle-orm/pg-core';

/** Bytes as they are. Drizzle has no type of its own for them. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
